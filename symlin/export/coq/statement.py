"""What is claimed, in Coq: one proposition per law."""

from __future__ import annotations

from symlin.export.coq.document import Document
from symlin.kernel.claim import Law

PREDICATE = {
    Law.ADDITIVITY: "is_additive",
    Law.HOMOGENEITY: "is_homogeneous",
    Law.LINEAR: "is_linear",
    Law.AFFINE: "is_affine",
    Law.POSITIVE_HOMOGENEITY: "is_positively_homogeneous",
    Law.ODD: "is_odd",
}


def law_text(document: Document, law: Law) -> str:
    """`is_linear op`, or `is_linear_on domain op`."""
    domain = document.domain_name
    if domain is None:
        return f"{PREDICATE[law]} {document.operator}"
    return f"{PREDICATE[law]}_on {domain} {document.operator}"


def theorem_name(law: Law, status: str) -> str:
    word = PREDICATE[law].removeprefix("is_")
    match status:
        case "proved":
            return f"op_is_{word}"
        case "refuted":
            return f"op_is_not_{word}"
        case _:
            return f"op_is_{word}_iff"
