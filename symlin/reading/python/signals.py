"""NumPy's functions for signals, tables and polynomials."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from symlin.kernel import term as k
from symlin.language import functions as f
from symlin.reading.python.arrays import as_array, each, made, reshaped, stacked
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.numpy_functions import stack_all, where
from symlin.reading.python.operations import dot, operate, total
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Call,
    Number,
    Value,
    Words,
    as_index,
    real,
    whole,
)


def _vector(value: Value | None, word: str) -> list[Value]:
    assert value is not None
    found = as_array(value)
    if len(found.shape) != 1:
        raise Refusal(word, f"np.{word} is read for vectors")
    return found.flat()


def _interpolated(m: Machine, given: Values, named: Named) -> Value:
    """np.interp: straight lines between known places, and constant beyond them."""
    x, places, values = arguments("interp", given, named, ("x", "xp", "fp"))
    assert x is not None
    at = [m.scalars.number(v, "interp") for v in _vector(places, "interp")]
    to = [m.scalars.number(v, "interp") for v in _vector(values, "interp")]
    known = [number.value for number in at]
    if len(at) != len(to) or None in known or known != sorted(set(known)):  # type: ignore[type-var]
        raise Refusal("interp", "np.interp takes known places that rise, and a value for each")

    def one(entry: Value) -> Number:
        u = m.scalars.number(entry, "interp")
        m.scalars.compare("<", u, at[0])  # which is refused of what may be nan
        cases = [(to[0].term, f.compare(">=", at[0].term, u.term))]
        for n in range(len(at) - 1):
            rise, run = operate(m, "-", to[n + 1], to[n]), operate(m, "-", at[n + 1], at[n])
            way = operate(m, "-", Number(u.term, "numpy"), at[n])
            here = operate(m, "+", to[n], operate(m, "*", operate(m, "/", rise, run), way))
            assert isinstance(here, Number)
            cases.append((here.term, f.compare(">=", at[n + 1].term, u.term)))
        return Number(f.cases(*cases, (to[-1].term, k.TRUE)), "numpy")

    return each(one, x)


def _polynomial(m: Machine, given: Values, named: Named) -> Value:
    weights, x = arguments("polyval", given, named, ("p", "x"))
    assert x is not None
    found: Value = whole(0, "numpy")
    for weight in _vector(weights, "polyval"):
        found = operate(m, "+", operate(m, "*", found, x), weight)
    return found


def _convolved(m: Machine, given: Values, named: Named) -> Value:
    a, v, mode = arguments("convolve", given, named, ("a", "v", "mode"), 1)
    long, short = sorted((_vector(a, "convolve"), _vector(v, "convolve")), key=len, reverse=True)
    n, size = len(long), len(short)
    m.step(n * size // 10)
    full: list[Value] = []
    for place in range(n + size - 1):
        pairs = [(long[place - j], short[j]) for j in range(size) if 0 <= place - j < n]
        full.append(dot(m, [p for p, _ in pairs], [q for _, q in pairs]))
    word = mode.text if isinstance(mode, Words) else "full"
    if word not in ("full", "same", "valid"):
        raise Refusal("convolve", f"np.convolve has no mode {word}")
    start = {"full": 0, "same": (size - 1) // 2, "valid": size - 1}[word]
    count = {"full": n + size - 1, "same": n, "valid": n - size + 1}[word]
    return made(full[start : start + count], (count,))


def _average(m: Machine, given: Values, named: Named) -> Value:
    a, weights = arguments("average", given, named, ("a", "weights"), 1)
    entries = _vector(a, "average")
    if weights is None or weights is NONE:
        return m.scalars.binary("/", total(m, entries), whole(len(entries), "numpy"))
    shares = _vector(weights, "average")
    if len(shares) != len(entries):
        raise Refusal("average", "np.average takes a weight for each entry")
    return m.scalars.binary("/", dot(m, entries, shares), total(m, shares))


def _tiled(m: Machine, given: Values, named: Named) -> Value:
    a, count = arguments("tile", given, named, ("A", "reps"))
    entries = _vector(a, "tile") * as_index(count or NONE, "reps")
    return made(entries, (len(entries),))


def _repeated(m: Machine, given: Values, named: Named) -> Value:
    a, count = arguments("repeat", given, named, ("a", "repeats"))
    times = as_index(count or NONE, "repeats")
    entries = [entry for entry in _vector(a, "repeat") for _ in range(times)]
    return made(entries, (len(entries),))


def _squeezed(m: Machine, given: Values, named: Named) -> Value:
    (a,) = arguments("squeeze", given, named, ("a",))
    found = as_array(a or NONE)
    shape = tuple(size for size in found.shape if size != 1)
    return reshaped(found, shape) if shape else found.flat()[0]


def _expanded(m: Machine, given: Values, named: Named) -> Value:
    a, axis = arguments("expand_dims", given, named, ("a", "axis"))
    found = as_array(a or NONE)
    place = as_index(axis or NONE, "axis")
    shape = list(found.shape)
    shape.insert(place if place >= 0 else len(shape) + 1 + place, 1)
    return reshaped(found, shape)


def _columns(m: Machine, given: Values, named: Named) -> Value:
    (parts,) = arguments("column_stack", given, named, ("tup",))
    arrays = stack_all(m, parts or NONE)
    if any(len(a.shape) != 1 for a in arrays):
        raise Refusal("column_stack", "np.column_stack is read for vectors")
    return stacked(arrays, 1)


def _selected(m: Machine, given: Values, named: Named) -> Value:
    """np.select: the first condition that holds."""
    names = ("condlist", "choicelist", "default")
    conditions, choices, default = arguments("select", given, named, names, 1)
    found: Value = whole(0) if default is None else default
    pairs = zip(m.collected(conditions or NONE), m.collected(choices or NONE), strict=True)
    for condition, choice in reversed(list(pairs)):
        found = where(m, [condition, choice, found], {})
    return found


def _crossed(m: Machine, given: Values, named: Named) -> Value:
    a, b = arguments("cross", given, named, ("a", "b"))
    x, y = _vector(a, "cross"), _vector(b, "cross")
    if len(x) != 3 or len(y) != 3:
        raise Refusal("cross", "np.cross is read for vectors of three entries")
    found = []
    for i, j in ((1, 2), (2, 0), (0, 1)):
        found.append(operate(m, "-", operate(m, "*", x[i], y[j]), operate(m, "*", x[j], y[i])))
    return made(found, (3,))


def _trapezoids(m: Machine, given: Values, named: Named) -> Value:
    y, x, width = arguments("trapezoid", given, named, ("y", "x", "dx"), 2)
    heights = _vector(y, "trapezoid")
    if len(heights) < 2:
        raise Refusal("trapezoid", "np.trapezoid is read for two entries and more")
    step: Value = whole(1) if width is None else width
    widths = [step] * (len(heights) - 1)
    if x is not None and x is not NONE:
        at = _vector(x, "trapezoid")
        widths = [operate(m, "-", b, a) for a, b in pairwise(at)]
    middles = [operate(m, "/", operate(m, "+", a, b), whole(2)) for a, b in pairwise(heights)]
    return total(m, [operate(m, "*", w, h) for w, h in zip(widths, middles, strict=True)])


def _log_add(m: Machine, given: Values, named: Named) -> Value:
    """np.logaddexp: log(exp(a) + exp(b))."""
    a, b = arguments("logaddexp", given, named, ("x1", "x2"))
    assert a is not None and b is not None

    def one(x: Value, y: Value) -> Number:
        p, q = m.scalars.number(x, "logaddexp"), m.scalars.number(y, "logaddexp")
        term = f.log(k.add(f.exp(p.term), f.exp(q.term)))
        return Number(term, "numpy", False, p.loose or q.loose)

    return each(one, a, b)


def _triangle(upper: bool, m: Machine, given: Values, named: Named) -> Value:
    (a,) = arguments("triu" if upper else "tril", given, named, ("m",))
    found = as_array(a or NONE)
    if len(found.shape) != 2:
        raise Refusal("triu", "np.triu and np.tril are read for matrices")
    rows, columns = found.shape
    is_whole = all(isinstance(e, Number) and e.whole for e in found.flat())
    zero = whole(0) if is_whole else real(0)
    flat = found.flat()
    kept = [
        flat[i * columns + j] if (j >= i if upper else j <= i) else zero
        for i in range(rows)
        for j in range(columns)
    ]
    return made(kept, found.shape)


SIGNALS: Mapping[str, Call] = {
    "interp": _interpolated, "polyval": _polynomial, "convolve": _convolved, "average": _average,
    "tile": _tiled, "repeat": _repeated, "squeeze": _squeezed, "expand_dims": _expanded,
    "column_stack": _columns, "select": _selected, "cross": _crossed, "trapezoid": _trapezoids,
    "trapz": _trapezoids, "logaddexp": _log_add, "triu": partial(_triangle, True),
    "tril": partial(_triangle, False),
}  # fmt: skip
