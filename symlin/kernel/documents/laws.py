"""Theorems about laws of numbers inside other documents: certificates of their own."""

from __future__ import annotations

from symlin.kernel.checker import check
from symlin.kernel.documents.fields import Field, Json
from symlin.kernel.documents.reading import from_field
from symlin.kernel.documents.writing import to_json
from symlin.kernel.theorem import LawTheorem


def law_document(theorem: LawTheorem) -> Json:
    """The theorem as a document that stands for itself."""
    return to_json(
        theorem.subject,
        theorem.law,
        theorem.status,
        theorem.condition,
        theorem.certificate,
        rewrites=theorem.rewrites,
    )


def read_law(field: Field) -> LawTheorem:
    """The theorem that such a document establishes; raises `Unreadable` or `Rejected`."""
    subject, law, status, _, certificate, rewrites = from_field(field)
    return check(subject, law, status, certificate, rewrites)
