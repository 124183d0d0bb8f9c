"""Formulas as MathML, which browsers set without any script."""

from __future__ import annotations

from html import escape
from typing import assert_never

from symlin.report.formats.mathtree import (
    GREEK,
    Apply,
    Cases,
    Fence,
    Fraction,
    Math,
    Num,
    Operator,
    Power,
    Root,
    Row,
    Symbol,
    Word,
    read,
)

SIGNS = {"*": "·", ">=": "≥", "<=": "≤", "!=": "≠", "-": "−"}


def mathml(formula: str, display: bool = False) -> str:
    """The formula as a <math> element, in the style of a line of its own with `display`."""
    kind = ' displaystyle="true"' if display else ""
    return f"<math{kind}>{_node(read(formula))}</math>"


def _node(math: Math) -> str:
    match math:
        case Num(text):
            return f"<mn>{text}</mn>"
        case Symbol(name, index):
            symbol = f"<mi>{GREEK.get(name, escape(name))}</mi>"
            return symbol if index is None else f"<msub>{symbol}{_one(index)}</msub>"
        case Word(text):
            return f"<mtext>&#160;{escape(text)}&#160;</mtext>"
        case Operator(sign, prefix):
            form = ' form="prefix"' if prefix else ""
            return f"<mo{form}>{escape(SIGNS.get(sign, sign))}</mo>"
        case Row(parts):
            return "".join(map(_node, parts))
        case Fraction(above, below):
            return f"<mfrac>{_one(above)}{_one(below)}</mfrac>"
        case Power(base, exponent):
            return f"<msup>{_one(base)}{_one(exponent)}</msup>"
        case Root(inside):
            return f"<msqrt>{_node(inside)}</msqrt>"
        case Fence(opening, inside, closing):
            return f"<mrow><mo>{opening}</mo>{_node(inside)}<mo>{closing}</mo></mrow>"
        case Apply(function, arguments):
            listed = f"<mrow><mo>(</mo>{_node(arguments)}<mo>)</mo></mrow>"
            return f"{_node(function)}<mo>&#8289;</mo>{listed}"
        case Cases(branches):
            return _cases(branches)
        case _:
            assert_never(math)


def _one(math: Math) -> str:
    """As exactly one element."""
    return f"<mrow>{_node(math)}</mrow>"


def _cases(branches: tuple[tuple[Math, Math | None], ...]) -> str:
    rows = "".join(
        f"<mtr><mtd>{_node(value)}</mtd><mtd>{_guard(guard)}</mtd></mtr>"
        for value, guard in branches
    )
    return f'<mrow><mo>{{</mo><mtable columnalign="left left">{rows}</mtable></mrow>'


def _guard(guard: Math | None) -> str:
    if guard is None:
        return "<mtext>otherwise</mtext>"
    return f"<mtext>if&#160;</mtext>{_node(guard)}"
