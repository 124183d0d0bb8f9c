"""symlin: is an operator linear? With a proof or a counterexample that can be checked.

The names below are imported on first use, so that `import symlin` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symlin.api import (
        check,
        equiv,
        require_affine,
        require_equivalent,
        require_linear,
        verify,
    )
    from symlin.decision.failures import NotEquivalent, NotLinear, Undecided
    from symlin.decision.opinion import CrossCheck
    from symlin.decision.verdict import Claim, Compared, Counterexample, Status
    from symlin.decision.version import __version__ as __version__
    from symlin.errors import InputError, SymlinError, Unsupported
    from symlin.kernel.certificate import Rejected
    from symlin.kernel.claim import Law
    from symlin.kernel.documents.fields import Unreadable
    from symlin.language.operator import Operator
    from symlin.many.check import check_many
    from symlin.reading.networks.inputs import Input
    from symlin.report.shown import Report

__all__ = [
    "Claim",
    "Compared",
    "Counterexample",
    "CrossCheck",
    "Input",
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
    "Unsupported",
    "check",
    "check_many",
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
    "symlin.decision.failures": ("NotEquivalent", "NotLinear", "Undecided"),
    "symlin.decision.version": ("__version__",),
    "symlin.errors": ("InputError", "SymlinError", "Unsupported"),
    "symlin.kernel.certificate": ("Rejected",),
    "symlin.kernel.claim": ("Law",),
    "symlin.kernel.documents.fields": ("Unreadable",),
    "symlin.language.operator": ("Operator",),
    "symlin.many.check": ("check_many",),
    "symlin.decision.verdict": (
        "Claim",
        "Compared",
        "Counterexample",
        "Status",
    ),
    "symlin.decision.opinion": ("CrossCheck",),
    "symlin.reading.networks.inputs": ("Input",),
    "symlin.report.shown": ("Report",),
}


if not TYPE_CHECKING:  # a type checker that saw it would let every name pass

    def __getattr__(name: str) -> object:
        for module, names in _HOMES.items():
            if name in names:
                from symlin.exact.loading import load

                value = getattr(load(module), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module 'symlin' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
