"""The functions of the kernel's language, each with the theory that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symlin.kernel.fractions import cancelled
from symlin.kernel.polynomial import Poly, atom, atom_poly
from symlin.kernel.theories.exponential import exponential, logarithm
from symlin.kernel.theories.integers import floor
from symlin.kernel.theories.trigonometry import arctangent, odd, sine_cosine

if TYPE_CHECKING:
    from symlin.kernel.normal import Context


def apply(context: Context, name: str, u: Poly) -> Poly:
    u = cancelled(context, u)
    match name:
        case "exp":
            return exponential(context, u)
        case "log":
            return logarithm(context, u)
        case "sin" | "cos":
            sine, cosine = sine_cosine(context, u)
            return sine if name == "sin" else cosine
        case "abs":
            return context.relu(u) + context.relu(-u)
        case "floor":
            return floor(u)
        case "pi":
            return atom_poly(atom("pi"))
        case "atan":
            return arctangent(context, u)
        case "asin" | "erf":
            return odd(name, u)
        case _:
            raise ValueError(name)
