"""Where an operator has a value: said in few words, and the same set of points."""

import math
from functools import total_ordering

import pytest
from flint import fmpq

from symlin.decision.decide import decide
from symlin.decision.defined import domain_of
from symlin.decision.domain import simplest
from symlin.decision.report import subject_of
from symlin.exact.values import holds
from symlin.kernel.definedness import definedness
from symlin.kernel.term import TRUE, const
from symlin.kernel.walk import substitute
from symlin.language.printing import guard_to_human
from symlin.reading.parse import parse_operator

POINTS = [const(fmpq(k, 2)) for k in range(-5, 6)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x**x", "x > 0 or x = 0 or (x < 0 and x = floor(x))"),
        ("x**(-1/3)", "x > 0"),
        ("1/sqrt(log(x))", "x > 1"),
        ("1/(x*sqrt(x))", "x > 0"),
        ("x*log(x)", "x > 0"),
        ("sqrt(x) + log(1 - x)", "x >= 0 and x < 1"),
        ("1/x + 1/(x**2 + 1)", "x != 0"),
        ("exp(x)", None),
        ("layer_norm", None),
    ],
)
def test_the_domain_is_said_in_few_words(text, said):
    found = decide(parse_operator(text), 10).undefined
    assert found == (said and f"defined only where {said}")


@pytest.mark.parametrize(
    "text",
    [
        "x**x",
        "x**y",
        "1/(x*y) + log(x + y)",
        "Piecewise((1/x, x > 0), (log(-x), y > 0), (y, True))",
    ],
)
def test_the_shorter_guard_holds_at_the_same_points(text):
    """Shortening must not move the border."""
    operator = parse_operator(text, inputs=["x", "y"])
    guard = definedness(operator.outputs)
    shorter = simplest(guard, ())
    for x in POINTS:
        for y in POINTS:
            long, short = substitute((guard, shorter), {"x": x, "y": y})
            assert holds(long) == holds(short), (x, y)


@total_ordering
class Real:
    """A number as a reader takes it: no value outside a function's domain."""

    def __init__(self, value, real_roots):
        self.value, self.real_roots = float(value), real_roots

    def _made(self, value):
        return Real(value, self.real_roots)

    def __add__(self, other):
        return self._made(self.value + _float(other))

    def __sub__(self, other):
        return self._made(self.value - _float(other))

    def __rsub__(self, other):
        return self._made(_float(other) - self.value)

    def __mul__(self, other):
        return self._made(self.value * _float(other))

    def __truediv__(self, other):
        return self._made(self.value / _float(other))

    def __rtruediv__(self, other):
        return self._made(_float(other) / self.value)

    def __neg__(self):
        return self._made(-self.value)

    def __pow__(self, exponent):
        power = _float(exponent)
        if self.value < 0 and 0 < power < 1 and round(1 / power) % 2 and self.real_roots:
            return self._made(-((-self.value) ** power))
        result = self.value**power
        if isinstance(result, complex):
            raise ValueError("no real value")
        return self._made(result)

    def __eq__(self, other):
        return self.value == _float(other)

    def __lt__(self, other):
        return self.value < _float(other)

    __radd__, __rmul__ = __add__, __mul__
    __hash__ = None


def _float(number):
    return number.value if isinstance(number, Real) else float(number)


def said_to_hold(words, at, real_roots):
    """Whether the words are true at the point, as a reader takes them."""

    def of(function):
        return lambda u: Real(function(_float(u)), real_roots)

    names = {name: Real(v, real_roots) for name, v in at.items()}
    names |= {
        f: of(getattr(math, f)) for f in ("sqrt", "log", "asin", "sin", "cos", "floor", "exp")
    }
    names |= {"abs": of(abs), "pi": math.pi, "max": max, "min": min}
    try:
        return bool(eval(words.replace(" = ", " == "), {"__builtins__": {}}, names))
    except (ValueError, ZeroDivisionError):
        return False


PARTIAL = [
    "x**(-1/3)",
    "x**(-2/3)",
    "1/sqrt(x)",
    "1/cbrt(x - y)",
    "x/cbrt(asin(x))",
    "1/(x*sqrt(y))",
    "1/(2 - 3*sqrt(x))",
    "log(asin(x))",
    "sqrt(asin(x))",
    "1/asin(x*y)",
    "1/log(x)",
    "1/log(x - y)",
    "1/sqrt(log(x))",
    "sqrt(log(x))",
    "sqrt(-log(x))",
    "1/cbrt(-log(x))",
    "log(log(x + y))",
    "sqrt(-sqrt(x))",
    "sqrt(-cbrt(x*y))",
    "1/sqrt(x**2)",
    "log(x**2)",
    "1/cbrt(x**3)",
    "1/sqrt(x/y)",
    "log(1/x)",
    "1/(1/x)",
    "sqrt(x)/sqrt(y)",
    "0*sqrt(x)",
    "1/cbrt(Max(x, y))",
    "1/root(Max(x, y) - 1, 5)",
    "1/sqrt(Min(x, y))",
    "log(Abs(x))",
    "sqrt(-Abs(x))",
    "acos(x)**(-1/2)",
    "1/floor(x)",
    "(1 - x)**(-1/2)*x**(-1/3)",
    "1/(sqrt(x) + cbrt(y))",
    "1/(sqrt(x) - cbrt(y))",
    "Piecewise((1/sqrt(x), x < 1), (log(x - 2), True))",
    "Piecewise((1, cbrt(x) > 0), (2, True))",
    "Piecewise((1, 1/cbrt(x) > 0), (log(y), True))",
    "x**pi",
    "x**(-pi)",
    "x**y",
]


@pytest.mark.parametrize("text", PARTIAL)
@pytest.mark.parametrize("real_roots", [False, True])
def test_the_words_are_true_as_they_are_read(text, real_roots):
    """1/sqrt(x) is not defined wherever sqrt(x) != 0, if the root of -1 is taken for 0; nor
    x**(-1/3) where x**(1/3) != 0, if a reader takes the real root of -8."""
    operator = parse_operator(text, inputs=["x", "y"])
    note = domain_of(subject_of(operator)).plain
    words = "True" if note is TRUE else guard_to_human(note)
    for x in range(-6, 7):
        for y in range(-4, 5):
            at = {"x": x / 2, "y": y / 2}
            has_value = not math.isnan(operator.reference(at)[0])
            assert said_to_hold(words, at, real_roots) is has_value, (note, at)
