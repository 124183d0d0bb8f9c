"""Questions about statistics and regression."""

from __future__ import annotations

from symlin.report.site.questions import Question

STATISTICS = (
    Question(
        "expectation",
        "Is the expectation linear?",
        (
            "Yes. With the probabilities fixed it is a sum with fixed weights over the values of "
            "the random variable, whether or not the weights add up to 1.",
        ),
        (("check", "E(x1, x2, x3) = p1*x1 + p2*x2 + p3*x3"),),
    ),
    Question(
        "mean-of-a-sample",
        "Is the mean of a sample linear?",
        ("Yes: it is the expectation with equal weights.",),
        (("check", "mean(x1, x2, x3)"),),
    ),
    Question(
        "variance",
        "Is the variance linear?",
        (
            "No: it is a sum of squares. Double all values, and it is four times as large; change "
            "all signs, and it stays the same. That the variances of *independent* variables add "
            "up is no linearity: the law would have to hold for all.",
        ),
        (("check", "variance(x1, x2, x3)"),),
    ),
    Question(
        "standard-deviation",
        "And the standard deviation?",
        (
            "It lets factors pass that are not negative, as lengths do. But two samples that "
            "cancel each other have a sum without any spread, and each has a spread of its own.",
        ),
        (("check", "std(x1, x2)"),),
    ),
    Question(
        "median",
        "Is the median of three numbers linear?",
        (
            "It keeps one half of the definition. Multiples pass through it, negative ones too: "
            "it is homogeneous. Sums do not: it is not additive, and hence not linear.",
        ),
        (("check", "median3"),),
    ),
    Question(
        "largest-value",
        "Is the largest value of a sample linear?",
        (
            "No: which value is the largest depends on the sample. Positive factors pass. The "
            "factor -1 does not: it makes the largest value the smallest.",
        ),
        (("check", "max(x1, x2, x3)"),),
    ),
    Question(
        "standardising",
        "Is standardising data, `(x - m)/s`, linear?",
        (
            "With mean and deviation given it is affine, and linear exactly when the mean is 0. "
            "If they are computed from the same data, it is not even affine: standardised data "
            "are the same when all data are doubled.",
        ),
        (("check", "f(x) = (x - m)/s"),),
    ),
    Question(
        "affine",
        "Is $f(x) = a*x + b$ linear?",
        (
            "The word has two meanings. In school, and in *linear regression*, any straight line "
            "is called linear; here that is *affine*, and it is proved for all $a$ and $b$. In "
            "linear algebra sums and multiples must pass through, and then $f(0)$ has to be 0: "
            "linear if and only if $b = 0$.",
        ),
        (("check", "a*x + b"),),
    ),
    Question(
        "regression-with-a-square",
        "Is $b0 + b1*x + b2*x^2$ a linear model?",
        (
            "Yes, in the sense of *linear regression*: it is linear in the coefficients, and the "
            "powers of $x$ are known numbers. In $x$ it is not linear. With a coefficient in an "
            "exponent, it is no linear model any more.",
        ),
        (
            ("check", "f(b0, b1, b2; x) = b0 + b1*x + b2*x^2"),
            ("check", "f(b0, b1; x) = b0*exp(b1*x)"),
        ),
    ),
    Question(
        "least-squares",
        "Is the least-squares slope linear in the data?",
        (
            "In the measured values $y$, yes: for a line through the origin it is the dot product "
            "with $x$, over a number that does not depend on $y$. What is minimised is not: "
            "a squared error is a square.",
        ),
        (
            ("check", "T(y: R^3) = dot(x, y)/dot(x, x)"),
            ("check", "f(w; x, y) = (w*x - y)^2"),
        ),
    ),
    Question(
        "logistic-regression",
        "Is logistic regression linear?",
        (
            "Its prediction is not: with all weights 0 it is 1/2. What is linear, up to a "
            "constant, is the logarithm of the odds, and hence the border between the classes is "
            "straight.",
        ),
        (
            ("check", "logistic_regression"),
            ("check", "logit(sigmoid(w1*x1 + w2*x2 + b))", "--quiet"),
        ),
    ),
)
