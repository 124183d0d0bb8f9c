"""Formulas and documents as LaTeX."""

from __future__ import annotations

from typing import assert_never

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
    inline,
)
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

_SIGNS = {
    "*": r"\cdot ", ">=": r"\ge ", "<=": r"\le ", "!=": r"\ne ", "≈": r"\approx ",
    "…": r"\ldots ",
}  # fmt: skip
_NAMED = ("max", "min", "log", "sin", "cos")
_GREEK = {"lam": "lambda", "eps": "epsilon"}
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


def latex(formula: str) -> str:
    """The formula for math mode, without the dollars."""
    return _node(read(formula)).strip()


def to_latex(document: Document) -> str:
    """A complete article."""
    blocks = [f"\\section*{{{_text(document.title)}}}", *map(_block, document.blocks)]
    return PREAMBLE + "\n\n".join(blocks) + "\n\n\\end{document}\n"


def _node(math: Math) -> str:
    match math:
        case Num(text):
            return text
        case Symbol(name, index):
            return _name(name) if index is None else f"{_name(name)}_{{{_node(index)}}}"
        case Word(text):
            return rf"\text{{ {_escaped(text)} }}"
        case Operator(sign, prefix):
            text = _SIGNS.get(sign, sign)
            if sign == ",":
                return ", "
            return text if prefix or sign in _SIGNS else f" {text} "
        case Row(parts):
            return "".join(map(_node, parts))
        case Fraction(above, below):
            return rf"\frac{{{_node(above)}}}{{{_node(below)}}}"
        case Power(base, exponent):
            return f"{{{_node(base)}}}^{{{_node(exponent)}}}"
        case Root(inside):
            return rf"\sqrt{{{_node(inside)}}}"
        case Fence(opening, inside, closing):
            return rf"\left{opening}{_node(inside)}\right{closing}"
        case Apply(function, arguments):
            return rf"{_node(function).rstrip()}\left({_node(arguments)}\right)"
        case Cases(branches):
            rows = (
                _node(v)
                + " & "
                + (r"\text{otherwise}" if g is None else rf"\text{{if }}{_node(g)}")
                for v, g in branches
            )
            return r"\begin{cases}" + r" \\ ".join(rows) + r"\end{cases}"
        case _:
            assert_never(math)


def _guard(guard: Math | None) -> str:
    return r"\text{otherwise}" if guard is None else rf"\text{{if }}{_node(guard)}"


def _name(name: str) -> str:
    if name in _NAMED:
        return f"\\{name} "
    if name in GREEK:
        return f"\\{_GREEK.get(name, name)} "
    return name if len(name) == 1 else rf"\operatorname{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def _text(text: str) -> str:
    return "".join(_run(kind, run) for kind, run in inline(text))


def _run(kind: str, text: str) -> str:
    match kind:
        case "code":
            return rf"\texttt{{{_escaped(text)}}}"
        case "formula":
            return f"${latex(text)}$"
        case "emphasis":
            return rf"\emph{{{_escaped(text)}}}"
        case "link":
            return _escaped(text.partition("](")[0])
        case _:
            return _escaped(text)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"\\{'sub' * (level - 1)}section*{{{_text(text)}}}"
        case Paragraph(text):
            return _text(text)
        case Verdict(text, _):
            return rf"\textbf{{{_text(text)}}}"
        case Formulas(lines):
            rows = (" \\\\\n".join(rf"& {latex(formula)}" for formula in lines)).strip()
            return "\\begin{align*}\n" + rows + "\n\\end{align*}"
        case Code(text, _):
            return "\\begin{verbatim}\n" + text + "\n\\end{verbatim}"
        case Items(texts):
            rows = "\n".join(rf"\item {_text(text)}" for text in texts)
            return "\\begin{itemize}\n" + rows + "\n\\end{itemize}"
        case Table(head, cells):
            filled = [" & ".join(map(_text, row)) + r" \\" for row in (head, *cells)]
            begin = f"\\begin{{tabular}}{{{'l' * len(head)}}}\n"
            return begin + "\n".join(filled) + "\n\\end{tabular}"
        case Picture(path, alt):
            return f"% {alt}\n\\includegraphics[width=\\linewidth]{{{path}}}"
        case _:
            assert_never(block)
