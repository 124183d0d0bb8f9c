"""The median filter replaces each value of a sequence by the middle one of three neighbours.

It is homogeneous, even for negative factors, but not additive, and so not linear: two impulses side
by side pass through it, each of them alone does not. It is time-invariant.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="median_filter",
    family="signals",
    signature="y[n] = median(x[n-1], x[n], x[n+1])",
    text="y[n] = median(x[n-1], x[n], x[n+1])",
    called=("running_median",),
    note="of numbers: median3",
    claim=laws(
        "refuted",
        homogeneity="proved",
        positive_homogeneity="proved",
        odd="proved",
        time_invariance="proved",
    ),
    summary="The middle one of each value and its two neighbours: homogeneous, not additive.",
    references=("Tukey, Exploratory Data Analysis, Addison-Wesley, 1977.",),
)
