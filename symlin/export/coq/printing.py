"""The two printings of a node: a formula over R, and data of type `expr` or `cond`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq, fmpz

from symlin.export.coq.formula import FUNCTIONS, PI_INDEX, Node
from symlin.kernel.numbers import Number

OR, AND, COMPARED, SUM, PRODUCT, OPPOSITE, POWER, APPLIED, ATOM = range(9)
TESTED = -1
"""Of comparisons with a truth value: && and || bind more tightly than <?, while /\\ does not."""
_BINARY = {
    "Add": ("+", SUM, SUM, PRODUCT),
    "Sub": ("-", SUM, SUM, PRODUCT),
    "Mul": ("*", PRODUCT, PRODUCT, OPPOSITE),
    "Div": ("/", PRODUCT, PRODUCT, OPPOSITE),
}
_CALLS = {"Max": "Rmax", "Min": "Rmin", "Abs": "Rabs", "Floor": "floor", "Sqrt": "sqrt"}
_TESTS = {"Lt": "<?", "Le": "<=?", "Eq": "=?"}
_RELATIONS = {"Lt": "<", "Le": "<=", "Eq": "="}
Fragment = tuple[str, int]


def digits(value: Number) -> tuple[str, str]:
    """Numerator and denominator of an exact number."""
    exact = fmpq(value)
    return str(fmpz(exact.p)), str(fmpz(exact.q))


def number_text(value: Number) -> Fragment:
    """An exact number over R."""
    above, below = digits(value)
    if below == "1":
        return above, ATOM if value >= 0 else OPPOSITE - 1
    return f"{above} / {below}", PRODUCT


def bracket(piece: Fragment, least: int) -> str:
    """The text, in brackets where it binds less tightly than needed."""
    return piece[0] if piece[1] >= least else f"({piece[0]})"


class Printer:
    """Nodes as a person writes them in Coq, over the input `x` and named parameters."""

    def __init__(self, names: Mapping[str, str], proposition: bool = False) -> None:
        self.names = names
        self.proposition = proposition

    def text(self, root: Node) -> str:
        """The whole node."""
        return self.piece(root)[0]

    def piece(self, part: Node) -> Fragment:
        """A node, and how tightly its outermost operator binds."""
        match part.head:
            case "Var":
                return f"x.[{part.value}]", ATOM
            case "Par":
                return self.names[str(part.value)], ATOM
            case "Cst":
                return number_text(part.value)  # type: ignore[arg-type]
            case "Opp":
                return f"- {self._part(part, 0, OPPOSITE + 1)}", OPPOSITE
            case "Pow":
                return f"{self._part(part, 0, APPLIED)} ^ {part.value}", POWER
            case "Fun" if part.value == "PI":
                return "PI", ATOM
            case "Fun":
                return f"{part.value} {self._part(part, 0, ATOM)}", APPLIED
            case "Ite":
                test = Printer(self.names).text(part.parts[0])
                yes, no = self._part(part, 1, OR), self._part(part, 2, OR)
                return f"if {test} then {yes} else {no}", -1
            case head if head in _BINARY:
                return self._chain(part), _BINARY[head][1]
            case head if head in _CALLS:
                arguments = " ".join(self._part(part, i, ATOM) for i in range(len(part.parts)))
                return f"{_CALLS[head]} {arguments}", APPLIED
            case _:
                return self._condition(part)

    def _chain(self, part: Node) -> str:
        """a + b - c + ...: a loop along the left side, which may be hundreds of terms long."""
        level = _BINARY[part.head][1]
        tail: list[str] = []
        while part.head in _BINARY and _BINARY[part.head][1] == level:
            sign, _, _, right = _BINARY[part.head]
            tail.append(f" {sign} {self._part(part, 1, right)}")
            part = part.parts[0]
        return bracket(self.piece(part), level) + "".join(reversed(tail))

    def _condition(self, part: Node) -> Fragment:
        prop = self.proposition
        match part.head:
            case "Tt":
                truth = bool(part.value)
                return (str(truth) if prop else str(truth).lower()), ATOM
            case "And":
                sign = r"/\ " if prop else "&& "
                return f"{self._part(part, 0, AND)} {sign}{self._part(part, 1, AND + 1)}", AND
            case "Or":
                sign = r"\/ " if prop else "|| "
                return f"{self._part(part, 0, OR)} {sign}{self._part(part, 1, OR + 1)}", OR
            case "Not" if prop:
                return f"~ ({self._part(part, 0, OR)})", COMPARED
            case "Not":
                return f"negb ({self._part(part, 0, OR)})", APPLIED
            case head:
                sign = (_RELATIONS if prop else _TESTS)[head]
                text = f"{self._part(part, 0, SUM)} {sign} {self._part(part, 1, SUM)}"
                return text, COMPARED if prop else TESTED

    def _part(self, part: Node, index: int, least: int) -> str:
        return bracket(self.piece(part.parts[index]), least)


def vector_text(formula: Printer, nodes: Sequence[Node]) -> str:
    """The entries of a vector, as functions of the input."""
    return "vector [ " + "; ".join(formula.text(n) for n in nodes) + " ]"


class Data:
    """Nodes as values of `expr` and `cond`; parameters by their index."""

    def __init__(self, order: Sequence[str]) -> None:
        self.order = {name: i for i, name in enumerate(order)}

    def text(self, root: Node) -> str:
        """The term; written with a stack, for sums of hundreds of terms nest deeply."""
        pieces: list[str] = []
        stack: list[Node | str] = [root]
        while stack:
            part = stack.pop()
            if isinstance(part, str):
                pieces.append(part)
                continue
            before, after = self._around(part)
            pieces.append(before)
            stack.append(after)
            for inner in reversed(part.parts):
                stack.extend((inner, " "))
        return "".join(pieces)

    def _around(self, part: Node) -> tuple[str, str]:
        match part.head:
            case "Cst":
                above, below = digits(part.value)  # type: ignore[arg-type]
                return f"(Cst ({above} # {below})", ")"
            case "Var":
                return f"(Var {part.value}", ")"
            case "Par":
                return f"(Par {self.order[str(part.value)]}", ")"
            case "Pow":
                return "(Pow", f" {part.value})"
            case "Tt":
                return f"(Tt {str(bool(part.value)).lower()}", ")"
            case "Fun":
                index = PI_INDEX if part.value == "PI" else FUNCTIONS.index(str(part.value))
                return f"(Fun {index}", ")"
            case head:
                return f"({head}", ")"

    def list(self, roots: Sequence[Node]) -> str:
        """Terms as a list."""
        return "[" + ";\n   ".join(map(self.text, roots)) + "]"

    def rows(self, rows: Sequence[Sequence[Node]]) -> str:
        """A matrix as a list of lists."""
        return "[" + "; ".join("[" + "; ".join(map(self.text, row)) + "]" for row in rows) + "]"
