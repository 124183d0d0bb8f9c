"""Syntax trees to the kernel's exact terms. No SymPy is involved.

The trusted half of reading an operator: a wrong translation would prove a wrong statement, so the
cross-check compares its terms with SymPy's own value of the same tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, NoReturn, assert_never, cast

from symlin.functions import BUILTINS, MAX_EXPONENT, Refused, cases, compare, exp, power
from symlin.kernel import term as k
from symlin.kernel.term import Const, Guard, Term
from symlin.notation import tree_human, tree_text
from symlin.tokens import MAX_DIGITS, fail
from symlin.tree import (
    NOWHERE,
    Call,
    Compare,
    Comparison,
    Constant,
    Listing,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Pipeline,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
    children,
    postorder,
)
from symlin.wording import tree_of

MAX_DEGREE = 100_000
"""The degree up to which powers may be nested: x**100 of x**100 has 10,000."""
MAX_WIDTH = 1_000_000
"""Terms of one sum, factors of one product."""
_SMALL = 300
"""Nodes up to which SymPy may put an expression into its normal form."""
_MAX_BITS = int(MAX_DIGITS * 3.33)


def terms(tree: Tree, text: str = "") -> tuple[Term, ...]:
    """The exact outputs of a number or a list of numbers; InputError where a limit is passed.

    `text` is what the tree was read from, for the messages.
    """
    outputs = tree.items if isinstance(tree, Listing) else (tree,)
    translation = _Translation(text)
    translation.run(outputs)
    return tuple(translation.term(output) for output in outputs)


def guard(tree: Tree, text: str = "") -> Guard:
    """The exact guard of a condition; InputError where a limit is passed."""
    translation = _Translation(text)
    translation.run((tree,))
    return translation.guard(tree)


class _Translation:
    def __init__(self, text: str) -> None:
        self.text = text
        self.done: dict[int, Term | Guard] = {}
        self.degrees: dict[int, int] = {}

    def run(self, trees: Sequence[Tree]) -> None:
        for tree in postorder(*trees):
            if id(tree) in self.done:
                continue
            result = self.translate(tree)
            self.done[id(tree)] = result
            self.degrees[id(tree)] = self.degree(tree, result)
            self.bound(result, tree)

    def term(self, tree: Tree) -> Term:
        return cast(Term, self.done[id(tree)])

    def guard(self, tree: Tree) -> Guard:
        return cast(Guard, self.done[id(tree)])

    def refuse(self, message: str, tree: Tree) -> NoReturn:
        fail(message, self.text, None if tree.at == NOWHERE else tree.at)

    def translate(self, tree: Tree) -> Term | Guard:
        match tree:
            case Number(value):
                return k.const(value)
            case Constant(name):
                return k.PI if name == "pi" else exp(k.ONE)
            case Name(name):
                return k.var(name)
            case Sum(parts):
                return k.add(*map(self.term, parts))
            case Negative(part):
                return k.neg(self.term(part))
            case Product():
                return self.product(tree)
            case Power(base, exponent):
                return self.power(self.term(base), self.term(exponent), tree)
            case Piecewise(branches):
                return cases(*((self.term(v), self.guard(g)) for v, g in branches))
            case Call():
                return self.call(tree)
            case Truth(value):
                return k.TRUE if value else k.FALSE
            case Compare():
                return self.comparison(tree)
            case Logic(kind, parts):
                join = k.conjunction if kind == "and" else k.disjunction
                return join(*map(self.guard, parts))
            case Not(part):
                return k.negation(self.guard(part))
            case Listing():
                self.refuse("a list may stand only alone, or as a layer's argument", tree)
            case Pair():
                self.refuse("a tuple may stand only as a branch of Piecewise", tree)
            case Pipeline():
                self.refuse("a pipeline (>>) may not stand inside an expression", tree)
            case _:
                assert_never(tree)

    def product(self, tree: Product) -> Term:
        factors: list[Term] = []
        bits = 0
        for part, inverted in zip(tree.factors, tree.inverted, strict=True):
            factor = self.term(part)
            if isinstance(factor, Const):
                bits += _bits(factor.value)
            factors.append(k.power(factor, -1) if inverted else factor)
        if bits > _MAX_BITS:
            self.refuse(f"numbers may have at most {MAX_DIGITS} digits", tree)
        return k.mul(*factors)

    def power(self, base: Term, exponent: Term, tree: Tree) -> Term:
        if isinstance(exponent, Const) and isinstance(exponent.value, int):
            size = abs(exponent.value)
            if isinstance(base, Const):
                if _bits(base.value) > 1 and _bits(base.value) * size > 2 * _MAX_BITS:
                    self.refuse(f"the power has more than {MAX_DIGITS} digits", tree)
            elif size > MAX_EXPONENT:
                self.refuse(f"exponents are limited to {MAX_EXPONENT}", tree)
        try:
            return power(base, exponent)
        except Refused as why:
            self.refuse(str(why), tree)

    def call(self, tree: Call) -> Term:
        builtin = BUILTINS.get(tree.name)
        if builtin is None:
            self.refuse(f"no function {tree.name!r}", tree)
        count = len(tree.arguments)
        if count < builtin.least or (builtin.most is not None and count > builtin.most):
            self.refuse(f"{builtin.signature} got {count} arguments", tree)
        for key, _ in tree.keywords:
            if key != "evaluate":
                self.refuse(f"{builtin.signature} has no argument named {key!r}", tree)
        arguments = [self.term(a) for a in tree.arguments]
        if tree.name == "Pow":
            return self.power(arguments[0], arguments[1], tree)
        try:
            return builtin.build(*arguments)
        except Refused as why:
            self.refuse(str(why), tree)

    def comparison(self, tree: Compare) -> Guard:
        operands = [self.term(operand) for operand in tree.operands]
        pairs = zip(operands, tree.operators, operands[1:], strict=False)
        return k.conjunction(*(_compare(a, op, b) for a, op, b in pairs))

    def degree(self, tree: Tree, result: Term | Guard) -> int:
        """How fast the value's size may grow with the symbols': bounds powers of powers."""
        if isinstance(result, Const):
            return 0
        match tree:
            case Product(factors):
                degree = sum(self.degrees[id(f)] for f in factors)
            case Power(base) if isinstance(exponent := self.term(tree.exponent), Const):
                degree = self.degrees[id(base)] * max(1, _ceiling(exponent.value))
            case _:
                degree = max((self.degrees[id(part)] for part in children(tree)), default=1)
        if degree > MAX_DEGREE:
            self.refuse(f"the powers nest to a degree above {MAX_DEGREE}", tree)
        return max(1, degree)

    def bound(self, result: Term | Guard, tree: Tree) -> None:
        """Keep every exact number within MAX_DIGITS and every node within MAX_WIDTH."""
        match result:
            case Const(value):
                numbers: Sequence[k.Number] = (value,)
            case k.Sum(weights, _, constant):
                numbers = (*weights, constant)
            case k.Product(factors):
                numbers = ()
                if len(factors) > MAX_WIDTH:
                    self.refuse(f"a product may have at most {MAX_WIDTH} factors", tree)
            case _:
                return
        if len(numbers) > MAX_WIDTH:
            self.refuse(f"a sum may have at most {MAX_WIDTH} terms", tree)
        if any(_bits(number) > _MAX_BITS for number in numbers):
            self.refuse(f"numbers may have at most {MAX_DIGITS} digits", tree)


def _bits(value: k.Number) -> int:
    if isinstance(value, int):
        return value.bit_length()
    return max(value.p.bit_length(), value.q.bit_length())


def _ceiling(value: k.Number) -> int:
    return abs(value) if isinstance(value, int) else int(abs(value).ceil())


def _compare(a: Term, operator: Comparison, b: Term) -> Guard:
    match operator:
        case "==":
            return compare("=", a, b)
        case "!=":
            return compare("!=", a, b)
        case ">":
            return compare(">", a, b)
        case ">=":
            return compare(">=", a, b)
        case "<":
            return compare(">", b, a)
        case "<=":
            return compare(">=", b, a)
        case _:
            assert_never(operator)


def term_to_text(term: Term) -> str:
    """The term in SymPy's notation, unsimplified: x1 + 2*x2, exp(-1) - 1, 22/7."""
    return tree_text(tree_of(term))


def guard_to_text(guard: Guard) -> str:
    """The guard in SymPy's notation: Eq(alpha, 1), And(Eq(w, 0), b <= 0)."""
    return tree_text(tree_of(guard))


def term_to_human(term: Term) -> str:
    """The term for the terminal: max(x, 0), x if x > 0, 0 otherwise."""
    return tree_human(tree_of(term))


def guard_to_human(guard: Guard) -> str:
    """The guard for the terminal: w = 0 and b <= 0."""
    return tree_human(tree_of(guard))


def to_sympy(term: Term) -> Any:
    """The term as a SymPy expression over real symbols, with a value just where it has one."""
    return _sympy(term)


def guard_to_sympy(guard: Guard) -> Any:
    """The guard as a SymPy condition: Eq(alpha, 1)."""
    return _sympy(guard)


def _sympy(node: k.Node) -> Any:
    from symlin.to_sympy import sympy_of

    parts = list(islice(k.topological([node]), _SMALL + 1))
    return sympy_of(tree_of(node), evaluate=len(parts) <= _SMALL and all(map(_is_total, parts)))


def _is_total(node: k.Node) -> bool:
    """Whether the node has a value wherever its parts have one."""
    match node:
        case k.Power(_, exponent):
            return exponent >= 0
        case k.Function(name, _):
            return name not in ("log", "asin")
        case k.Piecewise(branches):
            return bool(branches) and branches[-1][0] is k.TRUE
        case _:
            return not isinstance(node, k.Root)


def from_sympy(expression: Any) -> Term:
    """The exact term of a SymPy expression; InputError for what is not a real number."""
    from symlin.from_sympy import tree_of_sympy

    return terms(tree_of_sympy(expression))[0]
