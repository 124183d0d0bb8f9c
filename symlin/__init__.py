"""symlin: is an operator linear? With a proof or a counterexample that can be checked.

The names below are imported on first use, so that `import symlin` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from symlin.api import (
        check,
        equiv,
        require_affine,
        require_equivalent,
        require_linear,
        verify,
    )
    from symlin.errors import InputError, NotEquivalent, NotLinear, SymlinError, Undecided
    from symlin.kernel.checker import Rejected
    from symlin.kernel.claim import Law
    from symlin.kernel.fields import Unreadable
    from symlin.operator import Operator
    from symlin.verdict import Claim, Compared, Counterexample, CrossCheck, Report, Status

__all__ = [
    "Claim",
    "Compared",
    "Counterexample",
    "CrossCheck",
    "InputError",
    "Law",
    "NotEquivalent",
    "NotLinear",
    "Operator",
    "Rejected",
    "Report",
    "Status",
    "SymlinError",
    "Undecided",
    "Unreadable",
    "check",
    "equiv",
    "require_affine",
    "require_equivalent",
    "require_linear",
    "verify",
]

_HOMES = {
    "symlin.api": (
        "check",
        "equiv",
        "require_affine",
        "require_equivalent",
        "require_linear",
        "verify",
    ),
    "symlin.errors": ("InputError", "NotEquivalent", "NotLinear", "SymlinError", "Undecided"),
    "symlin.kernel.checker": ("Rejected",),
    "symlin.kernel.claim": ("Law",),
    "symlin.kernel.fields": ("Unreadable",),
    "symlin.operator": ("Operator",),
    "symlin.verdict": ("Claim", "Compared", "Counterexample", "CrossCheck", "Report", "Status"),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'symlin' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
