"""Formulas of one variable, entry by entry."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers.softmax import exponentials
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import left_out
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import MINUS_INFINITY, NO_VALUE, Known, Tensor, Value
from symlin.reading.networks.packages import np

CATALOG = {
    "Relu": "relu",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Softplus": "softplus",
    "Softsign": "softsign",
    "HardSwish": "hard_swish",
    "Mish": "mish",
    "Round": "round",
}
"""Operators without attributes that are entries of the catalog."""

FORMULAS = {
    "Exp": "exp(x)",
    "Log": "log(x)",
    "Sqrt": "sqrt(x)",
    "Reciprocal": "1/x",
    "Erf": "erf(x)",
    "Abs": "Abs(x)",
    "Sign": "Piecewise((1, x > 0), (-1, x < 0), (0, True))",
    "Floor": "floor(x)",
    "Ceil": "ceiling(x)",
    **{
        name.capitalize(): f"{name}(x)"
        for name in [
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "asinh",
            "acosh",
            "atanh",
        ]
    },
}
"""Operators that are functions of the language."""


@operator(*CATALOG)
def _of_catalog(call: Call) -> Value:
    return _mapped(call, elementwise(CATALOG[call.name]))


@operator(*FORMULAS)
def _of_language(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Known) and value.type.kind in "iu" and call.name in ("Abs", "Sign"):
        return Known(np.abs(value.array) if call.name == "Abs" else np.sign(value.array))
    if isinstance(value, Tensor) and value.masked is not None and call.name == "Exp":
        gone = left_out(call, value)  # exp of minus infinity is 0
        return call.result(exponentials(call.builder, value.ref, gone))
    return _mapped(call, formula(FORMULAS[call.name]))


def _mapped(call: Call, term: k.Term) -> Value:
    return call.result(call.builder.map(call.ref(0), term))


# ---- with attributes, which are float32 numbers ----


@operator("LeakyRelu")
def _leaky_relu(call: Call) -> Value:
    return _mapped(call, elementwise("leaky_relu", alpha=call.exact("alpha")))


@operator("Elu")
def _elu(call: Call) -> Value:
    return _mapped(call, elementwise("elu", alpha=call.exact("alpha")))


@operator("Celu")
def _celu(call: Call) -> Value:
    return _mapped(call, elementwise("celu", alpha=call.exact("alpha")))


@operator("Selu")
def _selu(call: Call) -> Value:
    text = "Piecewise((gamma*x, x > 0), (gamma*alpha*(exp(x) - 1), True))"
    return _mapped(call, formula(text, alpha=call.exact("alpha"), gamma=call.exact("gamma")))


@operator("ThresholdedRelu")
def _thresholded(call: Call) -> Value:
    return _mapped(call, elementwise("threshold", theta=call.exact("alpha"), v=0))


@operator("HardSigmoid")
def _hard_sigmoid(call: Call) -> Value:
    text = "Max(0, Min(1, a*x + b))"
    return _mapped(call, formula(text, a=call.exact("alpha"), b=call.exact("beta")))


@operator("Shrink")
def _shrink(call: Call) -> Value:
    text = "Piecewise((x + b, x < -c), (x - b, x > c), (0, True))"
    return _mapped(call, formula(text, b=call.exact("bias"), c=call.exact("lambd")))


@operator("Gelu")
def _gelu(call: Call) -> Value:
    name = {"none": "gelu", "tanh": "gelu_tanh"}.get(call.attribute("approximate"))
    if name is None:
        call.wrong(f"there is no approximation {call.attribute('approximate')!r}")
    return _mapped(call, elementwise(name))


@operator("Swish")
def _swish(call: Call) -> Value:
    return _mapped(call, formula("x/(1 + exp(-a*x))", a=call.exact("alpha")))


# ---- numbers that a tensor of real numbers never holds ----


@operator("IsNaN", "IsInf")
def _is_no_number(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Known):
        return Known(np.isnan(value.array) if call.name == "IsNaN" else np.isinf(value.array))
    if not isinstance(value, Tensor) or value.masked is None:
        return Known(np.zeros(value.shape, dtype=bool))
    if call.name == "IsNaN":
        return Known(value.masked == NO_VALUE)
    asked = bool(call.attribute("detect_negative", 1))
    return Known((value.masked == MINUS_INFINITY) & asked)
