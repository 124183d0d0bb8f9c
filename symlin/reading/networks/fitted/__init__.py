"""Fitted estimators of scikit-learn and linear operators of SciPy and PyLops, as networks."""
