"""Operators between values of any kind: numbers, lists, which are joined, and arrays."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from symlin.kernel import term as k
from symlin.kernel.term import Guard
from symlin.reading.python.arrays import as_array, broadcast, each, lanes, made, moved, spread
from symlin.reading.python.indexing import fill
from symlin.reading.python.machine import MOST_STEPS, Machine, short
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    Array,
    Bool,
    Infinite,
    List,
    Loose,
    Number,
    Table,
    Tuple,
    Value,
    Words,
    as_index,
    kind_of,
)


def operate(m: Machine, word: str, x: Value, y: Value) -> Value:
    """x op y; raises `Refusal`."""
    if word == "@":
        return matmul(m, x, y)
    if isinstance(x, Array) or isinstance(y, Array):
        return each(lambda a, b: m.scalars.binary(word, a, b), x, y)
    if isinstance(x, List | Tuple) or isinstance(y, List | Tuple):
        return _sequences(m, word, x, y)
    return m.scalars.binary(word, x, y)


def _sequences(m: Machine, word: str, x: Value, y: Value) -> Value:
    """Lists and tuples are put behind each other by +, and repeated by *."""
    if word == "+" and isinstance(x, List) and isinstance(y, List):
        return m.listed([*x.cells.read(), *y.cells.read()])
    if word == "+" and isinstance(x, Tuple) and isinstance(y, Tuple):
        return Tuple(tuple(short([*x.entries, *y.entries])))
    many, count = (x, y) if isinstance(x, List | Tuple) else (y, x)
    if word != "*" or isinstance(count, List | Tuple):
        raise Refusal(word, f"{word} of {kind_of(x)} and {kind_of(y)} is no arithmetic: write "
                      "np.array, or a comprehension")  # fmt: skip
    if isinstance(count, Number) and count.kind != "plain":
        raise Refusal(word, f"{word} of {kind_of(many)} and a number of NumPy's makes an array: "
                      "write np.array, or int around the number")  # fmt: skip
    times = as_index(count, "*")
    if isinstance(many, Tuple):
        short(range(max(0, times) * len(many.entries)))
        return Tuple(many.entries * times)
    assert isinstance(many, List)
    short(range(max(0, times) * len(many.cells.read())))
    return m.listed(many.cells.read() * times)


def matmul(m: Machine, x: Value, y: Value) -> Value:
    """x @ y, as np.matmul; raises `Refusal` for shapes that do not fit."""
    a, b = as_array(x), as_array(y)
    if not isinstance(x, Array) and not isinstance(y, Array):
        raise Refusal("@", f"@ of {kind_of(x)} and {kind_of(y)}: write np.array")
    return product(m, a, b)


def product(m: Machine, a: Array, b: Array) -> Value:
    """The product of vectors and matrices; raises `Refusal` for shapes that do not fit."""
    if not 1 <= len(a.shape) <= 2 or not 1 <= len(b.shape) <= 2:
        raise Refusal("@", f"@ of the shapes {a.shape} and {b.shape} is not read")
    if a.shape[-1] != b.shape[0]:
        raise Refusal("@", f"@: the shapes {a.shape} and {b.shape} do not fit together")
    rows, before = lanes(a, len(a.shape) - 1)
    columns, behind = lanes(b, 0)
    m.step(len(rows) * len(columns) // 10)
    found = [dot(m, row, column) for row in rows for column in columns]
    shape = (*before, *behind)
    return made(found, shape) if shape else found[0]


def dot(m: Machine, x: Sequence[Value], y: Sequence[Value]) -> Value:
    """The sum of the products; with known weights a single sum."""
    pairs = [
        (m.scalars.number(a, "@"), m.scalars.number(b, "@")) for a, b in zip(x, y, strict=True)
    ]
    products = [m.scalars.binary("*", a, b) for a, b in pairs]
    return total(m, products)


def total(m: Machine, numbers: Sequence[Value]) -> Value:
    """The sum of numbers of NumPy's, as one term."""
    known = [m.scalars.number(number, "sum") for number in numbers]
    if any(number.value is not None for number in known) or len(known) < 3:
        found: Value = known[0]
        for number in known[1:]:
            found = m.scalars.binary("+", found, number)
        return found
    loose: Loose = next((number.loose for number in known if number.loose), "")
    is_whole = all(number.whole for number in known)
    return Number(k.add(*(number.term for number in known)), "numpy", is_whole, loose)


def compare(m: Machine, word: str, x: Value, y: Value) -> Value:
    """x == y, x in y, x is None, ...; raises `Refusal`."""
    if word in ("in", "not in"):
        return _within(m, word, x, y)
    if isinstance(x, Words) and isinstance(y, Words) and word in ("==", "!="):
        return Bool(k.TRUE if (x == y) is (word == "==") else k.FALSE)
    if isinstance(x, Array) or isinstance(y, Array):
        return each(lambda a, b: m.scalars.compare(word, a, b), x, y)
    if not all(isinstance(side, Number | Bool | Infinite) for side in (x, y)):
        other = x if not isinstance(x, Number | Bool | Infinite) else y
        raise Refusal(word, f"{word} with {kind_of(other)} is not read")
    return m.scalars.compare(word, x, y)


def _within(m: Machine, word: str, x: Value, y: Value) -> Bool:
    if isinstance(y, Table):
        y = Tuple(
            tuple(key for key, _ in y.entries if isinstance(key, Words) == isinstance(x, Words))
        )
    if not isinstance(y, List | Tuple | range) or (isinstance(y, range) and len(y) > MOST_STEPS):
        raise Refusal(word, f"{word} is read for lists and tuples of numbers")
    guards: list[Guard] = [m.truth(compare(m, "==", x, entry), word) for entry in m.items(y)]
    found = k.disjunction(*guards) if guards else k.FALSE
    return Bool(found if word == "in" else k.negation(found))


def in_place(m: Machine, word: str, target: Value, new: Value) -> Value:
    """target op= new: arrays and lists are changed, anything else is replaced.

    Raises `Refusal` where they cannot be.
    """
    if isinstance(target, Array) and word != "@":
        found = as_array(operate(m, word, target, new))
        if broadcast(found.shape, target.shape) != target.shape:
            raise Refusal(word, f"the shape {found.shape} does not fit into {target.shape}")
        m.memory.touch(target.memory)
        fill(target, spread(found, target.shape))
        return target
    if isinstance(target, List) and word == "+":
        more = m.collected(new)
        short([*target.cells.read(), *more])
        m.memory.touch(target.cells)
        target.cells.change().extend(more)
        return target
    if isinstance(target, List) and word == "*":
        times = as_index(new, "*")
        short(range(max(0, times) * len(target.cells.read())))
        repeated = target.cells.read() * times
        m.memory.touch(target.cells)
        target.cells.change()[:] = repeated
        return target
    return operate(m, word, target, new)


def joined(parts: Sequence[Array], axis: int) -> Array:
    """np.concatenate along an axis; raises `Refusal` where the shapes do not fit."""
    turned = [moved(each_part, axis, 0) for each_part in parts]
    rest = turned[0].shape[1:]
    if any(other.shape[1:] != rest for other in turned):
        raise Refusal("concatenate", "the shapes do not fit together")
    flat = [entry for each_part in turned for entry in each_part.flat()]
    found = made(flat, (len(flat) // prod(rest), *rest))
    return moved(found, 0, axis)


def inverted(value: Value) -> Value:
    """~x; raises `Refusal` for what is no truth of NumPy's."""
    if isinstance(value, Bool) and value.kind == "numpy":
        return Bool(k.negation(value.guard), "numpy")
    raise Refusal("~", "~ is read for truths of NumPy's: write not")
