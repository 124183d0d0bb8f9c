"""Formulas as the terminal shows them, with the signs that print has for them."""

from __future__ import annotations

import re

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def pretty(formula: str) -> str:
    """x**2 >= 2 * y as x² ≥ 2·y; names stay as they are typed."""
    text = re.sub(r">=|<=|!=", lambda m: _SIGNS[m[0]], formula)
    text = re.sub(r"\bE\b", "e", text)
    text = re.sub(r"\*\*(\d+)\b", lambda m: m[1].translate(_SUPERSCRIPTS), text)
    text = re.sub(r" \* ", " · ", text)
    text = re.sub(r"(?<!\*)\*(?!\*)", "·", text)
    text = re.sub(r"\bsqrt\((\d+|[a-z]\d*)\)", r"√\1", text)
    return re.sub(r"\bsqrt\(", "√(", text)
