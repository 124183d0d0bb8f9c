"""Terms and guards as formulas of LaTeX, shared parts written out where they occur."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpz

from symlin.errors import NotExported
from symlin.kernel import numbers
from symlin.kernel import term as k
from symlin.kernel.walk import topological

LIMIT = 20_000
SUM, PRODUCT, POWER, ATOM = range(4)
Piece = tuple[str, int]
_GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Phi",
        "Psi",
        "Omega",
    ]
)
_NAMES = {"lam": "lambda", "eps": "epsilon"}
_OPERATORS = {"=": "=", "!=": r"\ne", ">": ">", ">=": r"\ge"}
_MIRRORED = {"=": "=", "!=": r"\ne", ">": "<", ">=": r"\le"}
_FUNCTIONS = {
    "log": r"\log", "sin": r"\sin", "cos": r"\cos", "atan": r"\arctan", "asin": r"\arcsin",
    "erf": r"\operatorname{erf}",
}  # fmt: skip


def node_latex(node: k.Node) -> str:
    """The term or guard, for math mode; raises NotExported where it is too long to print."""
    texts: dict[int, Piece] = {}
    for part in topological([node]):
        piece = _piece(part, texts)
        if len(piece[0]) > LIMIT:
            raise NotExported("the formula, written out, is too long")
        texts[id(part)] = piece
    return texts[id(node)][0]


def name_latex(name: str) -> str:
    """x1 as x_{1}, alpha as \\alpha, x1_2 as x_{1,2}."""
    stem = name.rstrip("0123456789_")
    index = name[len(stem) :].strip("_").replace("_", ",")
    plain = _NAMES.get(stem, stem)
    if plain in _GREEK:
        letter = "\\" + plain
    else:
        escaped = plain.replace("_", r"\_")
        letter = escaped if len(plain) == 1 else rf"\mathit{{{escaped}}}"
    return f"{letter}_{{{index}}}" if index else letter


def number_latex(value: numbers.Number) -> Piece:
    exact = fmpq(value)
    above, below = str(fmpz(abs(exact.p))), str(fmpz(exact.q))
    text = above if below == "1" else rf"\frac{{{above}}}{{{below}}}"
    return (f"-{text}", SUM) if exact < 0 else (text, ATOM if below == "1" else PRODUCT)


def matrix_latex(rows: Sequence[Sequence[k.Node | str]]) -> str:
    def entry(e: k.Node | str) -> str:
        return e if isinstance(e, str) else node_latex(e)

    body = r" \\ ".join(" & ".join(map(entry, row)) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def _bracket(piece: Piece, least: int) -> str:
    return piece[0] if piece[1] >= least else rf"\left({piece[0]}\right)"


def _piece(node: k.Node, texts: dict[int, Piece]) -> Piece:
    def of(part: k.Node) -> Piece:
        return texts[id(part)]

    match node:
        case k.Const(value):
            return number_latex(value)
        case k.Var(name):
            return name_latex(name), ATOM
        case k.Sum(weights, terms, constant):
            parts = zip(weights, terms, strict=True)  # 0 x is 0, but 0/x is not always
            shown = [(w, of(t)) for w, t in parts if w != 0 or not isinstance(t, k.Var)]
            return _sum(shown, constant)
        case k.Product(factors):
            return _product(factors, texts)
        case k.Power(base, exponent) if exponent >= 0:
            return f"{_bracket(of(base), ATOM)}^{{{exponent}}}", POWER
        case k.Power():
            return _product([node], texts)
        case k.Root(base, 2):
            return rf"\sqrt{{{of(base)[0]}}}", ATOM
        case k.Root(base, degree):
            return rf"\sqrt[{degree}]{{{of(base)[0]}}}", ATOM
        case k.Max(terms):
            return rf"\max\left({', '.join(of(t)[0] for t in terms)}\right)", ATOM
        case k.Piecewise(branches):
            return _cases([(of(v)[0], None if g is k.TRUE else of(g)[0]) for g, v in branches])
        case k.Function(name, argument):
            return (r"\pi", ATOM) if argument is None else _function(name, of(argument)[0])
        case _:
            return _guard(node, texts), ATOM


def _function(name: str, inside: str) -> Piece:
    match name:
        case "exp":
            return f"e^{{{inside}}}", POWER
        case "abs":
            return rf"\left|{inside}\right|", ATOM
        case "floor":
            return rf"\left\lfloor {inside} \right\rfloor", ATOM
        case _:
            return rf"{_FUNCTIONS[name]}\left({inside}\right)", ATOM


def _sum(entries: Sequence[tuple[numbers.Number, Piece]], constant: numbers.Number) -> Piece:
    text = ""
    for weight, piece in entries:
        size = numbers.exact(abs(fmpq(weight)))
        shown = _bracket(piece, PRODUCT)
        if size != 1:
            factor = number_latex(size)[0]
            dot = r" \cdot " if shown[0].isdigit() else r"\,"
            shown = f"{factor}{dot}{shown}"
        text += (" - " if weight < 0 else " + ") + shown
    if constant != 0 or not entries:
        shown = number_latex(numbers.exact(abs(fmpq(constant))))[0]
        text += (" - " if constant < 0 else " + ") + shown
    text = text[3:] if text.startswith(" + ") else "-" + text[3:]
    single = len(entries) == 1 and constant == 0 and entries[0][0] > 0
    return text, PRODUCT if single else SUM


def _product(factors: Sequence[k.Term], texts: dict[int, Piece]) -> Piece:
    above, below = [], []
    for factor in factors:
        if isinstance(factor, k.Power) and factor.exponent < 0:
            piece = texts[id(factor.base)]
            raised = (f"{_bracket(piece, ATOM)}^{{{-factor.exponent}}}", POWER)
            below.append(piece if factor.exponent == -1 else raised)
        else:
            above.append(texts[id(factor)])
    if not below:
        return _times(above), PRODUCT
    top = "1" if not above else above[0][0] if len(above) == 1 else _times(above)
    bottom = below[0][0] if len(below) == 1 else _times(below)
    return rf"\frac{{{top}}}{{{bottom}}}", PRODUCT


def _times(pieces: Sequence[Piece]) -> str:
    text = ""
    for piece in pieces:
        shown = _bracket(piece, PRODUCT)
        text += (r" \cdot " if text and shown[0].isdigit() else r"\," if text else "") + shown
    return text


def _cases(branches: Sequence[tuple[str, str | None]]) -> Piece:
    rows = [
        rf"{value} & \text{{otherwise}}" if guard is None else rf"{value} & \text{{if }} {guard}"
        for value, guard in branches
    ]
    return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}", SUM


def _guard(node: k.Node, texts: dict[int, Piece]) -> str:
    match node:
        case k.Truth(value):
            return r"\top" if value else r"\bot"
        case k.Relation(op, term):
            return _relation(op, term, texts)
        case k.And(parts):
            return r" \text{ and } ".join(_part(p, texts) for p in parts)
        case k.Or(parts):
            return r" \text{ or } ".join(_part(p, texts) for p in parts)
        case k.Not(part):
            return rf"\neg\left({texts[id(part)][0]}\right)"
        case _:
            raise NotExported(f"no notation for {type(node).__name__}")


def _part(part: k.Guard, texts: dict[int, Piece]) -> str:
    text = texts[id(part)][0]
    return rf"\left({text}\right)" if isinstance(part, (k.And, k.Or)) else text


def _relation(op: k.Op, term: k.Term, texts: dict[int, Piece]) -> str:
    """term op 0, with what is subtracted on the other side."""
    if not isinstance(term, k.Sum):
        return f"{texts[id(term)][0]} {_OPERATORS[op]} 0"
    entries = [(w, texts[id(t)]) for w, t in zip(term.coefficients, term.terms, strict=True)]
    left = [(w, p) for w, p in entries if w > 0]
    right = [(numbers.exact(-fmpq(w)), p) for w, p in entries if w < 0]
    constant = term.constant
    if left:
        moved = _sum(right, numbers.exact(-fmpq(constant)))[0]
        return f"{_sum(left, 0)[0]} {_OPERATORS[op]} {moved}"
    return f"{_sum(right, 0)[0]} {_MIRRORED[op]} {number_latex(constant)[0]}"
