"""Exact identities over the reals: texts that equal u, or 0, wherever they have a value.

{u} and {v} stand for any real subexpressions, {c} for a positive number, {k} for a whole number,
{q} for any number but 0, {w} for whatever a branch that is never taken may hold.
"""

from __future__ import annotations

PIECEWISE_LINEAR = {
    "relu - relu": "relu({u}) - relu(-{u})",
    "max + min": "Max({u}, 0) + Min({u}, 0)",
    "max + min of two": "Max({u}, {v}) + Min({u}, {v}) - {v}",
    "max + min of three": (
        "Max({u}, {v}, {q}) + Min({u}, {v}, {q}) + median3({u}, {v}, {q}) - {v} - ({q})"
    ),
    "abs - 2 relu": "2*relu({u}) - Abs({u})",
    "abs - relu of -": "Abs({u}) - 2*relu(-{u})",
    "abs by pieces": "Piecewise((Abs({u}), {u} >= 0), (-Abs({u}), True))",
    "sign abs": "sign({u})*Abs({u})",
    "steps": "{u}*Heaviside({u}) + {u}*Heaviside(-{u})",
    "steps at 0": "Heaviside({u}, 0)*{u} + Heaviside(-{u}, 0)*{u}",
    "clip + shrink": "clip({u}, {c}) + softshrink({u}, {c})",
    "clip + relus": "Min(Max({u}, -{c}), {c}) + relu({u} - {c}) - relu(-{u} - {c})",
    "shrink + rest": ("hardshrink({u}, {c}) + Piecewise((0, Abs({u}) > {c}), ({u}, True))"),
    "leaky odd part": "(leaky_relu({u}, {c}) - leaky_relu(-{u}, {c}))/(1 + {c})",
    "prelu": "prelu({u}, -1) - 2*relu(-{u})",
    "nested relu": "relu(relu({u})) - relu(relu(-{u}))",
    "relu of shifted relu": "relu(relu({u}) - {c}) - relu({u} - {c}) + {u}",
    "relu of x + relu": "relu({u} + relu({u})) - relu({u}) - relu(-{u})",
    "abs of abs": "Abs(Abs({u})) - 2*Max(-{u}, 0)",
    "abs of abs - c": "Abs(Abs({u}) - {c}) - Abs({u}) - 2*relu({c} - Abs({u})) + {c} + {u}",
    "max absorbs": "Max({u}, Min({u}, {v}))",
    "min absorbs": "Min({u}, Max({u}, {v}))",
    "min distributes": "Min({u}, Max({v}, {q})) - Max(Min({u}, {v}), Min({u}, {q})) + {u}",
    "root of square": "sqrt({u}**2) - 2*relu(-{u})",
    "sign root of square": "sign({u})*sqrt({u}**2)",
    "kink repaired": "Piecewise(({u}, {u} < {q}), ({q} + Abs({u} - {q}), True))",
    "relu by slope": "relu({c}*{u})/{c} - relu(-{u})",
    "hat in three": ("relu({u} - 1) - 2*relu({u}) + relu({u} + 1) - Max(0, 1 - Abs({u})) + {u}"),
    "relu6": "relu6({u}) + relu({u} - 6) - relu(-{u})",
    "hardtanh": "hardtanh({u}) + relu({u} - 1) - relu(-{u} - 1)",
    "median of evenly spaced": "median3({u}, {v}, 2*{u} - {v})",
    "three of sorted": "Max({u}, {v}) - relu({u} - {v}) - {v} + {u}",
    "nested piecewise": (
        "Piecewise((Piecewise(({u}, {u} > {c}), (relu({u}), True)), {u} > 0), ({u}, True))"
    ),
}
"""u, by hinges, maxima and pieces that cancel."""

JUMPS = {
    "point that agrees": "Piecewise(({u}, Ne({u}, {q})), ({q}, True))",
    "point that agrees, Eq": "Piecewise(({q}, Eq({u}, {q})), ({u}, True))",
    "root that agrees": "Piecewise((sqrt(2), Eq({u}, sqrt(2))), ({u}, True))",
    "root that agrees, squared": "Piecewise((2/{u}, Eq({u}**2, 2)), ({u}, True))",
    "square that agrees": "Piecewise(({u}**2/{q}, Eq({u}, {q})), ({u}, True))",
    "floor + frac": "floor({u}) + frac({u})",
    "floor - ceiling": "floor({u}) + ceiling(-{u}) + {u}",
    "floor of whole shift": "floor({u} + {k}) - floor({u}) - {k} + {u}",
    "floor of half": "floor(2*{u}) - floor({u}) - floor({u} + 1/2) + {u}",
    "mod": "floor({u}) + Mod({u}, 1)",
    "mod c": "{k}*floor({u}/{k}) + Mod({u}, {k})",
    "sign + sign": "sign({u}) + sign(-{u}) + {u}",
    "sign squared": "{u}*sign({u})**2",
    "step + step": "{u}*(Heaviside({u}, 1) + Heaviside(-{u}, 0))",
    "heaviside as sign": "{u}*(2*Heaviside({u}) - 1) - Abs({u}) + {u}",
    "jumps cancel": (
        "Piecewise(({u} + {c}, {u} > {q}), ({u}, True)) - {c}*Piecewise((1, {u} > {q}), (0, True))"
    ),
    "floor of floor": "floor(floor({u}) + {c}) - floor({u}) - floor({c}) + {u}",
    "step of step": "Heaviside(Heaviside({u}, 1), 0)*{u} + (1 - Heaviside({u}, 1))*{u}",
}
"""u, by jumps that cancel or points that agree."""

NEVER = {
    "square < 0": "Piecewise(({w}, {u}**2 < 0), ({u}, True))",
    "abs < -1": "Piecewise(({w}, Abs({v}) < -1), ({u}, True))",
    "both ways": "Piecewise(({w}, And({u} > {q}, {u} < {q} - {c})), ({u}, True))",
    "mean inequality": "Piecewise(({w}, {u}**2 + {v}**2 < 2*{u}*{v}), ({u}, True))",
    "mean inequality, products": "Piecewise(({w}, {u}*{v} > {u}**2 + {v}**2), ({u}, True))",
    "quartic": "Piecewise(({w}, {u}**4 + {c} <= 0), ({u}, True))",
    "quartic sum": "Piecewise(({w}, {u}**4 + {v}**4 < 2*{u}**2*{v}**2), ({u}, True))",
    "discriminant": "Piecewise(({w}, {u}**2 + {u} + 1 <= 0), ({u}, True))",
    "exp < 0": "Piecewise(({w}, exp({v}) <= 0), ({u}, True))",
    "exp below tangent": "Piecewise(({w}, exp({v}) < 1 + {v}), ({u}, True))",
    "sin > 1": "Piecewise(({w}, sin({v}) > 2), ({u}, True))",
    "cos < -1": "Piecewise(({w}, cos({v}) < -1), ({u}, True))",
    "tanh > 1": "Piecewise(({w}, tanh({v}) > 1), ({u}, True))",
    "cosh < 1": "Piecewise(({w}, cosh({v}) < 1/2), ({u}, True))",
    "log < 0": "Piecewise(({w}, log(1 + {v}**2) < 0), ({u}, True))",
    "second of two": "Piecewise(({u}, {v} > 0), ({w}, {v} > {c}), ({u}, True))",
    "shadowed": "Piecewise(({u}, {v} >= 0), ({u}, {v} < 0), ({w}, True))",
    "max with less": "Max({u}, {u} - {c})",
    "max with u - v^2": "Max({u}, {u} - {v}**2)",
    "min with u + |v|": "Min({u}, {u} + Abs({v}))",
    "max with u - exp": "Max({u}, {u} - exp({v}))",
    "relu of square": "relu({v}**2) - {v}**2 + {u}",
    "abs of exp": "Abs(exp({v})) - exp({v}) + {u}",
    "abs of square sum": "Abs({u}**2 + {v}**2) - {u}**2 - {v}**2 + {u}",
    "relu of -exp": "relu(-exp({v})) + {u}",
    "sign of exp": "{u}*sign(exp({v}))",
    "floor < u - 1": "Piecewise(({w}, floor({u}) <= {u} - 1), ({u}, True))",
    "frac < 0": "Piecewise(({w}, frac({v}) < 0), ({u}, True))",
    "point of no return": "Piecewise(({w}, Eq({u}**2, -1)), ({u}, True))",
    "excluded middle": "Piecewise(({u}, Or({v} > {q}, {v} <= {q})), ({w}, True))",
    "not both": "Piecewise(({u}, Not(And({v} > {q}, {v} < {q}))), ({w}, True))",
    "triangle inequality": "Max({u}, {u} - Abs({u}) - Abs({v}) + Abs({u} + {v}))",
    "sum of relus": "Max({u}, {u} + relu({u} + {v}) - relu({u}) - relu({v}))",
}
"""u, with branches that are never taken."""

ALGEBRAIC = {
    "square": "(({u} + 1)**2 - {u}**2 - 1)/2",
    "cube": "(({u} + {q})**3 - {u}**3 - 3*{q}*{u}**2 - ({q})**3)/(3*({q})**2)",
    "difference of squares": "(({u} + {v})**2 - ({u} - {v})**2) - 4*{u}*{v} + {u}",
    "fifth powers": "({u} - {v})**5 + ({v} - {u})**5 + {u}",
    "product expands": "({u} + {q})*({u} - {q}) - {u}**2 + ({q})**2 + {u}",
    "rational": "({u}**3 + {u})/({u}**2 + 1)",
    "partial fractions": "{u}/(1 + {u}**2) + {u}**3/(1 + {u}**2)",
    "common factor": "{u}*({u}**2 + {v}**2 + {c})/({u}**2 + {v}**2 + {c})",
    "fractions of two": "{u}*Abs({v})/(1 + Abs({v})) + {u}/(1 + Abs({v}))",
    "softsign": "softsign({u})*(1 + Abs({u}))",
    "conjugate": "(sqrt({u}**2 + {c}) - 1)*(sqrt({u}**2 + {c}) + 1) - {u}**2 - {c} + 1 + {u}",
    "root over": "{u}**2/sqrt({u}**2 + {c}) + {c}/sqrt({u}**2 + {c}) - sqrt({u}**2 + {c}) + {u}",
    "nested roots": "sqrt({u}**4 + 2*{u}**2 + 1) - {u}**2 - 1 + {u}",
    "root of product": "sqrt(4*{u}**2 + 4) - 2*sqrt({u}**2 + 1) + {u}",
    "cube root": "real_root({u}**3, 3)",
    "inverse of inverse": "1/(1/{u})",
    "cancelled square": "{u}**2/{u}",
    "cancelled factor": "({u}**2 - ({q})**2)/({u} - ({q})) - ({q})",
    "high powers": "{u}**7/{u}**6",
    "sophie germain": (
        "{u}**4 + 4*{v}**4 - ({u}**2 + 2*{v}**2 + 2*{u}*{v})*({u}**2 + 2*{v}**2 - 2*{u}*{v}) + {u}"
    ),
    "brahmagupta": (
        "({u}**2 + {v}**2)*(1 + {c}**2) - ({u} - {c}*{v})**2 - ({c}*{u} + {v})**2 + {u}"
    ),
}
"""u, by polynomials, fractions and roots that cancel."""

EXPONENTIAL = {
    "log exp": "log(exp({u}))",
    "softplus odd part": "log(1 + exp({u})) - log(1 + exp(-{u}))",
    "softplus": "softplus({u}) - softplus(-{u})",
    "asinh sinh": "asinh(sinh({u}))",
    "sinh asinh": "sinh(asinh({u}))",
    "atanh tanh": "atanh(tanh({u}))",
    "exp asinh": "exp(asinh({u})) - sqrt({u}**2 + 1)",
    "log of product": "log(exp({u})*exp({v})) - {v}",
    "log of quotient": "log(exp({u})/exp({v})) + {v}",
    "log of cosh + sinh": "log(cosh({u}) + sinh({u}))",
    "log cosh": "log(exp(2*{u}) + 1) - log(cosh({u})) - log(2)",
    "sigmoid": "{u}*sigmoid({u}) + {u}*sigmoid(-{u})",
    "silu": "silu({u}) - silu(-{u})",
    "gelu": "gelu({u}) - gelu(-{u})",
    "gelu tanh": "gelu_tanh({u}) - gelu_tanh(-{u})",
    "log sigmoid": "log_sigmoid({u}) - log_sigmoid(-{u})",
    "tanh, sigmoid": "tanh({u}) - 2*sigmoid(2*{u}) + 1 + {u}",
    "mish": "mish({u}) - {u}*((1 + exp({u}))**2 - 1)/((1 + exp({u}))**2 + 1) + {u}",
    "cosh^2 - sinh^2": "{u}*(cosh({v})**2 - sinh({v})**2)",
    "exp of sum": "exp({u} + {v}) - exp({u})*exp({v}) + {u}",
    "exp squared": "exp({u})**2 - exp(2*{u}) + {u}",
    "tanh doubled": "tanh(2*{u}) - 2*tanh({u})/(1 + tanh({u})**2) + {u}",
    "sinh of sum": "sinh({u} + {v}) - sinh({u})*cosh({v}) - cosh({u})*sinh({v}) + {u}",
    "log sum exp": "log(exp({u}) + exp({v})) - {v} - log(1 + exp({u} - {v})) + {u}",
    "softmax": "{u}*exp({u})/(exp({u}) + exp({v})) + {u}*exp({v})/(exp({u}) + exp({v}))",
    "softmax shift": (
        "exp({u})/(exp({u}) + exp({v})) - exp({u} + {q})/(exp({u} + {q}) + exp({v} + {q})) + {u}"
    ),
    "log of square": "log((1 + {v}**2)**2) - 2*log(1 + {v}**2) + {u}",
    "log of root": "log(sqrt(1 + {u}**2)) - log(1 + {u}**2)/2 + {u}",
    "log of even power": "log({u}**2 + {v}**2 + 1) - log(2*{u}**2 + 2*{v}**2 + 2) + log(2) + {u}",
    "power of 2": "log(2**{u})/log(2)",
    "power of 10": "log(10**{u}, 10)",
    "exp of log": "exp(log(1 + {u}**2)) - {u}**2 - 1 + {u}",
    "root of exp": "log(sqrt(exp(2*{u})))",
    "elu in two": ("elu({u}, 1) + Piecewise((0, {u} > 0), ({u} - exp({u}) + 1, True))"),
    "abs of tanh": "Abs(tanh({u})) - tanh(Abs({u})) + {u}",
    "sign of sinh": "sign(sinh({u}))*Abs({u})",
    "max of exps": "log(Max(exp({u}), exp({v}))) - relu({u} - {v}) - {v} + {u}",
    "relu in exp": "exp(relu({u})) - Max(exp({u}), 1) + {u}",
    "log exp in branch": "Piecewise((log(exp({u})), {u} > {q}), ({u}, True))",
    "sech, tanh": "{u}*(sech({v})**2 + tanh({v})**2)",
    "erf odd": "erf({u}) + erf(-{u}) + {u}",
    "erf, erfc": "{u}*(erf({v}) + erfc({v}))",
    "tanh of log": "tanh(log(1 + {v}**2)) - ((1 + {v}**2)**2 - 1)/((1 + {v}**2)**2 + 1) + {u}",
}
"""u, by exponentials and logarithms."""

TRIGONOMETRIC = {
    "pythagoras": "{u}*(sin({v})**2 + cos({v})**2)",
    "sin doubled": "sin(2*{v}) - 2*sin({v})*cos({v}) + {u}",
    "sin of sum": "sin({u} + {v}) - sin({u})*cos({v}) - cos({u})*sin({v}) + {u}",
    "cos of difference": "cos({u} - {v}) - cos({u})*cos({v}) - sin({u})*sin({v}) + {u}",
    "cos doubled": "cos(2*{u}) - 1 + 2*sin({u})**2 + {u}",
    "sin tripled": "sin(3*{u}) - 3*sin({u}) + 4*sin({u})**3 + {u}",
    "power reduction": "8*cos({u})**4 - 3 - 4*cos(2*{u}) - cos(4*{u}) + {u}",
    "sum to product": "sin({u}) + sin({v}) - 2*sin(({u} + {v})/2)*cos(({u} - {v})/2) + {u}",
    "cos, sin shifted": "cos({u}) - sin({u} + pi/2) + {u}",
    "half turn": "sin({u} + pi) + sin({u}) + {u}",
    "full turn": "sin({u} + 2*{k}*pi) - sin({u}) + {u}",
    "tan": "tan({u}) - sin({u})/cos({u}) + {u}",
    "sec, tan": "{u}*(sec({v})**2 - tan({v})**2)",
    "tan atan": "tan(atan({u}))",
    "sin atan": "sin(atan({u}))*sqrt(1 + {u}**2)",
    "atan odd": "atan({u}) + atan(-{u}) + {u}",
    "atan of exps": "atan(exp({v})) + atan(exp(-{v})) - pi/2 + {u}",
    "gudermann": "asin(tanh({v})) - atan(sinh({v})) + {u}",
    "gudermann by half": "2*atan(tanh({v}/2)) - atan(sinh({v})) + {u}",
    "asin + acos": "asin(sin({v})) + acos(sin({v})) - pi/2 + {u}",
    "cos is even": "cos(Abs({v})) - cos({v}) + {u}",
    "sin of abs": "sin(Abs({v})) - sign({v})*sin({v}) + {u}",
}
"""u, by sines, cosines and arcs."""

IDENTITIES = {
    "hinges": PIECEWISE_LINEAR,
    "jumps": JUMPS,
    "never": NEVER,
    "algebra": ALGEBRAIC,
    "exp": EXPONENTIAL,
    "trig": TRIGONOMETRIC,
}

POSITIVE = {
    "exp log": "exp(log({u}))",
    "log of square": "log({u}**2) - 2*log({u}) + {u}",
    "log of power": "log({u}**3) - 3*log({u}) + {u}",
    "log of inverse": "log(1/{u}) + log({u}) + {u}",
    "log of product": "log({u}*{v}) - log({u}) - log({v}) + {u}",
    "root squared": "sqrt({u})**2",
    "product of roots": "sqrt({u})*sqrt({v}) - sqrt({u}*{v}) + {u}",
    "cube root cubed": "({u}**(1/3))**3",
    "powers": "{u}**(3/2)/{u}**(1/2)",
    "powers of powers": "({u}**(2/3))**(3/2)",
    "atan of inverse": "atan({u}) + atan(1/{u}) - pi/2 + {u}",
    "abs": "Abs({u})",
    "relu": "relu({u})",
    "sign": "{u}*sign({u})",
    "root of square": "sqrt({u}**2)",
    "max": "Max({u}, -{v})",
    "leaky": "leaky_relu({u}, {q})",
    "elu": "elu({u}, 7)",
    "junk below": "Piecewise(({u}, {u} > 0), ({w}, True))",
    "positive power": "exp(log({u}) + log({v}))/{v}",
    "step": "{u}*Heaviside({u}, 0)",
    "relu of sum": "relu({u} + {v}) - {v}",
    "acosh": "log(cosh(acosh(1 + {u}))) - log(1 + {u}) + {u}",
    "log2": "log({u}, 2) - log({u})/log(2) + {u}",
    "geometric mean": "Max({u}, {u} + 2*sqrt({u}*{v}) - {u} - {v})",
    "tanh below": "Max(tanh({u}), 0) - tanh({u}) + {u}",
    "min with double": "Min({u}, 2*{u})",
    "softplus above": "Max(softplus({u}), {u}) - log(1 + exp({u})) + {u}",
}
"""u, where u > 0 and v > 0."""

UNIT = {
    "sin asin": "sin(asin({u}))",
    "asin + acos": "asin({u}) + acos({u}) - pi/2 + {u}",
    "clip": "clip({u}, 1)",
    "hardtanh": "hardtanh({u})",
    "hardshrink": "{u} - hardshrink({u}, 1)",
    "relu6": "relu6({u} + 3) - 3",
    "root": "sqrt(1 - {u}**2)*sqrt(1 - {u}**2) + {u}**2 - 1 + {u}",
    "factored root": "sqrt(1 - {u})*sqrt(1 + {u}) - sqrt(1 - {u}**2) + {u}",
    "cos asin": "cos(asin({u})) - sqrt(1 - {u}**2) + {u}",
    "max with 2u + 1": "Max({u}, 2*{u} - 1)",
    "junk outside": "Piecewise(({w}, {u}**2 > 1), ({u}, True))",
    "square below": "Max({u}**2, 1) - 1 + {u}",
    "distant kink": "{u} + relu({u} - {c} - 1) + relu(-{u} - {c} - 1)",
}
"""u, where -1 <= u <= 1."""

DEAD = ("{u}**3", "7", "1/{c}", "exp({u})", "{v}**2 - {u}", "Abs({v})", "-{u}", "sin({v}) + 2")
"""What a branch that is never taken may hold."""

PARTIAL = frozenset(
    {
        "inverse of inverse",
        "cancelled square",
        "cancelled factor",
        "high powers",
        "tan",
        "sec, tan",
        "root that agrees, squared",
    }
)
"""Identities that have no value at some points."""
