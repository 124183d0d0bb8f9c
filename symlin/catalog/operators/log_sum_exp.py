"""Log-sum-exp is a smooth version of the maximum, and lies strictly above it.

It is not linear: at the origin it is log(2), while a linear map sends 0 to 0. Adding a number to
both inputs adds it to the value, but adding two different numbers does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, total
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The logarithm of the sum of exponentials."""
    return call("log", total([call("exp", entry) for entry in inputs]))


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The largest input, plus what is left of the logarithm; nothing overflows."""
    values = entries_of(at)
    top = max(values)
    return [top + math.log(math.fsum(math.exp(value - top) for value in values))]


OPERATOR = Definition(
    name="log_sum_exp",
    family="readout",
    signature="log_sum_exp(x1, x2, ...)",
    inputs=("x1", "x2"),
    expression="log(exp(x1) + exp(x2))",
    reference=reference,
    claim=laws("refuted"),
    summary="The smooth maximum log(exp(x1) + exp(x2)).",
    references=(
        "Boyd and Vandenberghe, Convex Optimization, Cambridge, 2004, section 3.1.5.",
        "PyTorch documentation, torch.logsumexp.",
    ),
    entries=entries,
    aliases=(
        Alias(
            "F.log_softmax torch.log_softmax jax.nn.log_softmax tf.nn.log_softmax nn.LogSoftmax "
            "scipy.special.log_softmax",
            instead="write x - log(sum(exp(x))), with f(x: R^3) = ... or --shape 3",
        ),
        Alias("logsumexp", "...", "log_sum_exp"),
        Alias("scipy.special.logsumexp", "a, axis=none", "log_sum_exp(a, axis=axis)"),
        Alias("torch.logsumexp", "x, dim", "log_sum_exp(x, axis=dim)"),
        Alias("tf.reduce_logsumexp jax.nn.logsumexp", "x, axis=none", "log_sum_exp(x, axis=axis)"),
    ),
)
