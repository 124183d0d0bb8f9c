"""Between SymPy's objects and symlin's own."""
