"""The tools, each as a function from a row to a definite answer, or None where it has none.

`load` imports what the tool needs, once and outside all measurements; it returns the version.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import testers
from .algebra import by_simplify
from .rows import BREAKS, CONDITIONAL, LINEAR, Row
from .solvers import LAWS, MATRIX, by_cvc5, by_z3

Answer = str | None
ON_THE_WALL = 100
"""symlin looks at the time on the wall; here the limit on processor time ends it, as all others."""


@dataclass(frozen=True)
class Tool:
    """`parametric`: it looks for a condition on parameters, and must find the right status."""

    key: str
    title: str
    package: str
    modules: tuple[str, ...]
    answer: Callable[[Row, float], Answer]
    parametric: bool = False

    def load(self) -> str | None:
        """The version; None where it is not installed."""
        try:
            for module in self.modules:
                importlib.import_module(module)
            return importlib.metadata.version(self.package)
        except ImportError:
            return None


def by_symlin(row: Row, seconds: float) -> Answer:
    """All six laws, each answer with a certificate that the kernel has accepted."""
    from symlin.decision.decide import decide
    from symlin.decision.verdict import Status

    claim = decide(row.operator(), ON_THE_WALL * seconds).linear
    if not claim.certified:
        return None
    answers: dict[Any, str] = {
        Status.PROVED: LINEAR,
        Status.REFUTED: BREAKS,
        Status.CONDITIONAL: CONDITIONAL,
    }
    return answers.get(claim.status)


TOOLS = (
    Tool(
        "symlin",
        "symlin",
        "sympy",
        (
            "symlin.decision.decide",
            "symlin.reading.parse",
            "symlin.reading.models.sequential",
            "numpy",
        ),
        by_symlin,
        parametric=True,
    ),
    Tool("z3-laws", "z3, both laws as written", "z3-solver", ("z3",), lambda r, _: by_z3(r, LAWS)),
    Tool("z3-matrix", "z3, matrix form", "z3-solver", ("z3",), lambda r, _: by_z3(r, MATRIX)),
    Tool(
        "cvc5-laws", "cvc5, both laws as written", "cvc5", ("cvc5",), lambda r, _: by_cvc5(r, LAWS)
    ),
    Tool("cvc5-matrix", "cvc5, matrix form", "cvc5", ("cvc5",), lambda r, _: by_cvc5(r, MATRIX)),
    Tool("sympy", "SymPy simplify", "sympy", ("sympy",), lambda r, _: by_simplify(r)),
    Tool(
        "crosshair",
        "CrossHair",
        "crosshair-tool",
        ("crosshair.core_and_libs",),
        testers.by_crosshair,
    ),
    Tool(
        "hypothesis",
        "Hypothesis alone",
        "hypothesis",
        ("hypothesis.strategies",),
        lambda r, _: testers.by_hypothesis(r),
    ),
)
