"""What looks like a formula of another kind is asked about, and never read as something else."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.kernel.walk import variables
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Operator
from symlin.reading.operators import read_operator

pytestmark = pytest.mark.quick

REFUSED = {
    "f(x) == 2x": ("to define f write f(x) = ...", ("f(x) = 2x",)),
    "f(x) = if x > 0 then x else 0": ("write x if x > 0 else 0", ("f(x) = x if x > 0 else 0",)),
    "f(x) = x > 0 ? x : 0": ("write x if x > 0 else 0", ("f(x) = x if x > 0 else 0",)),
    "f(X) = 2x": ("x is no input of f(X)", ("f(X) = 2X", "f(X; x) = 2x")),
    "f(x, y) = 2X + y": ("X is no input of f(x, y)", ("f(x, y) = 2x + y", "f(x, y; X) = 2X + y")),
    "f(x) = x mod": ("expected a number behind mod", ()),
    "f(x) = inf*x": ("inf is not a real number", ()),
    "f(x) = NaN*x": ("NaN is not a real number", ()),
    "F = (9/5)*C + 32": ("--inputs C", ()),
    "<w, x> + b": ("for an inner product write dot(w, x)", ()),
    "f(x) = <w, x>": ("for two outputs (w, x)", ("f(x) = (w, x)",)),
    "f x = 2x": ("write f(x) = ...", ("f(x) = 2x",)),
    "y = 2x + 3, y = x": ('more than one "="', ()),
    "F(n) = F(n-1) + F(n-2)": ("of a sequence write F[...]", ("F[n] = F[n-1] + F[n-2]",)),
    "f(x) = x1 + ... + xn": ("write all terms", ()),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_meaning_here_is_refused_with_what_has(text: str) -> None:
    """Each text was once read as something that nobody meant, or refused without a way on."""
    message, suggestions = REFUSED[text]
    with pytest.raises(InputError) as refused:
        read_operator(text)
    assert message in refused.value.message
    assert set(suggestions) <= set(refused.value.suggestions)
    for suggestion in refused.value.suggestions:
        read_operator(suggestion)


@pytest.mark.parametrize("word", ["inf", "Inf", "infinity", "np.inf", "oo", "∞"])
def test_infinity_is_no_parameter_of_an_integral(word: str) -> None:
    """Taken for one, the running integral was NOT TIME-INVARIANT: it starts at no time."""
    found = read_operator(f"Integral(x(s), (s, -{word}, t))")
    assert isinstance(found, FunctionOperator)
    assert found.subject == read_operator("Integral(x(s), (s, -oo, t))").subject  # type: ignore[union-attr]
    assert found.subject.parameters == ()


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("y[n] = sum_{k=0}^{n} x[k]", r"y[n] = \sum_{k=0}^{n} x[k]"),
        ("y[n] = Σ_{k=0}^{3} x[n-k]", r"y[n] = \sum_{k=0}^{3} x[n-k]"),
        ("y(t) = int_{0}^{t} x(s) ds", r"y(t) = \int_{0}^{t} x(s) ds"),
    ],
)
def test_a_large_sign_may_be_spelled(text: str, same: str) -> None:
    """Who has no backslash at hand leaves it out."""
    found, meant = read_operator(text), read_operator(same)
    assert isinstance(found, FunctionOperator)
    assert isinstance(meant, FunctionOperator)
    assert found.subject == meant.subject


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("leaky relu", "leaky_relu"),
        ("Hard swish", "hard_swish"),
        ("f(x; X) = x + X", "f(x; X) = X + x"),
        ("f(x, y) = <x, y>", "f(x, y) = (x, y)"),
        ("f(x) = X*x", "f(x; X) = x*X"),
    ],
)
def test_what_has_one_meaning_is_read(text: str, same: str) -> None:
    """Refusals stop where nobody could mean anything else."""
    found, meant = read_operator(text), read_operator(same)
    assert isinstance(found, Operator)
    assert isinstance(meant, Operator)
    assert found.inputs == meant.inputs
    assert set(variables(*found.outputs)) == set(variables(*meant.outputs))
