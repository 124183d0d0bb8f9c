"""Operators on functions, sequences and fields: from texts and SymPy's objects to subjects."""
