"""Theories: what the kernel knows of one kind of function each; rows of `table`."""
