"""Trees as text in SymPy's notation, and the frame of every other format.

SymPy's text is read back by SymPy and by symlin's own parser; it is never simplified. `Notation`
walks the tree and sets brackets; a format overrides how its marks look.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from flint import fmpq, fmpz

from symlin.kernel.numbers import Number as Exact
from symlin.language.array_notation import written_as_array
from symlin.language.tree import (
    Application,
    Binder,
    Call,
    Chain,
    Compare,
    Constant,
    Decimals,
    Ellipsis,
    Grouped,
    Listing,
    Logic,
    Matrix,
    Name,
    Negative,
    Not,
    Noted,
    Number,
    Pair,
    Piecewise,
    Pipeline,
    Power,
    Product,
    Sum,
    Times,
    Tree,
    Truth,
    Value,
    children,
    postorder,
)

MAX_TEXT = 1_000_000
"""A part whose text is longer (shared subterms multiply when written out) reads "..."."""
ROOM = 50_000_000
"""Characters of all parts together, which are kept until the whole is written."""

CASES, OR, AND, NOT, COMPARE, SUM, FRACTION, PRODUCT, POWER, ATOM = range(10)
"""How tightly an operator binds. Between sums and products there is what begins with a minus, and
the number 1/3: it may open a product, and has brackets among the later factors."""

_CANONICAL = {"abs": "Abs", "max": "Max", "min": "Min", "ln": "log"}
_RELATIONS = {"==": "Eq", "!=": "Ne"}
Branches = Sequence[tuple[Tree, Tree]]


class Fragment(NamedTuple):
    """What is written for a part, but for the minus that it begins with; and how tightly its
    outermost operator binds."""

    body: str
    level: int
    minus: bool = False


def tree_text(tree: Tree) -> str:
    """The tree in SymPy's notation: Eq(alpha, 1), Piecewise((x, x > 0), (0, True))."""
    return Notation().text(tree)


def fits(tree: Tree, most: int) -> bool:
    """Whether the whole text in SymPy's notation has at most so many characters."""
    notation = Notation()
    return len(notation.text(tree)) <= most and not notation.clipped


def with_index(function: str, output: Sequence[int]) -> str:
    """f, f_2 or f_(1,2)."""
    index = ",".join(map(str, output))
    return f"{function}_({index})" if len(output) > 1 else f"{function}_{index}".rstrip("_")


def number_text(value: Exact) -> str:
    """The exact number, of any length: -1, 22/7."""
    if isinstance(value, int):
        return str(fmpz(value))
    return f"{value.p}/{value.q}"


def size(value: Exact) -> Exact:
    """The number without its sign."""
    return -value if value < 0 else value


class Notation:
    """SymPy's notation; the methods are what another format overrides."""

    minus = "-"
    times = "*"
    dot = " * "
    """Between numbers that are put into a product."""

    def __init__(self, longest: int = MAX_TEXT) -> None:
        self.longest = longest
        self.done: dict[int, Fragment] = {}
        self.room = ROOM
        self.clipped = False
        """Whether a part was too long to be written."""

    def text(self, tree: Tree) -> str:
        """The whole tree; shared parts are written once, and put in where they occur."""
        self.walk(tree)
        return self.whole(tree)

    def links(self, chain: Chain) -> list[str]:
        """The members of a chain, each with the sign before it: what one does not tear apart."""
        self.walk(*chain.members)
        return self.linked(chain)

    def walk(self, *trees: Tree) -> None:
        """Write every part, children first."""
        for part in postorder(*trees):
            self.done[id(part)] = self.fitting(part)

    def fitting(self, tree: Tree) -> Fragment:
        """The part, if neither its text nor all that was written before is too long."""
        length = sum(len(self.piece(part).body) for part in children(tree))
        if length <= min(self.longest, self.room):
            piece = self.write(tree)
            self.room -= len(piece.body)
            if len(piece.body) <= self.longest:
                return piece
        return self.too_long()

    def too_long(self) -> Fragment:
        """What stands for a part that would fill books."""
        self.clipped = True
        return self.write(Ellipsis())

    def piece(self, tree: Tree) -> Fragment:
        """What was written for a part."""
        return self.done[id(tree)]

    def signed(self, piece: Fragment) -> str:
        """The piece with its minus."""
        return self.minus + piece.body if piece.minus else piece.body

    def whole(self, tree: Tree) -> str:
        """The part as it stands alone."""
        return self.signed(self.piece(tree))

    def fenced(self, tree: Tree) -> Fragment:
        """The part in brackets."""
        return Fragment(self.fence(self.whole(tree), (tree,)), ATOM)

    def bound(self, tree: Tree, least: int) -> Fragment:
        """The part, in brackets where it binds less tightly than needed."""
        piece = self.piece(tree)
        return piece if piece.level >= least else self.fenced(tree)

    def bracket(self, tree: Tree, least: int) -> str:
        """The same with its minus."""
        return self.signed(self.bound(tree, least))

    def write(self, tree: Tree) -> Fragment:
        """One node, over its parts, which are written already."""
        match tree:
            case Number(value):
                return self.number(value)
            case Constant(name):
                return Fragment(self.constant(name), ATOM)
            case Name(name):
                return Fragment(self.name(name), ATOM)
            case Sum(terms):
                return self.sum(terms)
            case Negative(operand):
                return self.negative(operand)
            case Product(factors, inverted):
                return self.product(factors, inverted)
            case Power(base, exponent):
                return self.power(base, exponent)
            case Piecewise(branches):
                return self.piecewise(branches)
            case Call():
                return self.call(tree)
            case Truth(value):
                return Fragment(self.truth(value), ATOM)
            case Compare():
                return self.compare(tree)
            case Logic(kind, parts):
                return self.logic(kind, parts)
            case Not(part):
                return self.negation(part)
            case Listing(items):
                return Fragment(self.fence(self.listed(items), items, "[]"), ATOM)
            case Pair(items):
                return Fragment(self.fence(self.listed(items), items), ATOM)
            case Pipeline(stages):
                return Fragment(" >> ".join(map(self.whole, stages)), CASES)
            case Application() | Binder():
                return Fragment(self.functional(tree), ATOM)
            case _:
                return self.shown(tree)

    def shown(
        self, tree: Value | Chain | Times | Matrix | Grouped | Decimals | Noted | Ellipsis
    ) -> Fragment:
        """What only formulas for the eye have."""
        match tree:
            case Value():
                return self.value(tree)
            case Chain():
                return Fragment("".join(self.linked(tree)), COMPARE)
            case Times(factors):
                return self.put_in(factors)
            case Matrix(rows):
                return Fragment(self.matrix(rows), ATOM)
            case Grouped(inside):
                return self.fenced(inside)
            case Decimals(digits, exponent):
                return self.rounded(digits, exponent)
            case Noted(formula, note):
                piece = self.piece(formula)
                return piece._replace(body=piece.body + self.remark(note))
            case Ellipsis():
                return Fragment(self.ellipsis(), ATOM)
            case _:
                assert_never(tree)

    def linked(self, chain: Chain) -> list[str]:
        """The members, which are written already, each with the sign before it."""
        first, *rest = map(self.whole, chain.members)
        signs = map(self.sign, chain.signs)
        return [first, *(sign + member for sign, member in zip(signs, rest, strict=True))]

    def fence(self, text: str, inside: Sequence[Tree], brackets: str = "()") -> str:
        """The text in brackets; `inside` are the parts that it was made of."""
        return f"{brackets[0]}{text}{brackets[1]}"

    def sign(self, sign: str) -> str:
        """A sign between two parts."""
        return f" {sign} "

    def listed(self, items: Sequence[Tree]) -> str:
        """The items with commas."""
        return ", ".join(map(self.item, items))

    def item(self, tree: Tree) -> str:
        """One of several parts with commas between them."""
        return self.whole(tree)

    def number(self, value: Exact) -> Fragment:
        """An exact number."""
        level = FRACTION if value < 0 or isinstance(value, fmpq) else ATOM
        return Fragment(number_text(size(value)), level, bool(value < 0))

    def rounded(self, digits: str, exponent: int) -> Fragment:
        """A decimal."""
        return Fragment(f"{digits}e{exponent}" if exponent else digits, ATOM)

    def constant(self, name: str) -> str:
        """pi or E."""
        return name

    def name(self, name: str) -> str:
        """A symbol."""
        return name

    def function(self, name: str) -> str:
        """A function's name."""
        return _CANONICAL.get(name, name)

    def call(self, tree: Call) -> Fragment:
        """A function with its arguments; a transpose stands behind its matrix."""
        array = written_as_array(tree, self, (PRODUCT, POWER, ATOM))
        if array is not None:
            return Fragment(*array)
        named = [f"{key}={self.whole(value)}" for key, value in tree.keywords]
        inside = ", ".join([*map(self.item, tree.arguments), *named])
        return Fragment(self.function(tree.name) + self.fence(inside, tree.arguments), ATOM)

    def functional(self, tree: Application | Binder) -> str:
        """x(t), x[n], x'(t), u_xx; or an integral, a sum or a derivative."""
        if isinstance(tree, Binder):
            return self.binder(tree)
        marked = self.marked(tree.function, tree.mark)
        if not tree.brackets:
            return marked
        return marked + self.fence(self.listed(tree.arguments), tree.arguments, tree.brackets)

    def marked(self, function: str, mark: str) -> str:
        """A function's name with its primes, or with the letters of a partial derivative."""
        return self.name(function) + mark

    def binder(self, tree: Binder) -> str:
        """An integral, a sum or a derivative; derivatives of derivatives in one."""
        variables, body = [tree.variable], tree.body
        while tree.kind == "Derivative" and isinstance(body, Binder) and body.kind == tree.kind:
            variables.insert(0, body.variable)
            body = body.body
        words = [self.item(body), *map(self.name, variables)]
        if tree.limits:
            bounds = ", ".join([words.pop(), *map(self.whole, tree.limits)])
            words.append(self.fence(bounds, tree.limits))
        return tree.kind + self.fence(", ".join(words), (tree.body, *tree.limits))

    def value(self, tree: Value) -> Fragment:
        """f at a point."""
        function = with_index(tree.function, tree.output)
        inside = self.listed(tree.arguments)
        return Fragment(function + self.fence(inside, tree.arguments), ATOM)

    def matrix(self, rows: Sequence[Sequence[Tree]]) -> str:
        """Rows of entries."""
        return f"[{', '.join(f'[{self.listed(row)}]' for row in rows)}]"

    def sum(self, terms: Sequence[Tree]) -> Fragment:
        """Terms with their signs between them."""
        first, *rest = (self.bound(term, SUM) for term in terms)
        words = [self.sign("-" if piece.minus else "+") + piece.body for piece in rest]
        return Fragment("".join([first.body, *words]), SUM, first.minus)

    def negative(self, operand: Tree) -> Fragment:
        """-operand; of 0, just 0."""
        if isinstance(operand, Number) and operand.value == 0:
            return self.piece(operand)
        inner = self.bound(operand, FRACTION)
        return Fragment((self.fenced(operand) if inner.minus else inner).body, FRACTION, True)

    def product(self, factors: Sequence[Tree], inverted: Sequence[bool]) -> Fragment:
        """Factors one after the other, with divisors behind a stroke."""
        first = Fragment("1", ATOM) if inverted[0] else self.bound(factors[0], FRACTION)
        words = [first.body]
        for k, (factor, below) in enumerate(zip(factors, inverted, strict=True)):
            if below:
                words.append("/" + self.bracket(factor, POWER))
            elif k:
                words.append(self.times + self.bracket(factor, PRODUCT))
        return Fragment("".join(words), FRACTION if first.minus else PRODUCT, first.minus)

    def put_in(self, factors: Sequence[Tree]) -> Fragment:
        """Numbers in a product, each with brackets where it would be misread."""
        first, *rest = factors
        front = self.bound(first, FRACTION)
        words = [front.body, *(self.kept_apart(factor).body for factor in rest)]
        return Fragment(self.dot.join(words), FRACTION if front.minus else PRODUCT, front.minus)

    def kept_apart(self, tree: Tree) -> Fragment:
        """A later factor among numbers: 1/2 needs no brackets here, -2 and 1 + x do."""
        piece = self.bound(tree, FRACTION)
        return self.fenced(tree) if piece.minus else piece

    def power(self, base: Tree, exponent: Tree) -> Fragment:
        """base**exponent."""
        return Fragment(f"{self.bracket(base, ATOM)}**{self.bracket(exponent, ATOM)}", POWER)

    def piecewise(self, branches: Branches) -> Fragment:
        """Values with their conditions."""
        inside = ", ".join(f"({self.whole(value)}, {self.whole(g)})" for value, g in branches)
        return Fragment(f"Piecewise({inside})", ATOM)

    def truth(self, value: bool) -> str:
        """True or False."""
        return str(value)

    def compare(self, tree: Compare) -> Fragment:
        """A chain of comparisons."""
        parts: list[Fragment] = []
        operands = tree.operands
        for left, op, right in zip(operands, tree.operators, operands[1:], strict=False):
            if op in _RELATIONS:
                inside = f"{self.whole(left)}, {self.whole(right)}"
                parts.append(Fragment(f"{_RELATIONS[op]}({inside})", ATOM))
            else:
                sides = self.bracket(left, SUM), self.bracket(right, SUM)
                parts.append(Fragment(self.sign(op).join(sides), COMPARE))
        if len(parts) == 1:
            return parts[0]
        return Fragment(f"And({', '.join(part.body for part in parts)})", ATOM)

    def logic(self, kind: str, parts: Sequence[Tree]) -> Fragment:
        """All or any of the parts."""
        return Fragment(f"{kind.capitalize()}({', '.join(map(self.whole, parts))})", ATOM)

    def negation(self, part: Tree) -> Fragment:
        """The opposite of a condition."""
        return Fragment(f"Not({self.whole(part)})", ATOM)

    def remark(self, note: str) -> str:
        """A remark behind a formula."""
        return f" ({note})"

    def ellipsis(self) -> str:
        """What is left out."""
        return "..."
