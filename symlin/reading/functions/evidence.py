"""Whether a text may be about functions: a look that costs nothing, before anything is imported."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BINDERS = re.compile(
    r"Integral|integrate|Sum\b|summation|Derivative|\bdiff\b|DiracDelta|∫|∑|∂|\\int|\\sum|\\partial"
    r"|d(?:\^?\(?[0-9²³]\)?)?[A-Za-z]? ?/ ?d[A-Za-z]|\\frac ?\{ ?d"
)
_PRIME = re.compile(r"[A-Za-z0-9_)\]}Α-ω]['’′ʼ″‴]|\\prime|\\d+ot|\u0307|_\{[^{}]*[-+]")
_APPLIED = re.compile(
    r"(?<![A-Za-z_.\\])(?:[A-Za-z]|[pP][sh]i|[A-Za-z]_?[0-9]{1,3})"
    r"(?:\^?[{(]?[-0-9²³]+[)}]?)? *[(\[{]"
    r"|(?:\\[A-Za-z]+|[Α-ωϕϵ])(?:_?\{?[0-9₀-₉]+\}?)? ?[(\[]"
)
_PARTIAL = re.compile(r"(?<![A-Za-z0-9_])(?:[A-Za-z]|[a-z]{3,5}|[Α-ω])_\{?[txyzrs]{1,4}\b")
_HEADER = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9_]+ *[(\[{][^()\[\]{}=]*[)\]}] *[(\[{]")
_CONVOLVED = re.compile(r"\( ?[A-Za-z] ?[*∗⋆] ?[A-Za-z] ?\) ?[(\[]")

_LOOKS = (_BINDERS, _PRIME, _APPLIED, _PARTIAL, _HEADER, _CONVOLVED)


def may_be_functions(text: str, inputs: Sequence[str] | None) -> bool:
    """Whether a look at the text's words is worth while; never False where a function is."""
    if any(pattern.search(text) for pattern in _LOOKS):
        return True
    names = (*(inputs or ()),)
    return any(re.search(rf"\b{re.escape(name)} *[(\[]", text) for name in names)
