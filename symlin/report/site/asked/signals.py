"""Questions about functions, signals, and equations for them."""

from __future__ import annotations

from symlin.report.site.questions import Question

SIGNALS = (
    Question(
        "derivative",
        "Is differentiation linear?",
        (
            "Yes: the derivative of a sum is the sum of the derivatives, and constant factors pass "
            "through. The law is asked for all functions that have a derivative.",
        ),
        (("check", "T(f)(x) = f'(x)"),),
    ),
    Question(
        "integral",
        "Is integration linear?",
        (
            "Yes, from a fixed point on. It is not invariant under shifts, because the point stays "
            "where it is when the function moves.",
        ),
        (("check", "T(f)(x) = Integral(f(s), (s, 0, x))"),),
    ),
    Question(
        "constant-of-integration",
        "And with a constant of integration?",
        (
            "Then it is affine. It is linear for the constant 0 alone: for any other, the function "
            "0 does not become 0.",
        ),
        (("check", "F(x) = Integral(f(s), (s, 0, x)) + c"),),
    ),
    Question(
        "polynomials",
        "Is `p(x+1) - x*p'(x)` linear, for polynomials of degree 3 at most?",
        (
            "Yes. A shift is linear in $p$, so is the derivative, and $x$ is a fixed factor. The "
            "columns of the matrix are what becomes of 1, $x$, $x^2$ and $x^3$.",
        ),
        (("check", "p(x+1) - x*p'(x)", "--space", "p: P3"),),
    ),
    Question(
        "ramp",
        "Is `y(t) = t*x(t)` linear? Is it time-invariant?",
        (
            "It is linear: at each time $t$ is a number, and $x(t)$ is multiplied by it. It is not "
            "time-invariant, since the factor does not move with the signal.",
        ),
        (("check", "y(t) = t*x(t)"),),
    ),
    Question(
        "added-constant",
        "Is `y[n] = x[n] + 2` linear?",
        (
            "No. The signal 0 becomes 2, and 2 + 2 is not 2. It is affine, as a straight line that "
            "misses the origin is, and it is time-invariant.",
        ),
        (("check", "y[n] = x[n] + 2"),),
    ),
    Question(
        "squarer",
        "Is `y(t) = x(t)^2` linear?",
        ("No: the square of 1 + 1 is 4, and the squares add up to 2. It is time-invariant.",),
        (("check", "y(t) = x(t)^2"),),
    ),
    Question(
        "downsampling",
        "Is downsampling, `y[n] = x[2n]`, linear and time-invariant?",
        (
            "It is linear: every output is one sample of the input. It is not time-invariant: a "
            "delay by one sample moves other samples to the even places.",
        ),
        (("check", "y[n] = x[2n]"),),
    ),
    Question(
        "time-reversal",
        "And time reversal, `y(t) = x(-t)`?",
        (
            "It is linear, for the same reason. It is not time-invariant: a signal that comes "
            "later comes out earlier.",
        ),
        (("check", "y(t) = x(-t)"),),
    ),
    Question(
        "moving-average",
        "Is a moving average linear?",
        (
            "Yes, and time-invariant: it is the same sum with fixed weights at every time. Such a "
            "system is called LTI.",
        ),
        (("check", "y[n] = (x[n] + x[n-1] + x[n-2])/3"),),
    ),
    Question(
        "maximum-filter",
        "Is the maximum filter `max(x[n-1], x[n], x[n+1])` linear?",
        (
            "No. A rising and a falling ramp add up to 0, but their maxima at 0 add up to 2. It is "
            "time-invariant, and positive factors pass through it.",
        ),
        (("check", "y[n] = max(x[n-1], x[n], x[n+1])"),),
    ),
    Question(
        "median-filter",
        "And the median filter?",
        (
            "It lets all factors pass, negative ones too, but not sums. So it is homogeneous and "
            "not additive, and hence not linear.",
        ),
        (("check", "y[n] = median(x[n-1], x[n], x[n+1])"),),
    ),
    Question(
        "modulation",
        "Is modulation, `y(t) = x(t)*cos(w*t)`, linear? Is it time-invariant?",
        (
            "It is linear for every frequency. It is time-invariant only for $w = 0$, when it does "
            "nothing: otherwise the carrier keeps its phase while the signal is delayed.",
        ),
        (("check", "y(t) = x(t)*cos(w*t)"),),
    ),
    Question(
        "convolution",
        "Is convolution linear?",
        (
            "With a given impulse response $h$ it is linear in the signal, and time-invariant. As "
            "an operation on both it is *bilinear*: linear in each while the other is held fixed, "
            "and not jointly. Nor is it time-invariant then: with both delayed by 1, the output is "
            "delayed by 2. (`delta[n]` is 1 at 0, and 0 elsewhere.)",
        ),
        (
            ("check", "y[n] = Sum(h[k]*x[n-k], (k, -oo, oo))", "--inputs", "x"),
            ("check", "y[n] = Sum(h[k]*x[n-k], (k, -oo, oo))"),
        ),
    ),
    Question(
        "heat-equation",
        "Is the heat equation linear?",
        (
            "Yes, and homogeneous, for every $k$: derivatives are linear, and $k$ is a fixed "
            "factor. So sums and multiples of solutions are solutions.",
        ),
        (("check", "u_t = k*u_xx"),),
    ),
    Question(
        "burgers-equation",
        "Is `u_t + u*u_x = 0` linear?",
        (
            "No: the unknown is multiplied by its own derivative. The left side is 0 at the origin "
            "for $-x$ and for 1, but for their sum it is -1.",
        ),
        (("check", "u_t + u*u_x = 0"),),
    ),
    Question(
        "driven-oscillator",
        "Is `y'' + y = sin(t)` linear?",
        (
            "It is called a linear equation, and is inhomogeneous: linear in $y$ but for the term "
            "that does not contain it. Sums of solutions are not solutions; differences solve "
            "the equation with 0 on the right. As an operator, left side minus right side is "
            "affine.",
        ),
        (("check", "y'' + y = sin(t)"),),
    ),
    Question(
        "pendulum",
        "Is the equation of the pendulum linear?",
        (
            "No, because of the sine of the unknown angle. Small swings are described by the "
            "linear equation with $y$ in its place, which is an approximation.",
        ),
        (("check", "y'' + sin(y) = 0"), ("check", "y'' + y = 0", "--quiet")),
    ),
)
