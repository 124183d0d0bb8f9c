"""The cross-check: Hypothesis, floats and mpmath as a second opinion on every report.

It shares nothing with the search or the checker but the terms themselves.
"""

from symlin.crosscheck.check import cross_check
from symlin.crosscheck.fuzzing import FuzzResult, LawTrial, fuzz
from symlin.crosscheck.trial import Violation

__all__ = ["FuzzResult", "LawTrial", "Violation", "cross_check", "fuzz"]
