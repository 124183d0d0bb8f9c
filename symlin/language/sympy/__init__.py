"""Between SymPy's objects and symlin's own."""

from symlin.exact.loading import load

load("sympy")  # all that is below imports it
