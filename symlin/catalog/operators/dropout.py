"""Dropout, for one draw of its mask m: keep or erase the input, and rescale by 1/(1 - p).

Once the mask is drawn it is a factor like any other, and the map is linear. At inference it is the
identity (m = 1 and p = 0). What is random is the factor, not the law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The masked input, rescaled."""
    return [at["m"] * at["x"] / (1 - at["p"])]


OPERATOR = Definition(
    name="dropout",
    family="layer",
    signature="dropout(x, m, p)",
    inputs=("x",),
    parameters={"m": "", "p": "p < 1"},
    expression="m*x/(1 - p)",
    reference=reference,
    claim=laws("proved"),
    summary="A fixed mask m times the input, rescaled by 1/(1 - p).",
    references=(
        "Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout: A Simple Way to "
        "Prevent Neural Networks from Overfitting, JMLR 15, 2014.",
    ),
)
