"""The table of rules: by a class of scikit-learn's and the name of its method.

What is not in it is refused: a class of the user's, however alike, may compute something else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from symlin.language.network.builder import Ref

Rule = Callable[[Any, Any, Ref], Ref]
"""Of a `Reading`, an estimator and rows of shape (B, n): what its method makes of them."""
RULES: dict[tuple[str, str], Rule] = {}
METHODS = (
    "transform",
    "inverse_transform",
    "predict",
    "decision_function",
    "predict_proba",
    "predict_log_proba",
)
"""Those that are functions of rows of numbers."""


def rule(method: str, *names: str) -> Callable[[Rule], Rule]:
    """The function is the rule of this method of these classes: "preprocessing.StandardScaler" is
    sklearn.preprocessing.StandardScaler."""

    def added(function: Rule) -> Rule:
        for name in names:
            if (name, method) in RULES:
                raise ValueError(f"{name}.{method} has two rules")
            RULES[name, method] = function
        return function

    return added


def public_name(estimator: object) -> str | None:
    """What scikit-learn calls this very class in public; None for classes of others."""
    kind = type(estimator)
    package, _, rest = kind.__module__.partition(".")
    module = rest.partition(".")[0]
    found = sys.modules.get(f"sklearn.{module}") if package == "sklearn" else None
    # a subclass that keeps the name is another object
    return f"{module}.{kind.__name__}" if getattr(found, kind.__name__, None) is kind else None
