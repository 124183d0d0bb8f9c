"""Questions about networks and their parts."""

from __future__ import annotations

from symlin.report.site.questions import Question

NETWORKS = (
    Question(
        "maximum",
        "Is $max(x1, x2)$ linear?",
        (
            "No. On each side of the line $x1 = x2$ it is linear, for there it is one of its "
            "inputs, but across that line it bends. So the maximum of a sum is in general not the "
            "sum of the maxima. Positive factors do pass through it.",
        ),
        (("check", "Max(x1, x2)"),),
    ),
    Question(
        "maximum-with-one-input-held",
        "With x1 held at 1, is $max(1, x)$ linear? Or at least affine?",
        (
            "Neither. As a function of $x$ alone it is flat at 1 up to $x = 1$ and rises with "
            "slope 1 from there. It is not linear, since $f(0) = 1$ where a linear function has 0. "
            "It is not affine, since its graph has a kink at $x = 1$: at the middle of 0 and 2 it "
            "has the value 1, but the average of its values there is 3/2.",
        ),
        (("check", "Max(1, x)"),),
    ),
    Question(
        "average",
        "And the average of two inputs?",
        ("Linear: its matrix is a row of halves. The graph is a plane through the origin.",),
        (("check", "(x1 + x2)/2"),),
    ),
    Question(
        "relu",
        "Is ReLU linear?",
        (
            "No, in spite of its name, the rectified *linear* unit. Take -1 and 1: their sum is 0, "
            "and ReLU is 0 there, but the values at the two points add up to 1. The name speaks of "
            "the two straight pieces.",
        ),
        (("check", "relu"),),
    ),
    Question(
        "relu-on-positive-inputs",
        "Is ReLU linear if its inputs are never negative?",
        (
            "Yes. On $x >= 0$ it returns its input. What is restricted is the domain: the laws are "
            "only asked where all points are allowed.",
        ),
        (("check", "relu", "--assume", "x >= 0"),),
    ),
    Question(
        "everything-is-positive",
        "Weights, bias and inputs are all positive. Is $relu(w*x + b)$ linear then?",
        (
            "Almost: it is affine. ReLU has nothing to cut off, so $f(x) = w*x + b$. What is "
            "missing from linear is exactly the bias: it is linear if and only if $b = 0$.",
        ),
        (
            (
                "check",
                "relu(w*x + b)",
                "--assume",
                "w >= 0",
                "--assume",
                "b >= 0",
                "--assume",
                "x >= 0",
            ),
        ),
    ),
    Question(
        "convolution-then-relu",
        "Is a convolution followed by ReLU linear?",
        (
            "No. The convolution is linear, but ReLU behind it cuts off what is negative. Only the "
            "kernel that is zero throughout is an exception, and a trivial one.",
        ),
        (("check", "conv1d([w0, w1]) >> relu", "--shape", "4"),),
    ),
    Question(
        "convolution-then-max-pooling",
        "Without any activation: is a convolution followed by max-pooling linear?",
        (
            "No. Max-pooling is not linear by itself: it needs no activation to bend. Positive "
            "factors pass through the whole, negative ones do not.",
        ),
        (("check", "conv1d([1, 2]) >> max_pool1d(2)", "--shape", "5"),),
    ),
    Question(
        "convolution-then-average-pooling",
        "Is a convolution followed by average-pooling linear?",
        (
            "Yes, whatever the kernel: both are linear, and linear maps composed are linear. The "
            "matrix is the product of the two matrices.",
        ),
        (("check", "conv1d([w0, w1]) >> avg_pool1d(2)", "--shape", "5"),),
    ),
    Question(
        "convolution-after-convolution",
        "Is a convolution of a convolution linear?",
        (
            "Yes. Without something between them that is not linear, two convolutions are one with "
            "a longer kernel. That is why networks need activations.",
        ),
        (("check", "conv1d([w0, w1]) >> conv1d([v0, v1])", "--shape", "4"),),
    ),
    Question(
        "mixture-of-two-units",
        "Can a mixture of two ReLU units, $a*relu(w*x) + b*relu(q*x)$, be linear?",
        (
            "Yes, if their kinks at 0 cancel: if and only if $a*abs(w) + b*abs(q) = 0$. The slope "
            "changes at 0 by $a*abs(w)$ for the first unit and by $b*abs(q)$ for the second.",
        ),
        (("check", "a*relu(w*x) + b*relu(q*x)"),),
    ),
    Question(
        "two-units-two-inputs",
        "And $a*relu(w*x1 + b) + c*relu(w*x2 + b)$, as a function of $x1$ and $x2$?",
        (
            "Here the kinks lie along different lines, and cannot cancel each other. So nothing is "
            "left but the trivial cases: $a = 0$ and $c = 0$, or $w = 0$ with a constant that "
            "vanishes ($b <= 0$, or $a + c = 0$).",
        ),
        (("check", "a*relu(w*x1 + b) + c*relu(w*x2 + b)", "--timeout", "120"),),
    ),
    Question(
        "leaky-relu",
        "For which slope is leaky ReLU linear?",
        (
            "For slope 1 alone, when both pieces are the same line. PReLU is the same function "
            "with a slope that is learned; it is linear for the same value only.",
        ),
        (("check", "leaky_relu"), ("check", "prelu")),
    ),
    Question(
        "elu",
        "Is ELU linear for some alpha?",
        (
            "Never: beside the straight line for positive inputs it has a piece of an exponential, "
            "or a constant when $alpha = 0$.",
        ),
        (("check", "elu"),),
    ),
    Question(
        "selu",
        "Is SELU linear?",
        (
            "No, and no parameter is left that could make it so. The decimals are its defining "
            "constants, taken exactly.",
        ),
        (("check", "selu"),),
    ),
    Question(
        "sigmoid",
        "Is the sigmoid linear?",
        (
            "No. It suffices to look at 0: the sigmoid is 1/2 there, and a linear function is 0. "
            "It is not affine either, though near 0 it looks like a straight line.",
        ),
        (("check", "sigmoid"),),
    ),
    Question(
        "relu-as-max-pooling",
        "Is ReLU just a max-pool with a constant?",
        (
            "Yes: ReLU is the maximum of its input and the constant 0, for every input. That is "
            "why both fail to be linear for the same reason. Leaky ReLU is a different function.",
        ),
        (("equiv", "Max(x, 0)", "relu"), ("equiv", "relu", "leaky_relu(x, 1/10)")),
    ),
    Question(
        "dense-layer",
        "Is a dense layer linear?",
        (
            "Libraries call it a linear layer, but with a bias it is affine: at 0 it has the value "
            "of its bias, and a linear function is 0 there. Without the bias it is linear.",
        ),
        (("check", "dense([[1, 2], [3, 4]], [1, 0])", "--shape", "2"),),
    ),
    Question(
        "residual-connection",
        "Is a residual connection linear?",
        (
            "Exactly if the layer beside it is: then its matrix is that of the layer plus the "
            "identity. With ReLU, the first entry is -1 at (-1, 0) and 2 at (1, 0). These add up "
            "to 1, but at the sum of the points it is 0.",
        ),
        (
            ("check", "residual(dense([[1, 2], [3, 4]]))", "--shape", "2"),
            ("check", "residual(relu)", "--shape", "2"),
        ),
    ),
    Question(
        "batch-normalisation",
        "Is batch normalisation linear?",
        (
            "After training it is affine: the mean `mu` and the variance `s` are fixed numbers "
            "then, so that it scales and shifts. It is linear exactly when the shift is 0.",
        ),
        (("check", "batch_norm"),),
    ),
    Question(
        "layer-normalisation",
        "And layer normalisation?",
        (
            "It is neither linear nor affine: it divides by the spread of the very input that it "
            "is given. If you double the input, the output grows, but it does not double.",
        ),
        (("check", "layer_norm", "--shape", "2"),),
    ),
    Question(
        "dropout",
        "Is dropout linear?",
        (
            "For each fixed mask, yes: every entry is multiplied by a number that does not depend "
            "on it. If each call draws a new mask, there is no single function to ask about.",
        ),
        (("check", "dropout"),),
    ),
    Question(
        "softmax",
        "Is the softmax linear?",
        (
            "No. At (0, 0) both outputs are 1/2, where a linear function is 0. It is not affine "
            "either, for its outputs stay between 0 and 1 and are not constant.",
        ),
        (("check", "softmax(x1, x2)"),),
    ),
    Question(
        "linear-in-the-weights",
        "A network without activations is linear in its input. In its weights as well?",
        (
            "With one layer, yes; with two, no, for the weights are multiplied with each other. "
            "With $w1 = 0$ or with $w2 = 0$ the output is 0, but two such pairs of weights add up "
            "to one that gives $-x$.",
        ),
        (("check", "f(w1, w2; x) = w2*w1*x"),),
    ),
)
