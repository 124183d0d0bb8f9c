"""Why a sum is not linear, term by term: which of its terms breaks the laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from symlin.decision.report import Report
from symlin.decision.terms import Kind, kinds_of, summands
from symlin.decision.verdict import Status
from symlin.errors import InputError
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Term
from symlin.language.operator import Operator
from symlin.language.translate import terms
from symlin.language.tree import Sum, Tree
from symlin.language.wording import tree_of
from symlin.reading.expand import expand
from symlin.report.formats.document import Block, Paragraph
from symlin.report.formats.parts import Part
from symlin.report.formats.sentence import say

MOST_TERMS = 12
"""Of more terms a sentence that names them is not read to its end."""


def blamed(report: Report) -> list[Block]:
    """The terms that are linear, and the one that is not even affine; nothing where all are alike.

    If the whole is not affine, and the other terms are, then the rest is not affine: otherwise
    their sum would be.
    """
    operator = report.operator
    if report.claims[Law.AFFINE].status is not Status.REFUTED or len(operator.outputs) != 1:
        return []
    subject = Subject(operator.inputs, operator.parameters, operator.outputs, operator.assumptions)
    for trees, values in _sums(operator):
        kinds = kinds_of(subject, values) if 1 < len(values) <= MOST_TERMS else None
        if kinds is not None and Kind.OTHER in kinds and len(set(kinds)) > 1:
            pairs = list(zip(trees, kinds, strict=True))
            found = {kind: [tree for tree, own in pairs if own is kind] for kind in Kind}
            return [Paragraph(tuple(_sentences(found)))]
    return []


def _sums(operator: Operator) -> Iterator[tuple[Sequence[Tree], Sequence[Term]]]:
    """The terms as a person has written them, then as symlin has them."""
    if operator.written and isinstance(operator.written[0], Sum):
        trees = operator.written[0].terms
        with suppress(InputError):
            yield trees, [terms(tree)[0] for tree in expand(trees, "").trees]
    values = summands(operator.outputs[0])
    yield list(map(tree_of, values)), values


def _sentences(found: dict[Kind, list[Tree]]) -> Iterator[Part]:
    linear, constant, other = (found[kind] for kind in Kind)
    if linear:
        yield from say("Term by term: {linear} is linear. ", linear=_sum(linear))
    if constant:
        text = "The constant {number} is affine, but not linear, for it is not 0 at the origin. "
        yield from say(text, number=_sum(constant))
    text = "{rest} is the term that is not affine."
    if len(other) > 1:
        text = "What is not affine is the rest: {rest}."
    yield from say(text, rest=_sum(other))


def _sum(trees: Sequence[Tree]) -> Tree:
    return trees[0] if len(trees) == 1 else Sum(tuple(trees))
