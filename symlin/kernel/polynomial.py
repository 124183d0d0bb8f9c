"""Polynomials over atoms: the normal form in which the kernel compares terms.

An atom is a variable or an application that is not expanded further, such as exp(x), relu(x - y)
or 1/(1 + exp(x)). All atoms denote *total* real functions (see `normal`). Equal atoms are one
object; their order depends only on their structure, so normal forms are the same in every run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from weakref import WeakValueDictionary

from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number, TooLarge, exact, quotient

# ---- atoms ----

RANKS = {"var": 0, "pi": 1, "exp": 2, "relu": 3, "pos": 4, "nul": 5, "max": 6, "inv": 7}
"""Variables lead, so that hinges and fractions are written in terms of them."""
OTHER_RANK = 8  # of all other kinds, which their names tell apart
UNIT_KINDS = frozenset({"exp"})
"""Kinds of atoms that are positive whatever their argument is: they may be divided by, and have any
rational power."""

Payload = object


class Atom:
    """One indivisible factor: `kind` and its argument (name, polynomial, or a tuple of them)."""

    __slots__ = ("__weakref__", "argument", "is_unit", "key", "kind", "names", "order")
    kind: str
    argument: Payload
    is_unit: bool
    """Whether every rational power of it has a value."""
    names: frozenset[str]
    """The variables that occur in it, at any depth."""
    key: bytes
    order: tuple[int, str, bytes]


_atoms: WeakValueDictionary[bytes, Atom] = WeakValueDictionary()


def _digest(parts: Iterable[bytes]) -> bytes:
    state = blake2b(digest_size=20)
    for part in parts:
        state.update(len(part).to_bytes(4, "big"))  # lengths first: "ab", "c" is not "a", "bc"
        state.update(part)
    return state.digest()


def _digits(value: Number) -> bytes:
    """In base 16, for Python refuses to write long numbers in base 10."""
    text = f"{value:x}" if isinstance(value, int) else f"{int(value.p):x}/{int(value.q):x}"
    return text.encode()


def _natural(name: str) -> str:
    """The name with its numbers padded, so that x2 sorts before x10."""
    return re.sub(r"\d+", lambda m: m.group().zfill(9), name)


def _argument_key(argument: Payload) -> bytes:
    if isinstance(argument, Poly):
        return argument.key
    if isinstance(argument, tuple):
        return _digest(_argument_key(part) for part in argument)
    return repr(argument).encode()


def atom(kind: str, argument: Payload = None) -> Atom:
    """The atom of that kind and argument; equal ones are one object."""
    key = _digest((kind.encode(), _argument_key(argument)))  # equal in every run, unlike hashes
    found = _atoms.get(key)
    if found is None:
        found = Atom()
        found.kind, found.argument, found.key = kind, argument, key
        found.is_unit = kind in UNIT_KINDS
        name = _natural(argument) if isinstance(argument, str) else ""
        found.names = frozenset([str(argument)]) if kind == "var" else _names_of(argument)
        found.order = (RANKS.get(kind, OTHER_RANK), name, key)
        _atoms[key] = found
    return found


# ---- monomials ----

Monomial = tuple[tuple[Atom, Number], ...]
"""Atoms with non-zero exponents, in atom order. Only units may carry exponents that are negative or
fractional."""

UNIT: Monomial = ()
Terms = dict[Monomial, Number]
"""A sum of multiples of monomials, which may be 0."""


def _factor_order(factor: tuple[Atom, Number]) -> tuple[int, str, bytes]:
    return factor[0].order


def monomial(factors: Mapping[Atom, Number]) -> Monomial:
    """The product of these powers."""
    return tuple(sorted(((a, e) for a, e in factors.items() if e != 0), key=_factor_order))


def multiply_monomials(a: Monomial, b: Monomial) -> Monomial:
    """The product of two monomials; no rule is applied to it."""
    if not a or not b:  # the unit changes nothing
        return a or b
    factors = dict(a)
    for base, exponent in b:
        factors[base] = exact(factors.get(base, 0) + exponent)  # may become 0: `monomial` drops it
    return monomial(factors)


def _monomial_order(m: Monomial) -> tuple[object, ...]:
    """Linear monomials first, in atom order; the constant last."""
    if not m:
        return (2,)
    return (0 if len(m) == 1 and m[0][1] == 1 else 1, *((a.order, e) for a, e in m))


# ---- polynomials ----

LIMIT = 60_000
"""Most monomials of a polynomial before the kernel declines: every certificate known has normal
forms of a few hundred, and one of this size takes a second to multiply by a short one."""


class Poly:
    """An immutable polynomial: monomials to non-zero rational coefficients.

    2*x - 3 is `Poly({((atom("var", "x"), 1),): 2, UNIT: -3})`. Raises `TooLarge` where it has more
    than LIMIT monomials.
    """

    __slots__ = ("_hash", "_key", "_lead", "split", "terms")

    def __init__(self, terms: dict[Monomial, Number]) -> None:
        if len(terms) > LIMIT:
            raise TooLarge
        check_time()  # whatever takes long makes many of them
        self.terms = terms
        self._key: bytes | None = None
        self._lead: Monomial | None = None
        self._hash: int | None = None
        self.split: tuple[Poly, Number, Number] | None = None
        """A note of `signs.split_form`, which is asked for often."""

    @property
    def key(self) -> bytes:
        """A digest of the structure: equal for equal polynomials, in every run."""
        if self._key is None:
            rows = (
                _digest((b"".join(a.key + _digits(e) + b";" for a, e in m), _digits(c)))
                for m, c in self.terms.items()
            )
            self._key = _digest(sorted(rows))
        return self._key

    @property
    def lead(self) -> Monomial:
        """The first monomial in a fixed order; of the zero polynomial, the unit."""
        if self._lead is None:
            self._lead = min(self.terms, key=_monomial_order, default=UNIT)
        return self._lead

    @property
    def constant(self) -> Number:
        """The coefficient of the unit."""
        return self.terms.get(UNIT, 0)

    @property
    def is_constant(self) -> bool:
        """Whether it is a number."""
        return not self.terms or (len(self.terms) == 1 and UNIT in self.terms)

    @property
    def closed(self) -> bool:
        """Whether no variable occurs in it, at any depth."""
        return not any(base.names for m in self.terms for base, _ in m)  # names at any depth

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Poly) and self.terms == other.terms

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))  # terms are not sorted
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Poly) -> Poly:
        return combine(((1, self), (1, other)))

    def __sub__(self, other: Poly) -> Poly:
        return combine(((1, self), (-1, other)))

    def __neg__(self) -> Poly:
        return self.scaled(-1)

    def scaled(self, factor: Number) -> Poly:
        """The polynomial times a number."""
        if factor == 1:
            return self
        if factor == 0:
            return ZERO_POLY
        return Poly({m: exact(c * factor) for m, c in self.terms.items()})

    def sort_key(self) -> tuple[object, ...]:
        """A total order of polynomials that follows their monomials."""
        return tuple((_monomial_order(m), c) for m, c in self.sorted_terms())

    def sorted_terms(self) -> list[tuple[Monomial, Number]]:
        """Monomials with coefficients, in an order that is the same in every run."""
        return sorted(self.terms.items(), key=lambda item: _monomial_order(item[0]))


def combine(parts: Iterable[tuple[Number, Poly]], constant: Number = 0) -> Poly:
    """constant + sum of factor * polynomial."""
    total: dict[Monomial, Number] = {UNIT: constant} if constant else {}
    for factor, part in parts:
        if factor == 0:
            continue
        for m, c in part.terms.items():
            total[m] = total.get(m, 0) + factor * c
    return Poly({m: c if type(c) is int else exact(c) for m, c in total.items() if c != 0})


ZERO_POLY = Poly({})
ONE_POLY = Poly({UNIT: 1})


def constant_poly(value: Number) -> Poly:
    """The number as a polynomial."""
    return Poly({UNIT: exact(value)}) if value != 0 else ZERO_POLY


def atom_poly(base: Atom, exponent: Number = 1) -> Poly:
    """A power of one atom."""
    return Poly({((base, exponent),): 1})


# ---- what occurs in a polynomial ----


def atoms_of(p: Poly) -> dict[Atom, None]:
    """The atoms that occur in p itself (not inside other atoms), in order of appearance."""
    return {base: None for m in p.terms for base, _ in m}


def _names_of(argument: Payload) -> frozenset[str]:
    if isinstance(argument, Poly):
        return frozenset().union(*(base.names for base in atoms_of(argument)))
    if isinstance(argument, tuple):
        return frozenset().union(*map(_names_of, argument))
    return frozenset()


def depends(p: Poly, names: frozenset[str]) -> bool:
    """Whether a variable named in `names` occurs in p, at any depth."""
    return any(atom_depends(base, names) for base in atoms_of(p))


def atom_depends(base: Atom, names: frozenset[str]) -> bool:
    """Whether a variable named in `names` occurs in the atom, at any depth."""
    return not base.names.isdisjoint(names)


# ---- common factors ----


def common_monomial(monomials: Iterable[Monomial]) -> Monomial:
    """The atoms common to all monomials, with their least exponents."""
    rest = iter(monomials)
    common = dict(next(rest, UNIT))
    for m in rest:
        factors = dict(m)
        for base in list(common):
            least = min(common[base], factors.get(base, 0))
            # a unit absent from a monomial has exponent 0 there, which may be the larger
            if not base.is_unit and least <= 0:
                del common[base]
            else:
                common[base] = least
        for base, exponent in factors.items():
            if base.is_unit and exponent < 0 and base not in common:
                common[base] = exponent
    return monomial(common)


def proper_factors(p: Poly) -> Monomial:
    """The monomial common to all of p; but none for a bare atom, which has no other factor."""
    common = common_monomial(p.terms)
    bare = len(p.terms) == 1 and len(common) == 1 and common[0][1] == 1  # a itself is no product
    return UNIT if bare else common


def without(p: Poly, common: Monomial) -> Poly:
    """p divided by a monomial that divides every monomial of p."""
    removed = dict(common)
    return Poly({
        monomial({**dict(m), **{a: exact(dict(m).get(a, 0) - e) for a, e in removed.items()}}): c
        for m, c in p.terms.items()
    })  # fmt: skip


def monic(p: Poly) -> tuple[Poly, Number]:
    """(q, c) with p = c * q and the leading coefficient of q equal to 1."""
    factor = p.terms[p.lead]
    return (p, 1) if factor == 1 else (p.scaled(quotient(1, factor)), factor)
