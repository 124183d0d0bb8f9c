"""The laws, and what each of them says, as facts over exact terms."""

from __future__ import annotations

from enum import StrEnum


class Law(StrEnum):
    """The laws of which symlin speaks, in the order in which it reports them."""

    ADDITIVITY = "additivity"
    HOMOGENEITY = "homogeneity"
    LINEAR = "linear"
    AFFINE = "affine"
    POSITIVE_HOMOGENEITY = "positive_homogeneity"
    ODD = "odd"
    EQUIVALENT = "equivalent"
