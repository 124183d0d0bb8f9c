"""Sets as textbooks name them: M_22, M_{2x3}(R), R^{2x2}, P_2, \\mathbb{R}^3, C[0, 1]."""

from __future__ import annotations

import re

_DRESS = re.compile(
    r"\\(?:mathbb|mathcal|mathrm|mathbf|text|operatorname)\b|\\(?:left|right)\b|[\s{}]"
)
_SIGNS = {
    "ℝ": "R", "ℂ": "C", "ℙ": "P", "\\R": "R", "\\times": "x", "×": "x", "\\infty": "oo", "∞": "oo",
    "\\ell": "l", "ℓ": "l", "²": "^2", "³": "^3", "⁴": "^4", "ⁿ": "^n", "₁": "_1", "₂": "_2",
    "₃": "_3", "₄": "_4", "ₙ": "_n", "\\le": "<", "≤": "<", "\\leq": "<",
}  # fmt: skip
_SIZE = "([1-9]|[a-z])"
_FIELD = r"(?:\(R\)|\[R\])?"
_MATRICES = tuple(
    re.compile(pattern)
    for pattern in (
        r"R\^\(?([1-9][0-9]?|[a-z])[x,*]([1-9][0-9]?|[a-z])\)?",
        rf"(?:M|Mat)_?\(?([1-9][0-9]?|[a-z])[x,*]([1-9][0-9]?|[a-z])\)?{_FIELD}",
        rf"(?:M|Mat)_?{_SIZE}{_SIZE}{_FIELD}",
        rf"(?:M|Mat)_?{_SIZE}{_FIELD}",
        rf"M\({_SIZE},R\)",
    )
)
_NUMBERS = re.compile(r"([RC])(?:\^\(?([1-9][0-9]{0,2}|[a-z])\)?)?")
_POLYNOMIALS = re.compile(
    r"P_?\(?([0-9]{1,2})\)?(?:\(R\)|\[[a-z]\]|\(R\[[a-z]\]\))?|R_\(?([0-9]{1,2})\)?\[[a-z]\]"
    r"|R\[[a-z]\]_\(?<?([0-9]{1,2})\)?"
)
_OF_FUNCTIONS = re.compile(
    r"[CLHDS](?:[\^_]\(?(?:[0-9]|oo|[a-z])\)?)?(?:\((?:[RZN]|\[[^\[\]()]*\])\)|[\[(][-0-9a-z.,]*[\])])"
    r"|C\^\(?oo\)?|l\^\(?(?:[0-9]|oo|p)\)?(?:\([ZN]\))?|R\^\(?[RNZ]\)?"
)


def set_name(text: str) -> str | None:
    """The set as symlin writes it (R^3, 2x2, P2, C), "functions", or None for any other."""
    plain = _DRESS.sub("", text)
    for sign, word in _SIGNS.items():
        plain = plain.replace(sign, word)
    if match := _NUMBERS.fullmatch(plain):
        return plain if match[2] is None else f"{match[1]}^{match[2]}"
    for pattern in _MATRICES:
        if match := pattern.fullmatch(plain):
            sizes = match.groups()
            return f"{sizes[0]}x{sizes[-1]}"
    if match := _POLYNOMIALS.fullmatch(plain):
        return "P" + next(degree for degree in match.groups() if degree)
    return "functions" if _OF_FUNCTIONS.fullmatch(plain) else None
