"""What is claimed, in Coq: one proposition per law."""

from __future__ import annotations

from symlin.export.coq.development import Development
from symlin.kernel.claim import Law

PREDICATE = {
    Law.ADDITIVITY: "is_additive",
    Law.HOMOGENEITY: "is_homogeneous",
    Law.LINEAR: "is_linear",
    Law.AFFINE: "is_affine",
    Law.POSITIVE_HOMOGENEITY: "is_positively_homogeneous",
    Law.ODD: "is_odd",
}


def law_text(development: Development, law: Law) -> str:
    """`is_linear op`, or `is_linear_on domain op`."""
    domain = development.domain_name
    if domain is None:
        return f"{PREDICATE[law]} {development.operator}"
    return f"{PREDICATE[law]}_on {domain} {development.operator}"


def theorem_name(law: Law, status: str) -> str:
    """op_is_linear, op_is_not_linear or op_is_linear_iff."""
    word = PREDICATE[law].removeprefix("is_")
    match status:
        case "proved":
            return f"op_is_{word}"
        case "refuted":
            return f"op_is_not_{word}"
        case _:
            return f"op_is_{word}_iff"
