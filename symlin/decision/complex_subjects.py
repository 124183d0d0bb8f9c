"""What laws over the complex numbers say of a function in real coordinates.

Its inputs and outputs come in pairs, real and imaginary part. Each law is that two functions are
the same, which the kernel knows how to follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, count

from symlin.kernel.claim import Subject
from symlin.kernel.term import Guard, Term, add, conjunction, mul, neg, sub, var
from symlin.kernel.walk import substitute

Pair = tuple[Term, Term]


def pairs(terms: Sequence[Term]) -> list[Pair]:
    """Real and imaginary parts."""
    return list(zip(terms[::2], terms[1::2], strict=True))


def flat(found: Sequence[Pair]) -> tuple[Term, ...]:
    """The parts in turn."""
    return tuple(chain.from_iterable(found))


def turned_pair(z: Pair) -> Pair:
    """i z"""
    return neg(z[1]), z[0]


def product(a: Pair, b: Pair) -> Pair:
    """a b"""
    return sub(mul(a[0], b[0]), mul(a[1], b[1])), add(mul(a[0], b[1]), mul(a[1], b[0]))


def difference(a: Pair, b: Pair) -> Pair:
    """a - b"""
    return sub(a[0], b[0]), sub(a[1], b[1])


def place(inputs: Sequence[str], found: Sequence[Pair]) -> Mapping[str, Term]:
    """The pairs by the names of their parts."""
    return dict(zip(inputs, flat(found), strict=True))


def _letters(names: Sequence[str]) -> list[Pair]:
    return pairs([var(name) for name in names])


def _at(subject: Subject, found: Sequence[Pair]) -> list[Pair]:
    """The outputs at a point."""
    return pairs(substitute(subject.outputs, place(subject.inputs, found)))


def _compared(
    subject: Subject,
    inputs: Sequence[str],
    sides: tuple[Sequence[Pair], Sequence[Pair]],
    points: Sequence[Sequence[Pair]],
) -> Subject:
    """Two functions side by side, where all the points satisfy what is assumed."""
    assumed = (substitute(subject.assumptions, place(subject.inputs, z)) for z in points)
    facts = tuple(dict.fromkeys(chain.from_iterable(assumed)))
    left, right = sides
    return Subject(tuple(inputs), subject.parameters, (*flat(left), *flat(right)), facts)


def turned(subject: Subject) -> Subject:
    """f(i z) beside i f(z)."""
    z = _letters(subject.inputs)
    iz = [turned_pair(entry) for entry in z]
    sides = _at(subject, iz), [turned_pair(entry) for entry in _at(subject, z)]
    return _compared(subject, subject.inputs, sides, (iz, z))


def scaled(subject: Subject) -> Subject:
    """f(c z) beside c f(z), with c among the inputs."""
    names = factor_names(subject)
    z, (c,) = _letters(subject.inputs), _letters(names)
    cz = [product(c, entry) for entry in z]
    sides = _at(subject, cz), [product(c, entry) for entry in _at(subject, z)]
    return _compared(subject, (*subject.inputs, *names), sides, (cz, z))


def moved(subject: Subject) -> Subject:
    """f(i z) - f(i w) beside i (f(z) - f(w))."""
    names = second_names(subject)
    z, w = _letters(subject.inputs), _letters(names)
    iz, iw = ([turned_pair(entry) for entry in point] for point in (z, w))
    at = {k: _at(subject, point) for k, point in enumerate((iz, iw, z, w))}
    left = [difference(a, b) for a, b in zip(at[0], at[1], strict=True)]
    right = [turned_pair(difference(a, b)) for a, b in zip(at[2], at[3], strict=True)]
    return _compared(subject, (*subject.inputs, *names), (left, right), (iz, iw, z, w))


def factor_names(subject: Subject) -> tuple[str, str]:
    """Names for the parts of a factor that the function does not have."""
    taken = {*subject.inputs, *subject.parameters}
    stems = chain(("c",), (f"c{k}" for k in count(1)))
    stem = next(s for s in stems if taken.isdisjoint((f"{s}_re", f"{s}_im")))
    return f"{stem}_re", f"{stem}_im"


def second_names(subject: Subject) -> tuple[str, ...]:
    """Names for the coordinates of a second point."""
    taken = {*subject.inputs, *subject.parameters}
    for k in count(2):
        names = tuple(f"{name}_{k}" for name in subject.inputs)
        if taken.isdisjoint(names):
            return names
    raise AssertionError("there are names enough")


def domain_turned(subject: Subject) -> Guard:
    """What it takes for i z to lie in the domain."""
    iz = [turned_pair(entry) for entry in _letters(subject.inputs)]
    return conjunction(*subject.domain_at(place(subject.inputs, iz)))
