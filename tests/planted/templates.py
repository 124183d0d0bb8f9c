"""Operators with parameters, and for which values of these each law holds."""

from __future__ import annotations

from fractions import Fraction

from .item import PROVED, REFUTED
from .parametric import Template, cone, everywhere, odd


def _root(s: Fraction) -> Fraction:
    return {Fraction(1, 4): Fraction(1, 2), Fraction(4): Fraction(2)}.get(s, Fraction(1))


TEMPLATES = (
    # one slope
    Template("leaky", "leaky_relu({u}, alpha)", cone(lambda alpha: alpha == 1)),
    Template(
        "leaky by pieces",
        "Piecewise(({u}, {u} > 0), (alpha*{u}, True))",
        cone(lambda alpha: alpha == 1),
    ),
    Template("leaky by max", "Max({u}, a*{u})", cone(lambda a: a == 1)),
    Template("two slopes, max", "Max(a*{u}, b*{u})", cone(lambda a, b: a == b)),
    Template("two slopes", "a*Max({u}, 0) + b*Min({u}, 0)", cone(lambda a, b: a == b)),
    Template("two relus", "m*relu({u}) - n*relu(-{u})", cone(lambda m, n: m == n)),
    Template("two relus, plus", "m*relu({u}) + n*relu(-{u})", cone(lambda m, n: m == -n)),
    Template("two abs", "m*Abs({u}) + n*Abs({u})", cone(lambda m, n: m == -n)),
    Template("scaled abs", "(a - 1)*Abs({u})", cone(lambda a: a == 1)),
    Template("product of scales", "a*b*relu({u})", cone(lambda a, b: a * b == 0)),
    Template("prelu plus", "prelu({u}, a) + prelu(-{u}, b)", cone(lambda a, b: a + b == 2)),
    Template(
        "double root", "(a**2 - 4)*relu({u})", cone(lambda a: a * a == 4), special=({"a": "-2"},)
    ),
    Template("real root only", "(a**3 - 8)*Abs({u})", cone(lambda a: a == 2)),
    Template("irrational root", "(a**2 - 2)*Abs({u})", cone(lambda a: a * a == 2)),
    Template(
        "circle of parameters",
        "(a**2 + b**2 - 1)*Abs({u})",
        cone(lambda a, b: a * a + b * b == 1),
        special=({"a": "3/5", "b": "4/5"}, {"a": "3/5", "b": "-4/5"}),
    ),
    Template("sum of squares", "(a**2 + b**2)*Abs({u})", cone(lambda a, b: a == b == 0)),
    Template("square of difference", "(a - b)**2*relu({u})", cone(lambda a, b: a == b)),
    Template("no real root", "(a**2 + 1)*Abs({u})", cone(REFUTED), special=({"a": "1"},)),
    Template("r - r^2 = 1", "(r - r**2 - 1)*{u}**2", everywhere(REFUTED), special=({"r": "1"},)),
    Template("positive scale", "a*Abs({u})", cone(REFUTED), ("a > 0",), lambda a: a > 0),
    Template(
        "non-negative scale", "a*Abs({u})", cone(lambda a: a == 0), ("a >= 0",), lambda a: a >= 0
    ),
    Template(
        "non-negative scales",
        "a*relu({u}) + b*relu({u})",
        cone(lambda a, b: a == 0 and b == 0),
        ("a >= 0", "b >= 0"),
        lambda a, b: a >= 0 and b >= 0,
    ),
    Template(
        "slope above 1",
        "Max({u}, a*{u})",
        cone(REFUTED),
        ("a > 1",),
        lambda a: a > 1,
        ({"a": "3/2"},),
    ),
    # affine maps and one unit
    Template("affine", "w*{u} + b", everywhere(lambda w, b: b == 0, affine=PROVED)),
    Template("affine, tiny", "w*{u} + b/10**12", everywhere(lambda w, b: b == 0, affine=PROVED)),
    Template(
        "affine, product", "w*{u} + a*b", everywhere(lambda w, a, b: a * b == 0, affine=PROVED)
    ),
    Template(
        "affine, difference",
        "w*({u} - m) + n",
        everywhere(lambda w, m, n: n == w * m, affine=PROVED),
    ),
    Template(
        "batch norm",
        "g*({u} - mu)/sqrt(s) + h",
        everywhere(lambda g, mu, s, h: g * mu == h * _root(s), affine=PROVED),
        ("s > 0",),
        lambda s: s in (1, Fraction(1, 4), 4),
        (
            {"g": "2", "mu": "3", "s": "4", "h": "3"},
            {"g": "2", "mu": "3", "s": "1/4", "h": "12"},
            {"g": "2", "mu": "3", "s": "4", "h": "6"},
        ),
    ),
    Template(
        "unit",
        "relu(w*{u} + b)",
        everywhere(
            lambda w, b: w == 0 and b <= 0,
            affine=lambda w, b: w == 0,
            positive_homogeneity=lambda w, b: b == 0 or (w == 0 and b <= 0),
        ),
    ),
    Template("unit without bias", "relu(w*{u})", cone(lambda w: w == 0)),
    Template(
        "two units",
        "a*relu(w*{u}) + b*relu(q*{u})",
        cone(lambda a, w, b, q: a * abs(w) + b * abs(q) == 0),
        special=(
            {"a": "2", "w": "1", "b": "-1", "q": "-2"},
            {"a": "2", "w": "1", "b": "-1", "q": "2"},
            {"a": "2", "w": "1", "b": "1", "q": "-2"},
        ),
    ),
    Template(
        "unit scaled",
        "a*relu(w*{u} + b)",
        everywhere(
            lambda a, w, b: a == 0 or (w == 0 and b <= 0),
            affine=lambda a, w, b: a == 0 or w == 0,
            positive_homogeneity=lambda a, w, b: a == 0 or b == 0 or (w == 0 and b <= 0),
        ),
    ),
    # thresholds
    Template(
        "softshrink",
        "softshrink({u}, lam)",
        odd(lambda lam: lam == 0),
        ("lam >= 0",),
        lambda lam: lam >= 0,
    ),
    Template(
        "softshrink by relus",
        "relu({u} - lam) - relu(-{u} - lam)",
        odd(lambda lam: lam == 0),
    ),
    Template(
        "hardshrink",
        "hardshrink({u}, lam)",
        odd(lambda lam: lam == 0),
        ("lam >= 0",),
        lambda lam: lam >= 0,
    ),
    Template(
        "hardshrink, any threshold",
        "Piecewise(({u}, Abs({u}) > lam), (0, True))",
        odd(lambda lam: lam <= 0),
    ),
    Template("clip", "Min(Max({u}, -c), c)", odd(lambda c: c == 0), ("c >= 0",), lambda c: c >= 0),
    Template(
        "threshold",
        "Piecewise(({u}, {u} > theta), (0, True))",
        everywhere(REFUTED, positive_homogeneity=lambda theta: theta == 0, odd=REFUTED),
    ),
    Template(
        "shifted relu",
        "relu({u} - b) + b",
        everywhere(REFUTED, positive_homogeneity=lambda b: b == 0),
    ),
    Template(
        "shifted abs",
        "Abs({u} - b) - Abs(b)",
        everywhere(REFUTED, positive_homogeneity=lambda b: b == 0),
    ),
    Template(
        "two shifts",
        "Abs({u} - a) - Abs({u} - b)",
        everywhere(lambda a, b: a == b, odd=lambda a, b: abs(a) == abs(b)),
    ),
    Template(
        "min of shifts",
        "Max({u} + a, b - {u})",
        everywhere(REFUTED, positive_homogeneity=lambda a, b: a == b == 0),
    ),
    Template("max with bias", "Max({u}, {u} + b)", everywhere(lambda b: b <= 0, affine=PROVED)),
    # points
    Template(
        "value at a point",
        "Piecewise((v0, Eq({u}, c)), ({u}, True))",
        everywhere(lambda v0, c: v0 == c),
    ),
    Template("value at 0", "Piecewise((c, Eq({u}, 0)), ({u}, True))", everywhere(lambda c: c == 0)),
    Template("value at 1", "Piecewise((c, Eq({u}, 1)), ({u}, True))", everywhere(lambda c: c == 1)),
    Template(
        "four parameters",
        "Piecewise((a*{u} + b, {u} > c), (d*{u} + b, True))",
        {
            **everywhere(lambda a, b, c, d: b == 0 and a == d, affine=lambda a, b, c, d: a == d),
            "positive_homogeneity": lambda a, b, c, d: b == 0 and (a == d or c == 0),
        },
    ),
    Template(
        "jump of parameters",
        "Piecewise((a*{u} + b, {u} > 1), (d*{u}, True))",
        everywhere(lambda a, b, d: b == 0 and a == d),
    ),
    # guards on parameters
    Template(
        "idle guard",
        "Piecewise(({u}, a > 0), ({u}, True))",
        everywhere(PROVED),
        special=({"a": "1"},),
    ),
    Template(
        "scale by guard",
        "Piecewise(({u}, a > 0), (2*{u}, True))",
        everywhere(PROVED),
        special=({"a": "1"}, {"a": "-1"}),
    ),
    Template("switch", "Piecewise(({u}, a > 0), (Abs({u}), True))", cone(lambda a: a > 0)),
    Template(
        "switch to affine",
        "Piecewise(({u}, a >= b), ({u} + 1, True))",
        everywhere(lambda a, b: a >= b, affine=PROVED),
    ),
    Template(
        "disc of parameters",
        "Piecewise(({u}**2, a**2 + b**2 < 1), ({u}, True))",
        everywhere(lambda a, b: a * a + b * b >= 1),
        special=({"a": "3/5", "b": "4/5"},),
    ),
    Template(
        "two switches",
        "Piecewise(({u}, And(a > 0, b > 0)), (Abs({u}), True))",
        cone(lambda a, b: a > 0 and b > 0),
    ),
    Template("sign of parameter", "sign(a)*Abs({u})", cone(lambda a: a == 0)),
    Template("abs of parameter", "(a - Abs(a))*Abs({u})", cone(lambda a: a >= 0)),
    Template("relu of parameter", "relu(a)*Abs({u})", cone(lambda a: a <= 0)),
    Template("max of parameters", "Max(a, b)*Abs({u})", cone(lambda a, b: max(a, b) == 0)),
    Template("floor of parameter", "floor(a)*Abs({u})", cone(lambda a: 0 <= a < 1)),
    # always
    Template(
        "always: relus",
        "relu(w*{u}) - relu(-w*{u})",
        everywhere(PROVED),
        special=({"w": "2"}, {"w": "-1"}),
    ),
    Template(
        "always: max + min",
        "a*Max({u}, b*{u}) + a*Min({u}, b*{u})",
        everywhere(PROVED),
        special=({"a": "2", "b": "-1"},),
    ),
    Template(
        "always: clip + shrink",
        "Min(Max({u}, -c), c) + relu({u} - c) - relu(-{u} - c)",
        everywhere(PROVED),
        ("c >= 0",),
        special=({"c": "1"}, {"c": "0"}),
    ),
    Template(
        "always: log exp", "log(exp(w*{u}))", everywhere(PROVED), special=({"w": "2"}, {"w": "0"})
    ),
    Template(
        "always: softplus",
        "log(1 + exp(w*{u})) - log(1 + exp(-w*{u}))",
        everywhere(PROVED),
        special=({"w": "2"}, {"w": "0"}),
    ),
    Template(
        "always: ratio",
        "a*{u}*(1 + b**2)/(1 + b**2)",
        everywhere(PROVED),
        special=({"a": "2", "b": "1"},),
    ),
    Template(
        "always: point",
        "Piecewise((c*{u}, Eq({u}, c)), (c*{u}, True))",
        everywhere(PROVED),
        special=({"c": "2"},),
    ),
    Template(
        "always: kink",
        "Piecewise((w*{u}, {u} > c), (w*c + w*({u} - c), True))",
        everywhere(PROVED),
        special=({"w": "2", "c": "1"},),
    ),
    # polynomials
    Template("square", "{u} + c*{u}**2", everywhere(lambda c: c == 0)),
    Template("cube", "{u} + c*{u}**3", odd(lambda c: c == 0)),
    Template(
        "square + cube",
        "a*{u}**2 + b*{u}**3",
        everywhere(lambda a, b: a == b == 0, odd=lambda a, b: a == 0),
    ),
    Template("squares cancel", "a*{u}**2 + b*{u}**2", everywhere(lambda a, b: a + b == 0)),
    Template(
        "binomial", "({u} + a)**2 - {u}**2 - b", everywhere(lambda a, b: a * a == b, affine=PROVED)
    ),
    Template("cubic binomial", "({u} + a)**3 - {u}**3", everywhere(lambda a: a == 0)),
    Template("never: square", "(a**2 + 1)*{u}**2", everywhere(REFUTED), special=({"a": "1"},)),
    Template(
        "never: equal sums",
        "{u}**2*(a**2 - 2*a*b + b**2 + 1)",
        everywhere(REFUTED),
        special=({"a": "1", "b": "1"},),
    ),
    Template("rational", "a*{u}/(1 + b**2*{u}**2)", odd(lambda a, b: a * b == 0)),
    Template("product of inputs", "a*{u}*{v} + {u}", everywhere(lambda a: a == 0), inputs=2),
    Template("two products", "a*{u}*{v} - b*{v}*{u}", everywhere(lambda a, b: a == b), inputs=2),
    # several inputs
    Template(
        "max and min", "a*Max({u}, {v}) + b*Min({u}, {v})", cone(lambda a, b: a == b), inputs=2
    ),
    Template("two hinges", "a*relu({u}) + b*relu({v})", cone(lambda a, b: a == b == 0), inputs=2),
    Template(
        "two units, two inputs",
        "a*relu(w*{u} + b) + c*relu(w*{v} + b)",
        {
            "linear": lambda a, w, b, c: (a == c == 0) or (w == 0 and (a + c == 0 or b <= 0)),
            "affine": lambda a, w, b, c: (a == c == 0) or w == 0,
        },
        inputs=2,
    ),
    Template(
        "weighted max",
        "Max(a*{u}, {v}) - {v}",
        cone(REFUTED),
        inputs=2,
        special=({"a": "0"}, {"a": "1"}),
    ),
    Template(
        "leaky max",
        "Max({u}, {v}) + a*Abs({u} - {v})",
        cone(lambda a: a == Fraction(-1, 2)),
        inputs=2,
    ),
    # smooth
    Template(
        "elu", "elu({u}, alpha)", everywhere(REFUTED, positive_homogeneity=lambda alpha: alpha == 0)
    ),
    Template("scaled exp", "a*exp({u})", everywhere(lambda a: a == 0)),
    Template("rate", "exp(k*{u})", everywhere(REFUTED, affine=lambda k: k == 0)),
    Template("wave", "a*sin(b*{u})", odd(lambda a, b: a * b == 0)),
    Template("tanh", "tanh(w*{u})", odd(lambda w: w == 0)),
    Template("tanh with bias", "tanh({u} + b)", everywhere(REFUTED, odd=lambda b: b == 0)),
    Template(
        "sinh and cosh",
        "a*sinh({u}) + b*cosh({u})",
        everywhere(lambda a, b: a == b == 0, odd=lambda a, b: b == 0),
    ),
    Template(
        "two exps",
        "a*exp({u}) + b*exp(-{u})",
        everywhere(lambda a, b: a == b == 0, odd=lambda a, b: a == -b),
    ),
    Template(
        "tanh and sigmoid",
        "a*tanh({u}) + b*sigmoid(2*{u})",
        everywhere(
            lambda a, b: a == b == 0, affine=lambda a, b: 2 * a == -b, odd=lambda a, b: b == 0
        ),
    ),
    Template(
        "log with floor",
        "log(a + exp({u}))",
        everywhere(lambda a: a == 0),
        ("a >= 0",),
        lambda a: a >= 0,
    ),
    Template(
        "softplus pair", "a*softplus({u}) - b*softplus(-{u})", everywhere(lambda a, b: a == b)
    ),
    Template(
        "soft corner",
        "sqrt({u}**2 + s)",
        everywhere(REFUTED, positive_homogeneity=lambda s: s == 0),
        ("s >= 0",),
        lambda s: s >= 0,
    ),
    Template("silu", "{u}*sigmoid(b*{u})", everywhere(lambda b: b == 0)),
    Template("silu pair", "a*silu({u}) + b*silu(-{u})", everywhere(lambda a, b: a == -b)),
    Template(
        "cosines cancel", "a*cos({u}) + b*cos(-{u}) + {u}", everywhere(lambda a, b: a + b == 0)
    ),
    Template(
        "sum of angles",
        "sin({u} + b) - sin({u})*cos(b) - cos({u})*sin(b) + {u}",
        everywhere(PROVED),
        special=({"b": "1"},),
    ),
    # jumps
    Template("floor and frac", "a*floor({u}) + b*frac({u})", everywhere(lambda a, b: a == b)),
    Template("step", "{u} + a*Heaviside({u}, 0)", everywhere(lambda a: a == 0)),
    Template("sign", "a*sign({u}) + b*{u}", odd(lambda a, b: a == 0)),
    Template(
        "step and sign",
        "a*Heaviside({u}) + b*sign({u}) + {u}",
        everywhere(
            lambda a, b: a == b == 0, affine=lambda a, b: a == -2 * b, odd=lambda a, b: a == 0
        ),
    ),
)
