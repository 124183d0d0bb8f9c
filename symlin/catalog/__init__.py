"""The operators that are known by name: what defines one, and the index of all."""
