"""What spoils a linear map, and which laws survive it."""

from __future__ import annotations

from dataclasses import dataclass

from .item import PROVED, REFUTED, laws

NOTHING = laws(REFUTED)
ODD = laws(REFUTED, odd=PROVED)
SCALES = laws(REFUTED, positive_homogeneity=PROVED)
HOMOGENEOUS = laws(REFUTED, homogeneity=PROVED, positive_homogeneity=PROVED, odd=PROVED)


@dataclass(frozen=True)
class Defect:
    """A text in {u}, a form; {v}, another; {p}, a place but 0; {c}, a positive number; {d}, a
    small width. Added to a linear map, it breaks every law but those of `expect`."""

    text: str
    expect: dict[str, str]
    inputs: int = 1


def _anywhere(**texts: str) -> dict[str, Defect]:
    return {name.replace("_", " "): Defect(text, NOTHING) for name, text in texts.items()}


LOCAL = _anywhere(
    kink="relu({u} - {p})",
    kink_down="Min({u}, {p})",
    kink_abs="Abs({u} - {p})",
    bump="Max(0, {d} - Abs({u} - {p}))",
    bump_at_0="Max(0, {d} - Abs({u}))",
    point="Piecewise((1, Eq({u}, {p})), (0, True))",
    point_by_Ne="Piecewise((0, Ne({u}, {p})), (1, True))",
    point_at_0="Piecewise((1, Eq({u}, 0)), (0, True))",
    step="Heaviside({u} - {p}, 1)",
    step_at_0="Heaviside({u}, 0)",
    half_step_at_0="Heaviside({u})",
    sign="sign({u} - {p})",
    window="Piecewise((1, And({u} > {p}, {u} < {p} + {d})), (0, True))",
    window_by_product="Piecewise((1, ({u} - {p})*({p} + {d} - {u}) > 0), (0, True))",
    roots_of_2="Piecewise((1, Eq({u}**2, 2)), (0, True))",
    cube_root_of_2="Piecewise((1, Eq({u}**3, 2)), (0, True))",
    beyond_roots="Piecewise((1, {u}**2 > {p}**2), (0, True))",
    golden="Piecewise((1, Eq({u}**2, {u} + 1)), (0, True))",
    where_exp_is_2="Piecewise((1, Eq(exp({u}), 2)), (0, True))",
    above_log_2="Piecewise((1, exp({u}) > 2), (0, True))",
    ramp="Piecewise((0, {u} < {p}), ({u} - {p}, {u} < {p} + {d}), ({d}, True))",
    shifted_min="Max({u}, {p}) + Min({u}, {p} + {d}) - {u}",
    double_kink="relu(relu({u}) - {c})",
    kink_in_root="sqrt(({u} - {p})**2)",
    kink_in_square="relu({u} - {p})**2",
    far_floor="floor({u}/10**9)",
    floor="floor({u})",
    fraction="frac({u})",
    floor_of_fraction="floor({u}/7 - 1/3)",
)

SMOOTH = _anywhere(
    square="{u}**2",
    fourth_power="{u}**4",
    cube_and_square="{u}**3 + {u}**2",
    shifted_square="({u} - {p})**2",
    exponential="exp({u})",
    far_exponential="exp({u} - 200)",
    softplus="softplus({u} - {c})",
    sigmoid="sigmoid({u})",
    silu="silu({u})",
    gelu="gelu({u})",
    gelu_tanh="gelu_tanh({u})",
    mish="mish({u})",
    cosine="cos({u})",
    shifted_sine="sin({u} + 1)",
    gauss="exp(-({u} - {p})**2)",
    gauss_at_0="exp(-{u}**2)",
    narrow_gauss="exp(-(({u} - {p})/{d})**2)",
    soft_corner="sqrt({u}**2 + {c})",
    witch="{d}**2/({d}**2 + ({u} - {p})**2)",
    saturation="{u}**2/(1 + {u}**2)",
    log="log(1 + {u}**2)",
    elu="elu({u}, 1)",
    elu_2="elu({u}, 2)",
    softplus_of_abs="log(1 + exp(-Abs({u})))",
    tanh_shifted="tanh({u} - {p})",
    atan_of_square="atan({u}**2)",
    erfc="erfc({u})",
    entropy_like="Piecewise(({u}**2*log({u}**2), Ne({u}, 0)), (0, True))",
    cosh="cosh({u})",
    tanh_of_far="tanh({u}**2/10**9)",
)

ODDLY = {
    name.replace("_", " "): Defect(text, ODD)
    for name, text in {
        "cube": "{u}**3",
        "fifth_power": "{u}**5 - {u}**3",
        "tanh": "tanh({u})",
        "sine": "sin({u})",
        "atan": "atan({u})",
        "erf": "erf({u})",
        "asinh": "asinh({u})",
        "sinh": "sinh({u})",
        "softsign": "softsign({u})",
        "rational": "{u}/(1 + {u}**2)",
        "sign_at_0": "sign({u})",
        "clip": "clip({u}, {c})",
        "softshrink": "softshrink({u}, {c})",
        "hardshrink": "hardshrink({u}, {c})",
        "two_kinks": "relu({u} - {c}) - relu(-{u} - {c})",
        "two_points": "Piecewise(({u}, Eq({u}**2, 2)), (0, True))",
        "floor_and_ceiling": "floor({u}) + ceiling({u})",
        "signed_square": "{u}*Abs({u})",
        "cube_root": "real_root({u}, 3)",
        "signed_root": "sign({u})*sqrt(Abs({u}))",
        "sine_of_cube": "sin({u}**3)",
        "far_tanh": "tanh({u}/10**9)",
        "odd_gauss": "{u}*exp(-{u}**2)",
        "odd_window": "Piecewise(({u}, Abs({u}) < {d}), (0, True))",
    }.items()
}

CONES = {
    name.replace("_", " "): Defect(text, SCALES)
    for name, text in {
        "ridge": "Abs({u})",
        "relu": "relu({u})",
        "leaky": "leaky_relu({u}, 1/10)",
        "spoilt_pair": "relu({u}) - (1 + 1/10**9)*relu(-{u})",
        "spoilt_scale": "relu({u}) - relu(-(1 + 1/10**12)*{u})",
        "relu_of_relu": "relu(2*relu({u}) - {u})",
        "minus": "Min({u}, -{u})",
        "root_of_square": "sqrt(2*{u}**2)",
        "step_times": "{u}*Heaviside({u})",
    }.items()
}

PLANE = {
    **{
        name.replace("_", " "): Defect(text, NOTHING, 2)
        for name, text in {
            "product": "{u}*{v}",
            "product_of_relus": "relu({u})*relu({v})",
            "circle": "Piecewise((1, Eq({u}**2 + {v}**2, 1)), (0, True))",
            "small_circle": "Piecewise((1, Eq({u}**2 + {v}**2, {d}**2)), (0, True))",
            "disc": "Piecewise((1, ({u} - {p})**2 + {v}**2 < {d}**2), (0, True))",
            "origin": "Piecewise((1, Eq({u}**2 + {v}**2, 0)), (0, True))",
            "one_point": "Piecewise((1, And(Eq({u}, {p}), Eq({v}, {c}))), (0, True))",
            "quadrant": "Piecewise((1, And({u} > {p}, {v} > {p})), (0, True))",
            "hyperbola": "Piecewise((1, Eq({u}*{v}, 1)), (0, True))",
            "exp_of_product": "exp({u}*{v})",
            "tanh_tanh": "tanh({u})*tanh({v})",
            "parabola": "Piecewise((1, {v} > {u}**2), (0, True))",
            "shifted_max": "Max({u} - {c}, {v}, 0)",
            "relu_between": "relu({u} - relu({v}) - {c})",
            "log_sum_exp": "log(exp({u}) + exp({v}))",
            "fourth": "{u}**2*{v}**2",
        }.items()
    },
    **{
        name.replace("_", " "): Defect(text, SCALES, 2)
        for name, text in {
            "max": "Max({u}, {v})",
            "max3": "Max({u}, {v}, 0)",
            "norm": "sqrt({u}**2 + {v}**2)",
            "sum_of_abs": "Abs({u}) + Abs({v})",
            "larger_by_pieces": "Piecewise(({u}, {u} > {v}), ({v}, True))",
            "gated": "{u}*Heaviside({v}, 0)",
            "relu_of_difference": "relu({u} - relu({v}))",
            "geometric_mean": "sqrt(Abs({u}*{v}))",
            "even_angle": "Abs({u})*sin({v}/{u})",
            "square_over_abs": "{u}**2/Abs({v})",
        }.items()
    },
    **{
        name.replace("_", " "): Defect(text, HOMOGENEOUS, 2)
        for name, text in {
            "median": "median3({u}, {v}, 0)",
            "median_of_three": "median3({u}, {v}, {u} + {v})",
            "square_over": "{u}**2/{v}",
            "cubes_over_squares": "{u}**3/({u}**2 + {v}**2)",
            "cube_root_of_cubes": "real_root({u}**3 + {v}**3, 3)",
            "cube_root_of_product": "real_root({u}**2*{v}, 3)",
            "signed_norm": "sign({u})*sqrt({u}**2 + {v}**2)",
            "sign_abs": "sign({u})*Abs({v})",
            "gate_by_product": "Piecewise(({u}, {u}*{v} > 0), ({v}, True))",
            "larger_by_size": "Piecewise(({u}, Abs({u}) > Abs({v})), ({v}, True))",
            "times_angle": "{u}*exp({v}/{u})",
            "times_cosine": "{u}*cos({v}/{u})",
            "whole_multiples": "{u}*floor({v}/{u})",
            "smaller_size": "sign({u})*Min(Abs({u}), Abs({v}))",
        }.items()
    },
}

DEFECTS = {
    "local": LOCAL,
    "smooth": SMOOTH,
    "odd": ODDLY,
    "cone": CONES,
    "plane": PLANE,
}
PLACES = (
    "1", "-1", "5", "1/3", "-7/11", "10**6", "10**9", "-10**9", "1/10**6", "314159/100000",
    "sqrt(2)", "-sqrt(2)", "sqrt(2)*10**3", "22/7", "123456789", "10**12 + 1/3",
)  # fmt: skip
WIDTHS = ("1", "1/10", "(1/10**3)", "(1/10**6)")
SIZES = ("1", "2", "-1", "1/10**3", "1/10**6", "1/10**9", "1/10**12", "-1/10**12", "1000", "3/7")
