"""Exact terms and guards: the kernel's language.

A term denotes a *partial* real function of its variables: `1/x` has no value at 0, `log(x)` none
for x <= 0, a piecewise term none where no branch applies. Terms form a DAG: equal nodes are one
object (hash-consing), so shared subterms are stored and visited once, and `is` decides equality.

Constructors flatten sums and fold constants, no more: `0 * (1/x)` stays, for 1/x has no value at 0.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar, assert_never, cast, get_args
from weakref import WeakValueDictionary

from symlin.kernel.numbers import MOST_BITS, Number, TooLarge, bits, exact, number_power

Op = Literal["=", "!=", ">", ">="]
RELATIONS = frozenset(get_args(Op))

FUNCTIONS = ("exp", "log", "sin", "cos", "atan", "asin", "erf", "floor", "abs", "pi")
"""Names a `Function` node may carry; `pi` takes no argument, the others one."""


# ---- terms: compared by identity, since equal ones are one object ----


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Const:
    """An exact rational number."""

    value: Number


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Var:
    """An input or a parameter, ranging over the reals."""

    name: str


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Sum:
    """constant + sum of coefficients[k] * terms[k]: one row of a dense layer is one node."""

    coefficients: tuple[Number, ...]
    terms: tuple[Term, ...]
    constant: Number


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Product:
    """The product of two or more terms."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Power:
    """An integer power; a negative exponent has no value where the base is 0; u**0 is 1."""

    base: Term
    exponent: int


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Root:
    """The non-negative root of `degree` >= 2, without a value where the base is negative."""

    base: Term
    degree: int


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Max:
    """The largest of two or more terms."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Piecewise:
    """The value beside the first guard that holds; no value where none does.

    Guards are read in order, and only as far as needed; a guard that has no value leaves the
    whole without one. Values that are not selected need not be defined.
    """

    branches: tuple[tuple[Guard, Term], ...]


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Function:
    """exp, log, sin, cos, atan, asin, erf, floor, abs of one term; or the constant pi."""

    name: str
    argument: Term | None


Term = Const | Var | Sum | Product | Power | Root | Max | Piecewise | Function


# ---- guards: Kleene's three values, where a term without a value leaves one open ----


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Truth:
    """Always true, or never."""

    value: bool


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Relation:
    """`term op 0`."""

    op: Op
    term: Term


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class And:
    """Kleene conjunction: false as soon as one part is false, even if another has no value."""

    parts: tuple[Guard, ...]


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Or:
    """Kleene disjunction: true as soon as one part is true, even if another has no value."""

    parts: tuple[Guard, ...]


Guard = Truth | Relation | And | Or
Node = Term | Guard

# ---- construction: parts are known by their ids, for they are unique and live as long as the node

_nodes: WeakValueDictionary[tuple[object, ...], Node] = WeakValueDictionary()
atexit.register(_nodes.clear)  # flint cannot hash the keys once the interpreter is half gone
N = TypeVar("N", bound=Node)


def _intern(node: N, *key: object) -> N:
    return cast(N, _nodes.setdefault((type(node), *key), node))


MOST_PARTS = 2_000_000
"""Of one sum or product: a row of the widest layers has some ten thousand."""


def const(value: Number) -> Const:
    """The number. Raises `TooLarge`."""
    value = exact(value)
    if bits(value) > MOST_BITS:
        raise TooLarge
    return _intern(Const(value), value)


ZERO = const(0)
ONE = const(1)
PI = _intern(Function("pi", None), "pi", None)


def var(name: str) -> Var:
    """The variable of that name."""
    name = str.__str__(name)  # a subclass of str may compare as it likes
    return _intern(Var(name), name)


def linear_combination(
    coefficients: Sequence[Number], terms: Sequence[Term], constant: Number = 0
) -> Term:
    """constant + sum of coefficients[k] * terms[k]; keeps zero coefficients and repeated terms.

    Raises `ValueError` unless there is one coefficient for each term, and `TooLarge`.
    """
    if len(coefficients) != len(terms):
        raise ValueError("one coefficient for each term")
    if not terms:
        return const(constant)
    if len(terms) > MOST_PARTS:
        raise TooLarge
    if len(terms) == 1 and coefficients[0] == 1 and constant == 0:
        return terms[0]
    plain = set(map(type, coefficients)) == {int}  # as in wide sums
    weights = tuple(coefficients) if plain else tuple(map(exact, coefficients))
    parts, constant = tuple(terms), exact(constant)
    return _intern(Sum(weights, parts, constant), weights, tuple(map(id, parts)), constant)


def add(*terms: Term) -> Term:
    """The sum, with nested sums and constants folded in."""
    coefficients: list[Number] = []
    parts: list[Term] = []
    constant: Number = 0
    for term in terms:
        match term:
            case Const(value):
                constant = exact(constant + value)
            case Sum(weights, inner, c):
                coefficients.extend(weights)
                parts.extend(inner)
                constant = exact(constant + c)
            case _:
                coefficients.append(1)
                parts.append(term)
    return linear_combination(coefficients, parts, constant)


def scale(factor: Number, term: Term) -> Term:
    """factor * term; the term stays even when the factor is 0, for it may be undefined."""
    match term:
        case Const(value):
            return const(exact(factor * value))
        case Sum(weights, parts, c):
            scaled = [exact(factor * w) for w in weights]
            return linear_combination(scaled, parts, exact(factor * c))
        case _:
            return linear_combination([factor], [term])


def neg(term: Term) -> Term:
    """-term."""
    return scale(-1, term)


def sub(a: Term, b: Term) -> Term:
    """a - b."""
    return add(a, neg(b))


def mul(*terms: Term) -> Term:
    """The product, with nested products flattened and constants folded into one factor; raises
    `TooLarge`. A factor 0 stays: the others may have no value."""
    factor: Number = 1
    factors: list[Term] = []
    for term in terms:
        match term:
            case Const(value):
                factor = exact(factor * value)
            case Product(inner):
                factors.extend(inner)
            case Sum((w,), (part,), 0):
                factor = exact(factor * w)
                factors.extend(part.factors if isinstance(part, Product) else (part,))
            case _:
                factors.append(term)
    if not factors:
        return const(factor)
    if len(factors) > MOST_PARTS:
        raise TooLarge
    if len(factors) == 1:
        return scale(factor, factors[0])
    return scale(factor, _intern(Product(tuple(factors)), tuple(map(id, factors))))


def power(base: Term, exponent: int) -> Term:
    """base ** exponent; raises `ValueError` unless the exponent is an int, and `TooLarge`."""
    if type(exponent) is not int:  # nor of a subclass, which may compare as it likes
        raise ValueError(f"{exponent} is no integer exponent")
    if exponent == 1:  # u^0 is kept: it has no value where u has none
        return base
    if isinstance(base, Const) and (exponent >= 0 or base.value != 0):  # 1/0 stays a term
        return const(number_power(base.value, exponent))
    return _intern(Power(base, exponent), id(base), exponent)


def div(a: Term, b: Term) -> Term:
    """a / b."""
    return mul(a, power(b, -1))


def root(base: Term, degree: int) -> Term:
    """The real root of a non-negative base; raises `ValueError` for a degree below 2."""
    if type(degree) is not int or degree < 2:
        raise ValueError(f"{degree} is no degree of a root")
    return _intern(Root(base, degree), id(base), degree)


def sqrt(base: Term) -> Term:
    """The square root."""
    return root(base, 2)


def maximum(*terms: Term) -> Term:
    """The largest of them; raises `ValueError` where there are none."""
    if not terms:
        raise ValueError("no maximum of nothing")
    if len(terms) == 1:
        return terms[0]
    return _intern(Max(terms), tuple(map(id, terms)))


def minimum(*terms: Term) -> Term:
    """The smallest of them."""
    return terms[0] if len(terms) == 1 else neg(maximum(*map(neg, terms)))


def piecewise(*branches: tuple[Term, Guard]) -> Term:
    """Branches as SymPy writes them: (value, guard), the first true guard wins."""
    key = tuple((id(guard), id(value)) for value, guard in branches)
    return _intern(Piecewise(tuple((guard, value) for value, guard in branches)), key)


def function(name: str, argument: Term) -> Term:
    """f(argument); raises `ValueError` unless the kernel knows a function of that name."""
    if type(name) is not str or name not in FUNCTIONS or name == "pi":
        raise ValueError(f"no kernel function {name!r} of one argument")
    return _intern(Function(name, argument), name, id(argument))


TRUE = _intern(Truth(True), True)
FALSE = _intern(Truth(False), False)


def relation(op: Op, left: Term, right: Term = ZERO) -> Guard:
    """The guard `left op right`; raises `ValueError` unless `op` is one of the four."""
    if type(op) is not str or op not in RELATIONS:  # nor of a subclass, likewise
        raise ValueError(f"no relation {op!r}")
    term = left if right is ZERO else sub(left, right)
    return _intern(Relation(op, term), op, id(term))


def eq(a: Term, b: Term = ZERO) -> Guard:
    """a = b."""
    return relation("=", a, b)


def ne(a: Term, b: Term = ZERO) -> Guard:
    """a != b."""
    return relation("!=", a, b)


def gt(a: Term, b: Term = ZERO) -> Guard:
    """a > b."""
    return relation(">", a, b)


def ge(a: Term, b: Term = ZERO) -> Guard:
    """a >= b."""
    return relation(">=", a, b)


def conjunction(*parts: Guard) -> Guard:
    """All of the parts; nested conjunctions are flattened, repeated parts kept once."""
    return _joined(And, parts, neutral=TRUE, decisive=FALSE)


def disjunction(*parts: Guard) -> Guard:
    """One of the parts at least; nested disjunctions are flattened, repeated parts kept once."""
    return _joined(Or, parts, neutral=FALSE, decisive=TRUE)


def _joined(
    kind: type[And | Or], parts: tuple[Guard, ...], neutral: Truth, decisive: Truth
) -> Guard:
    if decisive in parts:  # Kleene: it decides, even beside a part without a value
        return decisive
    flat = (q for p in parts for q in (p.parts if isinstance(p, kind) else (p,)))
    kept = tuple(dict.fromkeys(p for p in flat if p is not neutral))
    if len(kept) <= 1:
        return kept[0] if kept else neutral
    return _intern(kind(kept), tuple(map(id, kept)))


@lru_cache(maxsize=4096)  # guards share parts, on far more ways than there are parts
def negation(guard: Guard) -> Guard:
    """Not guard, with the negation pushed into relations (Kleene's tables allow it); raises
    `ValueError` for a relation that `relation` does not make."""
    match guard:
        case Truth(value):
            return FALSE if value else TRUE
        case Relation("=" | "!=" as op, term):
            return ne(term) if op == "=" else eq(term)
        case Relation(">", term):
            return ge(neg(term))
        case Relation(">=", term):
            return gt(neg(term))
        case And(parts):
            return disjunction(*map(negation, parts))
        case Or(parts):
            return conjunction(*map(negation, parts))
        case Relation(op):
            raise ValueError(op)
        case _:
            assert_never(guard)
