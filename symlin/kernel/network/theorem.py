"""Theorems about networks: what the kernel has accepted of a graph of tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symlin.kernel.certificate import Rejected, within_limits
from symlin.kernel.claim import Law
from symlin.kernel.network.breach import Breach, Value
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.equal import Pairs, check_pairs, settled_pairs
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.extension import affine_extension
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.laws import PRECISIONS, check_breaches, settled_breach
from symlin.kernel.network.lower import lower
from symlin.kernel.network.pattern import Pattern, settled_pattern
from symlin.kernel.network.structure import BITS, FACTS_OF_LAWS, LINEAR, Facts, facts_of
from symlin.kernel.theorem import SEAL, LawTheorem, Status, Theorem, is_theorem
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import NoValue


@dataclass(frozen=True, slots=True, eq=False)
class NetworkSubject:
    """A graph on a domain."""

    graph: Graph
    domain: Domain

    def __post_init__(self) -> None:
        if type(self.graph) is not Graph or type(self.domain) is not Domain:
            raise Rejected("a theorem is about a graph on a domain")
        if not self.domain.fits(self.graph):
            raise Rejected("the domain bounds something else than the network's inputs")


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """A law that the operations keep: theorems about the formulas of maps; and whether an affine
    network is linear because it is 0 at the origin, which is computed."""

    scalars: tuple[LawTheorem, ...]
    at_origin: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NoInstances:
    """No points of the domain are such as the law speaks of: oddness where entries are positive."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class NetworkTheorem(Theorem):
    """`law` is `status` for `subject`: proved on its whole domain, or broken at points of it.

    Equivalence is asked of a graph that is the difference of two networks: it is 0 wherever it has
    a value, or has another value at a point.
    """

    subject: NetworkSubject
    law: Law
    status: Status
    argument: Structure | Pattern | NoInstances | Breach | LawTheorem | Pairs
    values: tuple[Value, ...] = ()
    """Of a breach: the output's entry at each of the points."""
    bits: int = PRECISIONS[0]
    """Of the balls with which a breach was first looked at: fewer are known not to suffice."""


def proved(
    subject: NetworkSubject, laws: Sequence[Law], argument: Structure | Pattern
) -> list[NetworkTheorem]:
    """The theorems that laws hold; raises `Rejected` where the argument does not show one."""
    laws = tuple(map(Law, laws))
    _check_subject(subject)
    settled: Structure | Pattern
    with within_limits():
        # anew, in containers of its own: what was handed over may still change
        if isinstance(argument, Pattern):
            settled = settled_pattern(argument)
            _check_laws(laws, _facts_by_pattern(subject, settled))
        else:
            settled = Structure(tuple(argument.scalars), argument.at_origin is True)
            _check_laws(laws, _facts_by_structure(subject, settled))
    return [
        NetworkTheorem(seal=SEAL, subject=subject, law=law, status="proved", argument=settled)
        for law in laws
    ]


def equal(subject: NetworkSubject, pairs: Pairs) -> NetworkTheorem:
    """That two networks, of which the subject is the difference, are the same wherever both have
    values; raises `Rejected` where the pairs do not show it."""
    _check_subject(subject)
    with within_limits():
        settled = settled_pairs(pairs)
        check_pairs(subject.graph, settled)
    return NetworkTheorem(
        seal=SEAL, subject=subject, law=Law.EQUIVALENT, status="proved", argument=settled
    )


def vacuous(subject: NetworkSubject, law: Law) -> NetworkTheorem:
    """That a law holds for want of instances; raises `Rejected` where it may have some."""
    _check_subject(subject)
    law = Law(law)
    if law not in FACTS_OF_LAWS or subject.domain.has_instances(law, subject.graph):
        raise Rejected("points of the domain may be an instance of the law")
    return NetworkTheorem(
        seal=SEAL, subject=subject, law=law, status="proved", argument=NoInstances()
    )


def shown(subject: NetworkSubject, pattern: Pattern) -> list[NetworkTheorem]:
    """All that a pattern shows; raises `Rejected` where its letters are not seen to apply."""
    _check_subject(subject)
    with within_limits():
        settled = settled_pattern(pattern)
        facts = _facts_by_pattern(subject, settled)
    return [
        NetworkTheorem(seal=SEAL, subject=subject, law=law, status="proved", argument=settled)
        for law, needed in FACTS_OF_LAWS.items()
        if needed in facts
    ]


def refuted(
    subject: NetworkSubject, breaches: Mapping[Law, Breach], bits: int = PRECISIONS[0]
) -> list[NetworkTheorem]:
    """The theorems that laws fail; raises `Rejected` where one is not seen to be broken.

    Whoever knows that balls of fewer bits do not suffice saves the time to try them.
    """
    _check_subject(subject)
    bits = int.__index__(bits)
    with within_limits():
        found = {Law(law): settled_breach(b, subject.graph) for law, b in breaches.items()}
        values = check_breaches(subject.graph, subject.domain, found, bits)
    return [
        NetworkTheorem(
            seal=SEAL,
            subject=subject,
            law=law,
            status="refuted",
            argument=breach,
            values=values[law],
            bits=bits,
        )
        for law, breach in found.items()
    ]


def lowered(subject: NetworkSubject, law: Law, theorem: LawTheorem) -> NetworkTheorem:
    """A law that a theorem shows of the network written out in terms, entry by entry.

    Raises `Rejected` where the theorem is about something else.
    """
    _check_subject(subject)
    if not is_theorem(theorem) or type(theorem) is not LawTheorem:
        raise Rejected("what is said of the network written out is no theorem of the kernel")
    with within_limits():
        written_out = lower(subject.graph, subject.domain)
    law = Law(law)
    if law not in FACTS_OF_LAWS:  # of terms, equivalence is that of halves, and not of 0
        raise Rejected("what is written out is one network, and not two")
    # the theorem's own subject has to be this very network on this very domain
    about = theorem.subject == written_out and theorem.establishes(law)
    if not about or theorem.status == "conditional":  # a network has no parameters
        raise Rejected("a theorem is not about the network written out, or not about this law")
    return NetworkTheorem(
        seal=SEAL, subject=subject, law=law, status=theorem.status, argument=theorem
    )


def _check_subject(subject: NetworkSubject) -> None:
    if type(subject) is not NetworkSubject:
        raise Rejected("a theorem is about a graph on a domain")


def facts_on(subject: NetworkSubject, facts: Facts) -> Facts:
    """What follows on a domain from what is known of the outputs on the whole space.

    Where only x = 0 has its opposite in the domain, a x for a < 0 asks for no more than f(0) = 0.
    """
    scales = Facts.SCALES in facts and subject.domain.is_pointed(subject.graph)
    return facts | Facts.ODD if scales else facts


def _facts_by_structure(subject: NetworkSubject, structure: Structure) -> Facts:
    graph = subject.graph
    facts = facts_of(graph, structure.scalars)[-1]
    if structure.at_origin:
        if Facts.AFFINE not in facts or not is_zero_at_origin(graph):
            raise Rejected("the network is not shown to be affine and 0 at the origin")
        facts |= LINEAR
    return facts_on(subject, facts)


def _facts_by_pattern(subject: NetworkSubject, pattern: Pattern) -> Facts:
    """Those of the affine function that the network is on its domain."""
    graph = affine_extension(subject.graph, subject.domain, pattern)
    facts = facts_of(graph, ())[-1]
    # where an entry is a number c != 0, the offset b is (b / c) times that entry: a linear map
    linear = subject.domain.has_constant_entry(subject.graph) or is_zero_at_origin(graph)
    if Facts.AFFINE in facts and linear:
        facts |= LINEAR
    return facts_on(subject, facts)


def _check_laws(laws: Sequence[Law], facts: Facts) -> None:
    for law in laws:
        if law not in FACTS_OF_LAWS or FACTS_OF_LAWS[law] not in facts:
            raise Rejected(f"{law} is not what the operations of the network keep")


def is_zero_at_origin(graph: Graph) -> bool:
    """Whether every entry of the output is exactly 0 where all inputs are."""
    try:
        values = Evaluation(graph, [{}]).values(BITS)
    except (NoBall, NoValue):
        return False
    # an entry that was not computed would not be 0 either
    return values.is_exact and all(entry == 0 for entry in values.rows[0])
