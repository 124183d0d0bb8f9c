"""Verdicts for other tools: Coq, SMT-LIB and LaTeX."""
