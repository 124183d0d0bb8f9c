"""symlin: is an operator linear? With a proof or a counterexample that can be checked."""

__version__ = "0.1.0"
