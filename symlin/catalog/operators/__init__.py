"""The catalog: one file is one operator, exporting OPERATOR. There is no list to edit."""
