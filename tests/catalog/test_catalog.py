"""Every entry keeps its promises, and a file that breaks a rule is found out."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import sympy

from symlin.catalog import index as catalog
from symlin.catalog import operators
from symlin.catalog.definition import Definition
from symlin.catalog.index import CatalogError
from symlin.catalog.layers.floats import number
from symlin.errors import InputError
from symlin.kernel.term import const, var
from symlin.reading.models import formulas
from symlin.reading.parse import parse_operator

POINTS = (0.0, 1.0, -1.0, 0.5, 0.25, -0.75, 3.0, -3.0, 6.5, -8.0, 8.0)
FEW = (0.0, 1.0, -1.0, 2.5)
PARAMETERS = (1.0, 0.0, 2.0, -0.5)
HOLDS: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "affine": {"*": {"w": 2, "b": 0}},
    "batch_norm": {"*": {"g": 2, "b": 3, "mu": 3, "s": 3, "e": 1}},
    "clamp": {"*": {"lo": 0, "hi": 0}},
    "clip": {"*": {"c": 0}},
    "dense": {"*": {"w11": 1, "w12": 2, "w21": 3, "w22": 4, "b1": 0, "b2": 0}},
    "elu": {"*": {"alpha": 0}},
    "hardshrink": {"*": {"lam": 0}},
    "leaky_relu": {"*": {"alpha": 1}},
    "logistic_regression": {"affine": {"w1": 0, "w2": 0, "b": 1}},
    "prelu": {"*": {"a": 1}},
    "softshrink": {"*": {"lam": 0}},
    "threshold": {"positive_homogeneity": {"theta": 0, "v": 0}},
}
"""For each conditional claim ("*": all of them), parameters for which the law holds."""

ENTRIES = catalog.all_definitions()
FORMULAS = [d for d in ENTRIES if d.expression]
SYMPY = {
    name: getattr(sympy, name)
    for name in (
        *("Abs", "Max", "Min", "Piecewise", "ceiling", "erf", "exp", "floor", "log", "pi", "sqrt"),
        "tanh",
    )
}
entry = pytest.mark.parametrize("definition", ENTRIES, ids=lambda d: d.name)
NUMBERS = [d for d in ENTRIES if not d.is_about_functions and "linear_over_reals" not in d.claim]
"""Those whose claims are about real inputs."""
formula = pytest.mark.parametrize("definition", FORMULAS, ids=lambda d: d.name)


def settings(definition: Definition) -> list[dict[str, float]]:
    """A few values of the parameters that the assumptions allow."""
    names = tuple(definition.parameters)
    found = []
    for values in product(PARAMETERS, repeat=len(names)):
        at = dict(zip(names, values, strict=True))
        texts = filter(None, definition.parameters.values())
        if all(eval(text, {}, at) for text in texts):
            found.append(at)
    return found[:: max(1, len(found) // 12)]


def grid(names: Sequence[str]) -> list[dict[str, float]]:
    values = POINTS if len(names) == 1 else FEW
    return [dict(zip(names, at, strict=True)) for at in product(values, repeat=len(names))]


@formula
def test_the_exact_term_agrees_with_the_reference(definition: Definition) -> None:
    operator = parse_operator(definition.name)
    assert operator.inputs == definition.inputs
    assert operator.parameters == tuple(definition.parameters)
    assert definition.reference is not None
    for parameters in settings(definition):
        for point in grid(definition.inputs):
            at = {**parameters, **point}
            expected = [number(output, at) for output in operator.outputs]
            assert definition.reference(at) == pytest.approx(
                expected, rel=1e-12, abs=1e-12, nan_ok=True
            )


@formula
def test_sympy_reads_the_expression_in_the_same_way(definition: Definition) -> None:
    """The reference and SymPy never meet symlin's parser, so they catch a misreading."""
    assert definition.reference is not None
    names = (*definition.inputs, *definition.parameters)
    symbols = {name: sympy.Symbol(name, real=True) for name in names}
    read = eval(definition.expression, {"__builtins__": {}, "True": True}, {**SYMPY, **symbols})
    outputs = read if isinstance(read, list) else [read]
    for parameters in settings(definition)[:4]:
        for point in grid(definition.inputs)[:10]:
            at = {**parameters, **point}
            exact = {symbols[name]: sympy.Rational(Fraction(value)) for name, value in at.items()}
            values = [sympy.sympify(output).subs(exact) for output in outputs]
            expected = [float(v) if v.is_real and v.is_finite else math.nan for v in values]
            assert definition.reference(at) == pytest.approx(
                expected, rel=1e-12, abs=1e-12, nan_ok=True
            )


@formula
def test_references_neither_overflow_nor_raise(definition: Definition) -> None:
    assert definition.reference is not None
    for parameters in settings(definition):
        for extreme in (1e4, -1e4, 1e-300, 0.0):
            at = {**parameters, **dict.fromkeys(definition.inputs, extreme)}
            assert len(definition.reference(at)) >= 1


Vector = Sequence[float]


def combine(a: float, x: Vector, b: float, y: Vector) -> list[float]:
    return [a * p + b * q for p, q in zip(x, y, strict=True)]


def violated(law: str, f: Callable[[Vector], Vector], x: Vector, y: Vector) -> bool:
    """Whether the law fails at these points, by more than rounding."""
    pairs: list[tuple[Vector, Vector]] = []
    if law in ("additivity", "linear"):
        pairs.append((f(combine(1, x, 1, y)), combine(1, f(x), 1, f(y))))
    if law in ("homogeneity", "linear", "positive_homogeneity", "odd"):
        factors = {"odd": [-1.0], "positive_homogeneity": [0.0, 2.0, 0.5]}.get(law, [0, -1, 2])
        pairs += [(f([k * p for p in x]), [k * q for q in f(x)]) for k in factors]
    if law == "affine":
        pairs.append((f(combine(0.5, x, 0.5, y)), combine(0.5, f(x), 0.5, f(y))))
    return any(
        abs(left - right) > 1e-9 * max(1.0, abs(left), abs(right))
        for lhs, rhs in pairs
        for left, right in zip(lhs, rhs, strict=True)
    )


def pairs_of_points(count: int) -> list[tuple[Vector, Vector]]:
    """Pairs of small points with `count` coordinates."""
    if count == 1:
        return [((a,), (b,)) for a, b in product(POINTS, repeat=2)]
    vectors = [[float((k * (i + 2) + i * i) % 7 - 3) / 2 for i in range(count)] for k in range(7)]
    vectors += [[float(i == k) for i in range(count)] for k in range(min(count, 4))]
    vectors += [[0.0] * count, [1.0] * count]
    return [(a, b) for a, b in product(vectors, repeat=2)]


@pytest.mark.parametrize("definition", NUMBERS, ids=lambda d: d.name)
def test_the_claims_survive_numbers(definition: Definition) -> None:
    """A claim feeds the pages, so it must be right before anything is proved."""
    operator = parse_operator(definition.name)
    samples = pairs_of_points(len(operator.inputs))
    free = [{name: 1.5 - k for k, name in enumerate(operator.parameters)}]
    if definition.parameters:
        free = settings(definition)

    def fails(law: str, parameters: Mapping[str, float]) -> bool:
        def f(x: Vector) -> Vector:
            assert operator.reference is not None
            at = {**parameters, **dict(zip(operator.inputs, x, strict=True))}
            try:
                return operator.reference(at)
            except ZeroDivisionError:  # no value there, as of an inverse
                return [math.nan] * len(operator.outputs)

        return any(violated(law, f, x, y) for x, y in samples)

    for law, status in definition.claim.items():
        failures = [fails(law, parameters) for parameters in free]
        if status == "proved":
            assert not any(failures), law
        elif status == "refuted":
            assert all(failures), law
        else:
            known = HOLDS[definition.name]
            assert any(failures), law
            assert not fails(law, known.get(law, known.get("*", {}))), law


@entry
def test_an_example_stands_for_a_layer(definition: Definition) -> None:
    if not definition.expression and not definition.text:
        operator = parse_operator(definition.name)
        assert operator.shape_in == definition.example_shape
        assert definition.example.startswith(definition.name)


@entry
def test_an_entry_says_what_it_is(definition: Definition) -> None:
    introduction = catalog.introduction(definition.name)
    assert "linear" in introduction
    assert introduction.count(".") >= 2
    assert definition.summary.endswith(".")
    path = Path(operators.__file__).parent / f"{definition.name}.py"
    assert len(path.read_text().splitlines()) <= 80


@pytest.mark.parametrize("definition", [d for d in ENTRIES if d.entries], ids=lambda d: d.name)
@pytest.mark.parametrize("count", [2, 3, 4, 7])
def test_an_entry_of_any_size_agrees_with_its_reference(definition: Definition, count: int) -> None:
    """For as many entries as its own formula has, the formula has said it already."""
    layer = formulas.layer(definition)
    names = [f"x{k}" for k in range(1, count + 1)]
    terms = layer.apply([var(name) for name in names], (count,))
    assert math.prod(layer.shape((count,))) == len(terms)
    settings = dict.fromkeys(layer.parameters, 0.5)
    for start in range(12):
        values = [float((start * k * k + 5 * k + start) % 11 - 5) / 2 for k in range(count)]
        at = {**settings, **dict(zip(names, values, strict=True))}
        expected = [number(term, at) for term in terms]
        found = layer.evaluate(values, (count,), settings)
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)
        plain = dict(zip(definition.parameters, settings.values(), strict=True))
        assert definition.reference is not None
        assert list(definition.reference({**plain, **at})) == pytest.approx(list(found))


@pytest.mark.parametrize(
    ("name", "oracle"),
    [
        ("softmax", lambda a, axis: np.exp(a) / np.exp(a).sum(axis=axis, keepdims=True)),
        ("cumsum", lambda a, axis: np.cumsum(a, axis=axis)),
        ("sort", lambda a, axis: np.sort(a, axis=axis)),
        ("mean", lambda a, axis: np.mean(a, axis=axis)),
        ("sum", lambda a, axis: np.sum(a, axis=axis)),
        ("median", lambda a, axis: np.median(a, axis=axis)),
        ("variance", lambda a, axis: np.var(a, axis=axis)),
        ("sample_variance", lambda a, axis: np.var(a, axis=axis, ddof=1)),
        ("std", lambda a, axis: np.std(a, axis=axis)),
        ("l2_norm", lambda a, axis: np.linalg.norm(a, axis=axis)),
        ("l1_norm", lambda a, axis: np.linalg.norm(a, 1, axis=axis)),
        ("log_sum_exp", lambda a, axis: np.log(np.exp(a).sum(axis=axis))),
    ],
)
@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2])
def test_an_axis_is_numpys(name: str, axis: int, oracle: Callable[..., np.ndarray]) -> None:
    """Which entries belong together is where a layer goes wrong without anybody noticing."""
    shape = (2, 3, 4)
    values = np.random.default_rng(7).integers(-8, 9, shape) / 4
    layer = formulas.layer(catalog.find(name), (), {"axis": const(axis)})
    expected = oracle(values, axis)
    assert layer.shape(shape) == expected.shape
    names = [f"e{k}" for k in range(values.size)]
    at = dict(zip(names, values.ravel().tolist(), strict=True))
    terms = layer.apply([var(entry) for entry in names], shape)
    assert [number(term, at) for term in terms] == pytest.approx(expected.ravel().tolist())
    floats = layer.evaluate(values.ravel().tolist(), shape, {})
    assert floats == pytest.approx(expected.ravel().tolist())


def test_the_catalog_has_what_people_ask_about() -> None:
    wanted = """identity affine relu leaky_relu prelu elu selu sigmoid tanh softplus silu gelu
    gelu_tanh abs sign step square hardtanh relu6 softshrink hardshrink maximum minimum average
    median3 max_pool1d max_pool2d avg_pool1d avg_pool2d sum_pool1d conv1d conv2d dense
    logistic_regression softmax l2_norm"""
    assert set(wanted.split()) <= set(catalog.names())


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"no operator 'rleu'; did you mean relu\?"):
        catalog.find("rleu")
    with pytest.raises(InputError, match=r"no operator 'qqqqqq'$"):
        catalog.find("qqqqqq")


def test_listing_the_catalog_imports_neither_sympy_nor_numpy() -> None:
    code = """
import sys
from symlin.catalog import index as catalog
catalog.names()
catalog.all_definitions()
assert not {"sympy", "numpy", "z3", "hypothesis"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


GOOD = '''"""It is linear."""
from symlin.catalog.definition import Definition, laws
OPERATOR = Definition(name={name!r}, family="elementary", signature="f(x)", inputs=("x",),
    expression="x", reference=lambda at: [at["x"]], claim={claim}, summary="It is.",
    references=("A book.",))
'''
PROVED = 'laws("proved")'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"""Nothing."""\n', "exactly one Definition"),
        (GOOD.format(name="other", claim=PROVED), "called 'other', the file 'one'"),
        (GOOD.format(name="one", claim=PROVED), None),
        (
            GOOD.format(name="one", claim=PROVED).replace("OPERATOR", "Operator"),
            "exactly one Definition",
        ),
        (
            GOOD.format(name="one", claim=PROVED)
            + "import dataclasses\nSECOND = dataclasses.replace(OPERATOR, summary='Two.')\n",
            "exactly one Definition",
        ),
        (GOOD.format(name="one", claim="{}"), "claim must give each of additivity"),
        (GOOD.format(name="one", claim='laws("true")'), "claim must give each of additivity"),
        (GOOD.format(name="one", claim=PROVED).replace('"""It is linear."""', ""), "docstring"),
        (GOOD.format(name="one", claim=PROVED).replace('"A book.",', ""), "references"),
        (
            GOOD.format(name="one", claim=PROVED).replace('reference=lambda at: [at["x"]],', ""),
            "independent reference",
        ),
        (
            GOOD.format(name="one", claim=PROVED).replace('inputs=("x",),', ""),
            "an expression needs inputs",
        ),
        (
            GOOD.format(name="one", claim=PROVED).replace('expression="x",', ""),
            "neither an expression nor a layer nor a text",
        ),
    ],
)
def test_a_file_that_breaks_a_rule_fails_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str | None
) -> None:
    package = tmp_path / "sample_operators"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    catalog.load.cache_clear()
    for name in [n for n in sys.modules if n.startswith("sample_operators")]:
        monkeypatch.delitem(sys.modules, name)
    if message is None:
        assert catalog.load("one", "sample_operators").name == "one"
        return
    with pytest.raises(CatalogError, match=r"one\.py: .*" + message):
        catalog.load("one", "sample_operators")


def test_a_law_that_does_not_exist_is_refused() -> None:
    from symlin.catalog.definition import laws

    with pytest.raises(ValueError, match="not a law: oddness"):
        laws("refuted", oddness="proved")
