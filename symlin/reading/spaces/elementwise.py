"""Functions of numbers applied to entries, and the catalog's functions of several numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from symlin.catalog import index as catalog
from symlin.language.rewriting import substituted
from symlin.language.tree import Call, Listing, Name, Tree
from symlin.reading.names import spelled_out
from symlin.reading.spaces import analytic
from symlin.reading.spaces.entries import Entry
from symlin.reading.spaces.site import Site
from symlin.reading.spaces.values import Value, named, number, vector

_EXTREMES = {"max": "Max", "Max": "Max", "amax": "Max", "min": "Min", "Min": "Min", "amin": "Min"}
_OF_MATRICES = frozenset({"exp", "log", "sin", "cos", "tan", "sqrt", "sinh", "cosh", "ln", "cbrt"})
"""Functions that also mean something of a whole square matrix."""
_BRANCHES = frozenset({"log", "ln", "sqrt"})
"""Functions that have a value at negative numbers, too, where numbers are complex."""
_VARIANCE = {"var": "variance"}
_SPREADS = frozenset({"var", "std", "variance"})


def applied(site: Site, call: Call, values: Sequence[Value], text: str) -> Value:
    """A function of the language or the catalog, at numbers or entry by entry."""
    arrays = [value for value in values if value.shape]
    if not arrays:
        return number(_at_numbers(site, call, [value.number for value in values]))
    if len(arrays) == 1 and len(call.arguments) == 1:
        found = _of_all(site, call, arrays[0], text)
        if found is not None:
            return found
    elif call.name in _EXTREMES:
        site.stop(f"of a vector and a number: write {call.name}imum(x, 0) for entry by entry")
    shapes = {value.shape for value in arrays}
    if len(shapes) > 1:
        first, other, *_ = sorted(shapes)
        site.stop(f"{named(first)} and {named(other)} have different shapes")
    (shape,) = shapes
    if len(shape) == 2 and call.name in _OF_MATRICES:
        site.stop(
            "of a matrix: entry by entry, or of the matrix? it is read of numbers and vectors"
        )
    size = len(arrays[0].entries)
    spread = [value.entries if value.shape else value.entries * size for value in values]
    return Value(shape, tuple(_at_numbers(site, call, row) for row in zip(*spread, strict=True)))


def _at_numbers(site: Site, call: Call, arguments: Sequence[Entry]) -> Entry:
    """The function at numbers, real or complex."""
    branches = site.over_complex and call.name in _BRANCHES
    if all(entry.im is None for entry in arguments) and not branches:
        return Entry(_rebuilt(call, [entry.re for entry in arguments]))
    of = analytic.FUNCTIONS.get(call.name)
    if of is None or len(arguments) != 1:
        site.stop("it is read of real numbers: re(z), im(z), Abs(z)")
    if call.name in _BRANCHES:
        site.note(call.name, call.at, "the principal value")
    return of(arguments[0], call.at)


def _rebuilt(call: Call, arguments: Sequence[Tree]) -> Tree:
    width = len(call.arguments)
    keys = (key for key, _ in call.keywords)
    named_ones = tuple(zip(keys, arguments[width:], strict=True))
    return Call(call.name, tuple(arguments[:width]), named_ones, call.at)


def _of_all(site: Site, call: Call, value: Value, text: str) -> Value | None:
    """The function of all entries of a vector; None for one that goes entry by entry."""
    if call.name in _EXTREMES:
        entries = [entry.re for entry in site.real(value).entries]
        name = _EXTREMES[call.name]
        return number(Entry(Call(name, tuple(entries), (), call.at)))
    if call.name in _SPREADS:
        site.note(call.name, call.at, "with the sum of squares divided by n")
    written = Call(_VARIANCE.get(call.name, call.name), (Name("x"),), call.keywords, call.at)
    read = spelled_out(written, text)
    name = read.name if isinstance(read, Call) else ""
    if not catalog.is_function(name):
        return None
    definition = catalog.load(name)
    if definition.entries is None:
        return None
    return _listed(site, definition.entries, value, call.at)


def _listed(site: Site, of: object, value: Value, at: int) -> Value:
    """A function of the catalog that takes any number of numbers, at the entries of a vector."""
    if len(value.shape) > 1:
        site.stop("of a matrix: along which axis? it is read of vectors")
    trees = [entry.re for entry in site.real(value).entries]
    places = [Name(f"x{k}") for k, _ in zip(count(1), trees, strict=False)]
    body = of(places)  # type: ignore[operator]
    given = {place.name: tree for place, tree in zip(places, trees, strict=True)}
    found = substituted(body, given, at)
    if isinstance(found, Listing):
        return vector([Entry(item) for item in found.items])
    return number(Entry(found))
