"""Formulas as MathML, which browsers set without any script."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.foreign import escape
from symlin.language.notation import PRODUCT, Fragment
from symlin.language.tree import Binder, Tree
from symlin.report.formats.setting import GREEK, Typesetting, letter

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "-": "−"}
_LARGE = {"Sum": "∑", "Integral": "∫"}
"""Signs with limits."""
_TALL = ("<mfrac", "<msqrt", "<mtable", "<msup", "largeop")
"""What brackets grow around; of others a browser would make the brackets a little larger still."""


def mathml(tree: Tree, display: bool = False) -> str:
    """The formula as a <math> element, in the style of a line of its own with `display`."""
    kind = ' displaystyle="true"' if display else ""
    return f"<math{kind}>{_MathML().text(tree)}</math>"


class _MathML(Typesetting):
    """Elements of presentation MathML."""

    minus = '<mo form="prefix">−</mo>'
    product_dot = "<mo>·</mo>"

    def digits(self, text: str) -> str:
        return f"<mn>{text}</mn>"

    def symbol(self, stem: str, index: Sequence[str], *, function: bool = False) -> str:
        named = "∞" if stem == "oo" else GREEK.get(letter(stem), escape(stem))
        symbol = f"<mi>{named}</mi>"
        if not index:
            return symbol
        return f"<msub>{symbol}{_one(self.comma().join(map(self.digits, index)))}</msub>"

    def write(self, tree: Tree) -> Fragment:
        if isinstance(tree, Binder) and tree.kind in _LARGE and len(tree.limits) == 2:
            return Fragment(self.large(tree), PRODUCT)
        return super().write(tree)

    def large(self, tree: Binder) -> str:
        """A sum or an integral with its limits; what it is of has brackets where it is a sum."""
        low, high = map(self.whole, tree.limits)
        body, variable = self.bound(tree.body, PRODUCT).body, self.name(tree.variable)
        sign = f'<mo largeop="true">{_LARGE[tree.kind]}</mo>'
        if tree.kind == "Integral":
            limits = f"<msubsup>{sign}{_one(low)}{_one(high)}</msubsup>"
            return f"<mrow>{limits}{body}<mspace width='0.2em'/><mi>d</mi>{variable}</mrow>"
        start = f"<mrow>{variable}<mo>=</mo>{low}</mrow>"
        return f"<mrow><munderover>{sign}{start}{_one(high)}</munderover>{body}</mrow>"

    def marked(self, function: str, mark: str) -> str:
        if not mark or mark.startswith("_"):
            return super().marked(function, mark)
        return super().marked(function, "") + f"<mo>{mark}</mo>"

    def sign(self, sign: str) -> str:
        return f"<mo>{escape(_SIGNS.get(sign, sign))}</mo>"

    def comma(self) -> str:
        return "<mo>,</mo>"

    def fence(self, text: str, inside: Sequence[Tree], brackets: str = "()") -> str:
        low = "" if any(tag in text for tag in _TALL) else ' stretchy="false"'
        left, right = brackets[0], brackets[1]
        return f"<mrow><mo{low}>{left}</mo>{text}<mo{low}>{right}</mo></mrow>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{_one(above)}{_one(below)}</mfrac>"

    def raised(self, base: str, exponent: str) -> str:
        return f"<msup>{_one(base)}{_one(exponent)}</msup>"

    def root(self, inside: str) -> str:
        return f"<msqrt>{inside}</msqrt>"

    def applied(self, function: str, arguments: Sequence[Tree]) -> str:
        return f"{function}<mo>&#8289;</mo>{self.fence(self.listed(arguments), arguments)}"

    def matrix(self, rows: Sequence[Sequence[Tree]]) -> str:
        lines = ("".join(f"<mtd>{self.whole(entry)}</mtd>" for entry in row) for row in rows)
        table = "".join(f"<mtr>{line}</mtr>" for line in lines)
        return self.fence(f"<mtable>{table}</mtable>", ())

    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        lines = "".join(
            f"<mtr><mtd>{value}</mtd><mtd>{_where(guard)}</mtd></mtr>" for value, guard in rows
        )
        return f'<mrow><mo>{{</mo><mtable columnalign="left left">{lines}</mtable></mrow>'

    def words(self, text: str) -> str:
        return f"<mtext>&#160;{escape(text)}&#160;</mtext>"

    def ellipsis(self) -> str:
        return "<mo>…</mo>"


def _one(text: str) -> str:
    """As exactly one element."""
    return f"<mrow>{text}</mrow>"


def _where(guard: str | None) -> str:
    return "<mtext>otherwise</mtext>" if guard is None else f"<mtext>if&#160;</mtext>{guard}"
