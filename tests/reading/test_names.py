"""Names of other libraries: what they stand for, their defaults, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from symlin.catalog import index as catalog
from symlin.catalog.aliases import FAMILIES
from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator

SAME = [
    ("ReLU", "relu"),
    ("nn.ReLU", "relu"),
    ("nn.ReLU()", "relu(x)"),
    ("nn.ReLU(inplace=True)", "relu(x)"),
    ("torch.nn.functional.relu(x)", "relu(x)"),
    ("F.relu(x) - F.relu(-x)", "relu(x) - relu(-x)"),
    ("tf.nn.relu", "relu"),
    ("tf.keras.activations.relu(2*x)", "relu(2*x)"),
    ("Relu(x)", "relu(x)"),
    ("ramp(x)", "relu(x)"),
    ("swish", "silu"),
    ("jax.nn.swish(x)", "silu(x)"),
    ("sgn(x)", "sign(x)"),
    ("np.maximum(x, 0)", "maximum(x, 0)"),
    ("np.fmax(x1, x2)", "maximum(x1, x2)"),
    ("LeakyReLU", "leaky_relu"),
    ("LeakyReLU(x, 1/7)", "leaky_relu(x, 1/7)"),
    ("LeakyReLU(x)", "leaky_relu(x)"),
    ("LeakyReLU(0.1)", "leaky_relu(x, 1/10)"),
    ("nn.LeakyReLU(negative_slope=a)", "leaky_relu(x, a)"),
    ("nn.LeakyReLU()", "leaky_relu(x, 1/100)"),
    ("F.leaky_relu(x)", "leaky_relu(x, 1/100)"),
    ("jax.nn.leaky_relu(x)", "leaky_relu(x, 1/100)"),
    ("tf.nn.leaky_relu(x)", "leaky_relu(x, 1/5)"),
    ("keras.activations.leaky_relu(x)", "leaky_relu(x, 1/5)"),
    ("tf.keras.layers.LeakyReLU()", "leaky_relu(x, 3/10)"),
    ("keras.layers.LeakyReLU(alpha=0.2)", "leaky_relu(x, 1/5)"),
    ("nn.ELU()", "elu(x, 1)"),
    ("nn.Hardshrink()", "hardshrink(x, 1/2)"),
    ("nn.Softplus()", "softplus(x)"),
    ("nn.Softplus(2)", "log(1 + exp(2*x))/2"),
    ("nn.PReLU()", "prelu(x)"),
    ("nn.GELU()", "gelu(x)"),
    ("F.gelu(x)", "gelu(x)"),
    ("jax.nn.gelu(x)", "gelu_tanh(x)"),
    ("jax.nn.gelu", "gelu_tanh"),
    ("nn.gelu(x)", "gelu_tanh(x)"),
    ("jax.nn.gelu(x, approximate=False)", "gelu(x)"),
    ("tf.nn.gelu(x)", "gelu(x)"),
    ("keras.activations.gelu(x, approximate=True)", "gelu_tanh(x)"),
    ("np.sinc(x)", "Piecewise((sin(pi*x)/(pi*x), Ne(x, 0)), (1, True))"),
    ("np.cbrt(x)", "real_root(x, 3)"),
    ("cbrt(x)", "cbrt(x)"),
    ("np.log2(x)", "log(x, 2)"),
    ("np.arctan2(y, x)", "atan2(y, x)"),
    ("math.exp(x) + np.e*math.pi", "exp(x) + E*pi"),
    ("where(x > 0, x, 0)", "Piecewise((x, x > 0), (0, True))"),
    ("np.where(x > y, x, y)", "Piecewise((x, x > y), (y, True))"),
    ("np.remainder(x, 3)", "Mod(x, 3)"),
    ("np.heaviside(x, 1)", "Heaviside(x, 1)"),
    ("Sin(x)", "sin(x)"),
    ("expit(x)", "sigmoid(x)"),
    ("nn.Dropout(0.5)", "identity(x)"),
    ("clip(x, -1, 1)", "clamp(x, -1, 1)"),
    ("clip(x, c)", "Min(Max(x, -c), c)"),
    ("np.clip(x, -1, 1)", "clamp(x, -1, 1)"),
    ("np.clip(x, a_min=-1, a_max=1)", "clamp(x, -1, 1)"),
    ("clamp(x, min=0)", "Max(x, 0)"),
    ("torch.clamp(x, max=6)", "Min(x, 6)"),
    ("jax.lax.clamp(-1, x, 1)", "clamp(x, -1, 1)"),
    ("tf.clip_by_value(x, -1, 1)", "clamp(x, -1, 1)"),
    ("nn.Hardtanh()", "clamp(x, -1, 1)"),
    ("nn.Hardtanh(-2, 2)", "clamp(x, -2, 2)"),
    ("nn.ReLU6()", "relu6(x)"),
    ("nn.RReLU()", "leaky_relu(x, 11/48)"),
    ("nn.CELU()", "celu(x, 1)"),
    ("nn.Threshold(1/10, 20)", "threshold(x, 1/10, 20)"),
    ("torch.frac(x)", "x - trunc(x)"),
    ("frac(x)", "x - floor(x)"),
    ("np.fix(x)", "trunc(x)"),
    ("np.fmod(x, 3)", "x - 3*trunc(x/3)"),
    ("np.rint(x)", "round(x)"),
    ("np.round(x)", "round(x)"),
    ("quantize(x, 1/8)", "quantise(x, 1/8)"),
    ("norm(x, y, z)", "l2_norm(x, y, z)"),
    ("norm(x, y)", "sqrt(x**2 + y**2)"),
    ("mean(x1, x2, x3, x4)", "(x1 + x2 + x3 + x4)/4"),
    ("sum(x1, 2*x2)", "x1 + 2*x2"),
    ("cumsum(x1, x2)", "[x1, x1 + x2]"),
]


def is_same(one: Operator, other: Operator) -> bool:
    return (one.inputs, one.parameters, one.outputs) == (
        other.inputs,
        other.parameters,
        other.outputs,
    )


@pytest.mark.parametrize(("text", "meaning"), SAME)
def test_a_name_of_another_library_is_read(text: str, meaning: str) -> None:
    assert is_same(parse_operator(text), parse_operator(meaning))


@pytest.mark.parametrize(
    ("text", "meaning", "shape"),
    [
        ("AvgPool2d(2)", "avg_pool2d(2)", (4, 4)),
        ("MaxPool2d(2, stride=1)", "max_pool2d(2, stride=1)", (4, 4)),
        ("nn.MaxPool2d(kernel_size=3, stride=2, padding=1)", "max_pool2d(3, 2, 1)", (5, 5)),
        ("nn.MaxPool2d(2)", "max_pool2d(2)", (4, 4)),
        ("keras.layers.MaxPooling2D()", "max_pool2d(2)", (4, 4)),
        ("Conv1d([1, 2]) >> ReLU", "conv1d([1, 2]) >> relu", (4,)),
        ("Linear([[1, 2]], bias=[3])", "dense([[1, 2]], bias=[3])", (2,)),
        ("nn.Flatten() >> LeakyReLU(0.1)", "flatten >> leaky_relu(1/10)", (2, 2)),
        ("F.relu >> nn.Softplus()", "relu >> softplus", (2,)),
        ("median(x)", "median", (7,)),
        ("np.median", "median", (7,)),
        ("np.mean(x)", "mean", (2, 3)),
        ("np.mean(x, axis=0)", "mean(axis=0)", (2, 3)),
        ("torch.mean(x, 1)", "mean(axis=1)", (2, 3)),
        ("np.var", "variance", (4,)),
        ("torch.var", "sample_variance", (4,)),
        ("np.var(x, ddof=1)", "sample_variance", (4,)),
        ("np.cumsum(x, 0)", "cumsum(axis=0)", (2, 3)),
        ("tf.cumsum(x)", "cumsum(axis=0)", (2, 3)),
        ("nn.Softmax(dim=0)", "softmax(axis=0)", (2, 3)),
        ("jax.nn.softmax", "softmax", (2, 3)),
        ("np.linalg.norm", "l2_norm", (3,)),
        ("relu >> nn.Dropout(0.5) >> abs", "relu >> identity >> abs", (2,)),
    ],
)
def test_a_layer_of_another_library_is_read(
    text: str, meaning: str, shape: tuple[int, ...]
) -> None:
    assert is_same(parse_operator(text, shape=shape), parse_operator(meaning, shape=shape))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("np.max(x, 0)", "write maximum"),
        ("torch.max(x, 0)", "write maximum"),
        ("tf.keras.activations.hard_sigmoid(x)", "in Keras 2"),
        ("nn.Linear(2, 2)", "write the weights"),
        ("nn.ReLU(x)", r"makes a layer: at a value, write relu\(x\)"),
        ("nn.LeakyReLU(x, 1)", "makes a layer"),
        ("1 + nn.ReLU()", "makes a layer"),
        ("LeakyReLU()", r"write leaky_relu\(x, 1/100\) or leaky_relu\(x, 3/10\)"),
        ("nn.MaxPool2d(2, ceil_mode=3)", "ceil_mode"),
        ("nn.LeakyReLU(slope=3)", "there is no argument 'slope'"),
        ("nn.LeakyReLU(1, negative_slope=3)", "given twice"),
        ("F.leaky_relu()", "the argument 'x' is missing"),
        ("F.leaky_relu(x, 1, False, 4)", "4 arguments are too many"),
        ("np.relu(x)", "no operator 'np.relu'"),
        ("np.sinn(x)", r"did you mean np\.sin\?"),
        ("np.sin + x", r"np\.sin is no number"),
        ("np.inf*x", "is no number"),
        ("x.T", "give the size of x"),
        ("foo.bar(x)", "attributes"),
        ("relu >> np.sin", "is no layer"),
        ("F.relu(2*x) >> abs", "the input is the tensor x"),
        ("abs >> np.mean(2*x)", "the input is the tensor x"),
        ("abs >> torch.std", "divides by n - 1"),
        ("abs >> np.cumsum", "lays the tensor flat"),
        ("mean(x)", "of several numbers"),
    ],
)
def test_what_has_no_one_meaning_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_operator(text, shape=(2,) if ">>" in text else None)


@pytest.mark.parametrize("text", ["trace(A)", "dot(a, x)", "cross(a, x)", "frob(x)"])
def test_nothing_is_suggested_that_only_looks_alike(text: str) -> None:
    """trace is not frac, and dot is not cot: a hint of another kind leads astray."""
    with pytest.raises(InputError) as caught:
        parse_operator(text)
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize("name", ["swish", "expit", "ReLU", "logistic", "round", "mean", "std"])
def test_a_name_in_the_middle_of_a_formula_stays_a_symbol(name: str) -> None:
    """Old texts keep their meaning: only the catalog's own names are taken."""
    assert parse_operator(f"{name}*x").parameters == (name,)


def test_an_input_is_never_taken_for_a_setting() -> None:
    """nn.LeakyReLU(w) of the input w would be another function than w itself is put into."""
    with pytest.raises(InputError, match="makes a layer"):
        parse_operator("nn.LeakyReLU(w)", inputs=["w"])
    assert parse_operator("ReLU(w)", inputs=["w"]).inputs == ("w",)


def test_a_name_of_a_library_stands_in_one_file_alone() -> None:
    """Which of two files comes first must not decide what jax.nn.gelu is."""
    owners: dict[str, set[str]] = {}
    for definition in catalog.all_definitions():
        for alias in definition.aliases:
            for name in alias.names.split():
                owners.setdefault(name.replace("_", "").lower(), set()).add(definition.name)
    assert {name: files for name, files in owners.items() if len(files) > 1} == {}


def test_the_libraries_of_the_tables_can_be_written() -> None:
    """A prefix that no text can have would be a row that is never read."""
    known = {family for families in FAMILIES.values() for family in families}
    used = {where for aliases in catalog.spelled().values() for where, _ in aliases}
    assert used - {""} <= known


def test_a_known_name_loads_no_other_file() -> None:
    """`symlin check relu` would wait for the whole catalog."""
    code = """
import sys
from symlin.reading.parse import parse_operator
parse_operator("relu"); parse_operator("relu(w*x) - leaky_relu(x, 1/2)"); parse_operator("k*x + 1")
print(*(name for name in sys.modules if name.startswith("symlin.catalog.operators.")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert set(done.stdout.split()) == {
        "symlin.catalog.operators.relu",
        "symlin.catalog.operators.leaky_relu",
    }


def test_the_catalog_in_json_says_what_others_call_it() -> None:
    command = [sys.executable, "-m", "symlin", "list", "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    rows = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert "nn.LeakyReLU(negative_slope=1/100)" in rows["leaky_relu"]["elsewhere"]
