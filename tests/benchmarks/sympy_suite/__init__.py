"""SymPy's own test suite as questions to symlin: pairs that its assertions say are equal."""
