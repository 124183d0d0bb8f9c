r"""Formulas as LaTeX, and documents as articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symlin.language.notation import MAX_TEXT, Fragment
from symlin.language.tree import Matrix, Number, Piecewise, Product, Tree, children
from symlin.report.formats.document import (
    Block,
    Code,
    Document,
    Formulas,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
    Verdict,
)
from symlin.report.formats.parts import Formula, Link, Part, Stressed, Text, Typed, parts
from symlin.report.formats.setting import GREEK, Typesetting, is_fraction, letter

_SIGNS = {">=": r"\ge ", "<=": r"\le ", "!=": r"\ne ", "≈": r"\approx "}
_FUNCTIONS = {
    **{name: name for name in ("max", "min", "log", "sin", "cos", "tan", "cot", "sec", "csc")},
    **{name: name for name in ("sinh", "cosh", "tanh", "coth")},
    "asin": "arcsin", "acos": "arccos", "atan": "arctan",
}  # fmt: skip
"""The functions that LaTeX has a command for."""
_BRACKETS = {"⌊": r"\lfloor ", "⌋": r"\rfloor", "⌈": r"\lceil ", "⌉": r"\rceil"}
_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}
    | {"≥": r"$\ge$", "≤": r"$\le$", "≈": r"$\approx$", "<": r"$<$", ">": r"$>$"}
)

PREAMBLE = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage{graphicx}
\begin{document}
"""


def latex(tree: Tree) -> str:
    """The formula for math mode, without the dollars."""
    return _Latex().text(tree)


def latex_within(tree: Tree, most: int) -> str | None:
    """The same; None where a part of it has more characters than that."""
    setter = _Latex(most)
    text = setter.text(tree)
    return None if setter.clipped else text


def to_latex(document: Document) -> str:
    """A complete article."""
    blocks = [f"\\section*{{{_text(document.title)}}}", *map(_block, document.blocks)]
    return PREAMBLE + "\n\n".join(blocks) + "\n\n\\end{document}\n"


class _Latex(Typesetting):
    """Math mode, with amsmath."""

    product_dot = r"\cdot "

    def __init__(self, longest: int = MAX_TEXT) -> None:
        super().__init__(longest)
        self.tall: set[int] = set()
        """Parts that are higher than a line, and need brackets that grow with them."""

    def digits(self, text: str) -> str:
        return text

    def symbol(self, stem: str, index: Sequence[str], *, function: bool = False) -> str:
        name = _function(stem) if function else _variable(stem)
        return f"{name}_{{{','.join(index)}}}" if index else name

    def together(self, words: Sequence[str]) -> str:
        text = ""
        for word in words:  # \alpha x is no \alphax
            _, stroke, command = text.rpartition("\\")
            text += " " + word if stroke and (command + word[0]).isalpha() else word
        return text

    def sign(self, sign: str) -> str:
        return _SIGNS.get(sign, f" {sign} ")

    def comma(self) -> str:
        return ", "

    def write(self, tree: Tree) -> Fragment:
        if _is_tall(tree) or not self.tall.isdisjoint(map(id, children(tree))):
            self.tall.add(id(tree))
        return super().write(tree)

    def fence(self, text: str, inside: Sequence[Tree], brackets: str = "()") -> str:
        left, right = (_BRACKETS.get(bracket, bracket) for bracket in brackets)
        if left != "|" and self.tall.isdisjoint(map(id, inside)):
            return f"{left}{text}{right}"
        return rf"\left{left}{text}\right{right}"

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def raised(self, base: str, exponent: str) -> str:
        return f"{{{base}}}^{{{exponent}}}"

    def root(self, inside: str) -> str:
        return rf"\sqrt{{{inside}}}"

    def applied(self, function: str, arguments: Sequence[Tree]) -> str:
        return function + self.fence(self.listed(arguments), arguments)

    def matrix(self, rows: Sequence[Sequence[Tree]]) -> str:
        lines = r" \\ ".join(" & ".join(map(self.whole, row)) for row in rows)
        return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"

    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        lines = r" \\ ".join(f"{value} & {_where(guard)}" for value, guard in rows)
        return rf"\begin{{cases}}{lines}\end{{cases}}"

    def words(self, text: str) -> str:
        return rf"\text{{ {escaped(text)} }}"

    def ellipsis(self) -> str:
        return r"\ldots"


def _is_tall(tree: Tree) -> bool:
    match tree:
        case Number():
            return is_fraction(tree)
        case Product(_, inverted):
            return any(inverted)
        case Piecewise(branches):
            return len(branches) > 1
        case _:
            return isinstance(tree, Matrix)


def _where(guard: str | None) -> str:
    return r"\text{otherwise}" if guard is None else rf"\text{{if }}{guard}"


def _function(name: str) -> str:
    if name in _FUNCTIONS:
        return f"\\{_FUNCTIONS[name]}"
    return _greek(name) or (name if len(name) == 1 else rf"\operatorname{{{escaped(name)}}}")


def _variable(name: str) -> str:
    return _greek(name) or (name if len(name) == 1 else rf"\mathit{{{escaped(name)}}}")


def _greek(name: str) -> str:
    return f"\\{letter(name)}" if letter(name) in GREEK else ""


def escaped(text: str) -> str:
    """Words as they are, in LaTeX."""
    return text.translate(_SPECIAL)


def _text(text: Text) -> str:
    return "".join(map(_part, parts(text)))


def _part(part: Part) -> str:
    match part:
        case Formula(tree):
            return f"${latex(tree)}$"
        case Typed(text):
            return rf"\texttt{{{escaped(text)}}}"
        case Stressed(text):
            return rf"\emph{{{escaped(text)}}}"
        case Link(words, _):
            return escaped(words)
        case str():
            return escaped(part)
        case _:
            assert_never(part)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"\\{'sub' * (level - 1)}section*{{{_text(text)}}}"
        case Paragraph(text):
            return _text(text)
        case Verdict(text, _):
            return rf"\textbf{{{_text(text)}}}"
        case Formulas(lines):
            rows = " \\\\\n".join(f"& {_line(text)}" for text in lines)
            return "\\begin{align*}\n" + rows + "\n\\end{align*}"
        case Code(text, _):
            return "\\begin{verbatim}\n" + text + "\n\\end{verbatim}"
        case Items(texts):
            rows = "\n".join(rf"\item {_text(text)}" for text in texts)
            return "\\begin{itemize}\n" + rows + "\n\\end{itemize}"
        case Table():
            return _table(block)
        case Picture(path, alt):
            return f"% {alt}\n\\includegraphics[width=\\linewidth]{{{path}}}"
        case _:
            assert_never(block)


def _line(text: Text) -> str:
    """A displayed line: its formulas as they are, its words as text."""
    found = (latex(p.tree) if isinstance(p, Formula) else _words(p) for p in parts(text))
    return "".join(found)


def _words(part: Part) -> str:
    return rf"\text{{{_part(part)}}}"


def _table(table: Table) -> str:
    head = " & ".join(map(escaped, table.head))
    rows = [" & ".join(_text(cell.text) for cell in row) for row in table.rows]
    filled = "\n".join(rf"{row} \\" for row in (head, *rows))
    return f"\\begin{{tabular}}{{{'l' * len(table.head)}}}\n{filled}\n\\end{{tabular}}"
