"""Operators on domains: where the laws hold there, and where they are vacuous."""

from __future__ import annotations

from dataclasses import dataclass

from .item import PROVED, REFUTED, laws


@dataclass(frozen=True)
class Fixed:
    """A text over given inputs, with the truth under its assumptions."""

    name: str
    text: str
    expect: dict[str, str]
    assume: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ("x",)


LINEAR = laws(PROVED)
NOT_ADDITIVE = laws(REFUTED)
OFFSET = laws(REFUTED, affine=PROVED)
HALF_LINE = laws(REFUTED, odd=PROVED)
"""On x > 0, where oddness says nothing."""
BAND = laws(REFUTED, additivity=PROVED, odd=PROVED)
"""On 2 <= x <= 3, where no x + y and no -x is."""
TWO = ("x1", "x2")

FIXED = (
    Fixed("offset on a half-line", "x + 1/10**9", {**HALF_LINE, "affine": PROVED}, ("x > 0",)),
    Fixed("offset with 0", "x + 1/10**9", OFFSET, ("x >= 0",)),
    Fixed("offset in a box", "3*x - 1", OFFSET, ("x >= -1", "x <= 1")),
    Fixed("offset in a band", "x + 1", {**BAND, "affine": PROVED}, ("x >= 2", "x <= 3")),
    Fixed("square in a band", "x**2", BAND, ("2 <= x", "x <= 3")),
    Fixed("kink in a band", "relu(x - 5/2)", BAND, ("x >= 2", "x <= 3")),
    Fixed("kink above a band", "relu(x - 7/2) + x", LINEAR, ("x >= 2", "x <= 3")),
    Fixed("kink at the end of a band", "relu(x - 3) + x", LINEAR, ("x >= 2", "x <= 3")),
    Fixed("kink just inside", "relu(x - 3 + 1/10**6) + x", BAND, ("x >= 2", "x <= 3")),
    Fixed("exp in a band", "exp(x)", BAND, ("x >= 2", "x <= 3")),
    Fixed("square on a half-line", "x**2", HALF_LINE, ("x > 0",)),
    Fixed("square with 0", "x**2", HALF_LINE, ("x >= 0",)),
    Fixed("kink on a half-line", "x + relu(x - 10**9)", HALF_LINE, ("x >= 0",)),
    Fixed("point on a half-line", "Piecewise((0, Eq(x, 3)), (x, True))", HALF_LINE, ("x > 0",)),
    Fixed("kink below a half-line", "x + relu(-x - 1)", LINEAR, ("x >= -1",)),
    Fixed("kink at the end", "Abs(x + 1) - 1", LINEAR, ("x >= -1",)),
    Fixed("relu where positive", "relu(x)", LINEAR, ("x >= 0",)),
    Fixed("relu of sum", "relu(2*x1 + 3*x2)", LINEAR, ("x1 >= 0", "x2 >= 0"), TWO),
    Fixed("max in a wedge", "Max(x1, x2)", LINEAR, ("x1 >= x2",), TWO),
    Fixed("max in a strip", "Max(x1, x2 - 1)", LINEAR, ("x1 > x2 - 1", "x2 > 0"), TWO),
    Fixed("norm on a ray", "sqrt(x1**2 + x2**2)", LINEAR, ("Eq(x2, 0)", "x1 >= 0"), TWO),
    Fixed("abs of difference", "Abs(x1 - x2)", LINEAR, ("Eq(x1, x2)",), TWO),
    Fixed("relus on a line", "relu(x1) - relu(x2)", LINEAR, ("Eq(x1 + x2, 0)",), TWO),
    Fixed("square on a parabola", "x1**2", LINEAR, ("Eq(x1**2, x2)",), TWO),
    Fixed(
        "product on a parabola",
        "x1*x2",
        laws(PROVED, linear=REFUTED, affine=REFUTED),
        ("Eq(x1**2, x2)",),
        TWO,
    ),
    Fixed("square at a point", "x**2", LINEAR, ("Eq(x, 3)",)),
    Fixed("offset at a point", "x + 1", LINEAR, ("Eq(x, 3)",)),
    Fixed("offset at 0", "x + 1", OFFSET, ("Eq(x, 0)",)),
    Fixed("square at 0", "x**2 + Abs(x)", LINEAR, ("Eq(x, 0)",)),
    Fixed("cube on two points", "x**3", LINEAR, ("Eq(x**2, 1)",)),
    Fixed(
        "square on two points",
        "x**2",
        laws(PROVED, linear=REFUTED, homogeneity=REFUTED, odd=REFUTED),
        ("Eq(x**2, 1)",),
    ),
    Fixed("square on 0 and 1", "x**2", LINEAR, ("Eq(x**2, x)",)),
    Fixed("floor of whole numbers", "floor(x)", LINEAR, ("Eq(floor(x), x)",)),
    Fixed("sine of whole numbers", "sin(pi*x) + x", LINEAR, ("Eq(floor(x), x)",)),
    Fixed("constant 0 nowhere else", "0*x", LINEAR, ("x > 1",)),
    Fixed("square on the circle", "x1**2 + x2**2 - 1 + x1", LINEAR, ("Eq(x1**2 + x2**2, 1)",), TWO),
    Fixed(
        "root on the circle", "sqrt(1 - x1**2)", LINEAR, ("Eq(x1**2 + x2**2, 1)", "x2 >= 0"), TWO
    ),
    Fixed("disc below kink", "relu(x1 + x2 - 2) + x1", LINEAR, ("x1**2 + x2**2 <= 1",), TWO),
    Fixed("disc touches no kink", "relu(x1 + x2 - 3/2)", LINEAR, ("x1**2 + x2**2 <= 1",), TWO),
    Fixed("disc beyond kink", "relu(x1 + x2 - 7/5)", NOT_ADDITIVE, ("x1**2 + x2**2 <= 1",), TWO),
    Fixed("ball, product", "x1*x2", laws(REFUTED), ("x1**2 + x2**2 <= 1",), TWO),
    Fixed("hyperbola", "1/x1", LINEAR, ("Eq(x1*x2, 1)",), TWO),
    Fixed("log on a curve", "log(x1)", LINEAR, ("Eq(x1, exp(x2))",), TWO),
    Fixed("integers, parity", "x*cos(2*pi*x)", LINEAR, ("Eq(x, floor(x))",)),
    Fixed("outside a gap", "Piecewise((x, Abs(x) >= 1), (0, True))", LINEAR, ("x**2 >= 1",)),
    Fixed("clip in a box", "clip(x1 + x2, 2)", LINEAR, ("Abs(x1) <= 1", "Abs(x2) <= 1"), TWO),
    Fixed(
        "clip in a larger box",
        "clip(x1 + x2, 2)",
        laws(REFUTED, odd=PROVED),
        ("Abs(x1) <= 1", "Abs(x2) <= 11/10"),
        TWO,
    ),
    Fixed("undefined below", "sqrt(x)**2", LINEAR),
    Fixed("undefined in half", "exp(log(x1)) + x2", LINEAR, (), TWO),
    Fixed("cancelled at 0", "x**3/x**2", LINEAR),
    Fixed("cancelled, offset", "x**3/x**2 + 1", OFFSET),
    Fixed("defined at one point", "sqrt(-x**2)", LINEAR),
    Fixed("defined at one other point", "sqrt(-(x - 1)**2)", LINEAR),
    Fixed("defined at one point, 1", "1 + sqrt(-x**2)", OFFSET),
    Fixed("log of root, half", "log(sqrt(x)) - log(x)/2 + x", LINEAR),
    Fixed("sign of undefined", "0*log(x) + x", LINEAR),
    Fixed("0**0", "x**0*x", LINEAR),
    Fixed("0**x", "0**(x**2) + x - Piecewise((1, Eq(x, 0)), (0, True))", LINEAR),
    Fixed("x over x", "x/x", {**OFFSET}),
    Fixed("x over x times x", "x*(x/x)", LINEAR),
    Fixed("difference of undefined", "1/x - 1/x", LINEAR),
    Fixed("even root", "(x**2)**(1/2)", laws(REFUTED, positive_homogeneity=PROVED)),
    Fixed("odd root of cube", "(x**3)**(1/3)", LINEAR),
    Fixed(
        "fourth root of square squared",
        "((x**2)**(1/4))**2",
        laws(REFUTED, positive_homogeneity=PROVED),
    ),
    Fixed("log of square", "log(x**2)", laws(REFUTED)),
    Fixed("half of log of square", "exp(log(x**2)/2)", laws(REFUTED, positive_homogeneity=PROVED)),
    Fixed(
        "median",
        "median3(x1, x2, x3)",
        laws(REFUTED, homogeneity=PROVED, positive_homogeneity=PROVED, odd=PROVED),
        (),
        ("x1", "x2", "x3"),
    ),
)
