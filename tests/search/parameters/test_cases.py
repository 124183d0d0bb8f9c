"""The tree of cases, read as a proof and as a refutation."""

from __future__ import annotations

from symlin.kernel.certificate import CaseProof, DirectProof, Impossible, ParameterSplit, Witness
from symlin.kernel.term import Guard, negation
from symlin.search.parameters.cases import (
    Branch,
    Breaks,
    Holds,
    holding,
    law_proof,
    refutation,
)

from ..texts import facts

(POSITIVE,) = facts("a > 0")
PROOF = DirectProof(())
WITNESS = Witness(({},), (), 0)
TREE = Branch(POSITIVE, Holds((POSITIVE,), frozenset(), PROOF), Breaks(WITNESS))


def excluded(paths: list[tuple[Guard, ...]]) -> object:
    """Notes what is to be argued away."""

    def exclude(path: tuple[Guard, ...]) -> Impossible:
        paths.append(path)
        return Impossible(None)  # type: ignore[arg-type]

    return exclude


def test_the_cases_in_which_the_law_holds() -> None:
    """From them the condition is made."""
    assert [case.proof for case in holding(TREE)] == [PROOF]
    assert not list(holding(Breaks(WITNESS)))


def test_as_a_refutation_the_holding_cases_are_argued_away() -> None:
    """With all guards on the way to them."""
    paths: list[tuple[Guard, ...]] = []
    refuted = refutation(TREE, excluded(paths))  # type: ignore[arg-type]
    assert isinstance(refuted, ParameterSplit) and refuted.no is WITNESS
    assert isinstance(refuted.yes, Impossible) and paths == [(POSITIVE,)]


def test_as_a_proof_the_breaking_cases_are() -> None:
    """With the negation of the guard, on the other side."""
    paths: list[tuple[Guard, ...]] = []
    proved = law_proof(TREE, excluded(paths))  # type: ignore[arg-type]
    assert isinstance(proved, CaseProof) and proved.yes is PROOF
    assert paths == [(negation(POSITIVE),)]
