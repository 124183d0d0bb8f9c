"""The checker: follows a certificate step by step, and raises on the first that does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never, cast

from symlin.kernel import term as k
from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Conditional,
    Contradiction,
    DegreeProof,
    DerivativeWitness,
    DirectProof,
    Impossible,
    LawProof,
    MatrixProof,
    ParameterSplit,
    Proof,
    Refutation,
    Rejected,
    Rewrite,
    Witness,
    within_limits,
)
from symlin.kernel.claim import (
    Equation,
    Law,
    Subject,
    breach,
    conjuncts,
    defect,
    instance_of,
    law_equation,
    law_rows,
    premises,
)
from symlin.kernel.contradiction import follow, read
from symlin.kernel.facts import Context, are_numbers, have_values
from symlin.kernel.statements.matrix import stated_matrix
from symlin.kernel.theorem import SEAL, LawTheorem, Status, settled
from symlin.kernel.theories import table
from symlin.kernel.walk import replaced, substitute, variables


def check(
    subject: Subject,
    law: Law,
    status: Status,
    certificate: Certificate,
    rewrites: Sequence[Rewrite] = (),
) -> LawTheorem:
    """The theorem "`law` is `status` for `subject`"; raises `Rejected` where a step does not hold.

    With rewrites, the certificate is about `rewritten(subject, rewrites)`.
    """
    law = Law(law)  # laws are compared by `is`
    status = cast(Status, str.__str__(status))  # a subclass of str may compare as it likes
    subject, certificate, rewrites = settled((subject, certificate, tuple(rewrites)))
    with within_limits():
        _check_names(subject)  # first: the laws bring in names with apostrophes
        facts = subject.parameter_facts()  # of the claim itself: a rewriting may say more of them
        argued = subject
        if rewrites:
            check_rewrites(subject, rewrites)
            argued = rewritten(subject, rewrites)
        _check(argued, law, status, certificate, facts)
        stated = stated_matrix(certificate)
    return LawTheorem(
        seal=SEAL,
        subject=subject,
        law=law,
        status=status,
        certificate=certificate,
        rewrites=tuple(rewrites),
        argued=argued,
        condition=certificate.condition if isinstance(certificate, Conditional) else None,
        matrix=None if stated is None else stated[0],
        offset=None if stated is None else stated[1],
    )


def _check(
    subject: Subject,
    law: Law,
    status: Status,
    certificate: Certificate,
    facts: tuple[k.Guard, ...],
) -> None:
    if law is Law.EQUIVALENT and len(subject.outputs) % 2:
        raise Rejected("two functions to compare must have as many outputs each")
    match status, certificate:
        case "proved", MatrixProof() | DirectProof() | CaseProof():
            _check_proof(subject, law, (), certificate)
        case "proved", DegreeProof():
            rule = table.THEORIES.proofs.get(DegreeProof)
            if rule is None:
                raise Rejected("no theory counts degrees")
            rule(subject, law)
        case "refuted", Witness() | DerivativeWitness() | ParameterSplit() | Impossible():
            _check_refutation(subject, law, facts, certificate)
        case "conditional", Conditional():
            _check_conditional(subject, law, facts, certificate)
        case _:
            raise Rejected(f"a {type(certificate).__name__} cannot show that a law is {status}")


def _check_names(subject: Subject) -> None:
    names = (*subject.inputs, *subject.parameters)
    if len(set(names)) != len(names) or any("'" in name for name in names):
        raise Rejected("inputs and parameters must have distinct names without an apostrophe")
    if subject.variables - set(names):
        raise Rejected("a variable is neither an input nor a parameter")


def rewritten(subject: Subject, rewrites: Sequence[Rewrite]) -> Subject:
    """The function with the terms replaced, one after the other, on the same domain."""
    outputs = subject.outputs
    for step in rewrites:
        outputs = replaced(outputs, {step.term: step.by})
    return replace(subject, outputs=outputs, assumptions=subject.domain)


def check_rewrites(subject: Subject, rewrites: Sequence[Rewrite]) -> None:
    """Accept that no replacement changes a value on the domain, or the domain itself; raises
    `Rejected`."""
    for step in rewrites:
        if set(variables(step.term, step.by)) - {*subject.inputs, *subject.parameters}:
            raise Rejected("a rewriting brings in a variable")
        follow((*subject.domain, k.ne(k.sub(step.term, step.by))), step.proof)
    context = Context(subject.domain)
    new = {*conjuncts(rewritten(subject, rewrites).domain)} - {*conjuncts(subject.domain)}
    if not all(context.decide(guard) is True for guard in new):
        raise Rejected("a rewriting is not shown to keep the domain")


def _check_conditional(
    subject: Subject, law: Law, facts: tuple[k.Guard, ...], certificate: Conditional
) -> None:
    condition = certificate.condition
    _check_case(subject, condition, facts, "the condition")
    sides = (certificate.holds_at, condition), (certificate.fails_at, k.negation(condition))
    for point, side in sides:
        if set(point) - set(subject.parameters):
            raise Rejected("a point on one side of the condition names more than the parameters")
        at_point = k.conjunction(*substitute((*facts, side), point))
        if not are_numbers(tuple(point.values())) or Context(()).decide(at_point) is not True:
            raise Rejected("the condition is not shown to hold somewhere and to fail somewhere")
    _check_proof(subject, law, (condition,), certificate.proof)
    _check_refutation(subject, law, (*facts, k.negation(condition)), certificate.refutation)


# ---- laws that hold ----


def _check_proof(
    subject: Subject, law: Law, extra: tuple[k.Guard, ...], certificate: LawProof
) -> None:
    match certificate:
        case CaseProof(guard, yes, no):
            _check_case(subject, guard, (*subject.domain_at({}), *extra))
            _check_proof(subject, law, (*extra, guard), yes)
            _check_proof(subject, law, (*extra, k.negation(guard)), no)
        case Impossible(proof):
            follow((*subject.domain_at({}), *extra), proof)
        case MatrixProof():
            _check_matrix(subject, law, extra, certificate)
        case DirectProof(proofs):
            if law in (Law.LINEAR, Law.AFFINE):
                raise Rejected(f"{law} needs a matrix")
            equation = law_equation(law, subject.inputs)
            rows = [defect(subject, law, equation, row) for row in law_rows(subject, law)]
            _check_rows((*premises(subject, equation), *extra), rows, proofs)
        case _:
            raise Rejected(f"a {type(certificate).__name__} is no proof of a law")


def _check_matrix(
    subject: Subject, law: Law, extra: tuple[k.Guard, ...], certificate: MatrixProof
) -> None:
    """A matrix proves LINEAR, and with it every other law but EQUIVALENT."""
    matrix, offset = certificate.matrix, certificate.offset
    if law is Law.EQUIVALENT or (offset is not None and law is not Law.AFFINE):
        raise Rejected(f"a matrix with offset does not prove {law}")
    offsets = (k.ZERO,) * len(matrix) if offset is None else offset
    if len(matrix) != len(subject.outputs) or len(offsets) != len(matrix):
        raise Rejected("the matrix has another number of rows than the operator has outputs")
    if any(len(row) != len(subject.inputs) for row in matrix):
        raise Rejected("the matrix has another number of columns than the operator has inputs")
    entries = (*(e for row in matrix for e in row), *offsets)
    if set(variables(*entries)) - set(subject.parameters):
        raise Rejected("a matrix entry depends on more than the parameters")
    inputs = [k.var(name) for name in subject.inputs]
    rows = []
    for output, row, constant in zip(subject.outputs, matrix, offsets, strict=True):
        products = (k.mul(e, x) for e, x in zip(row, inputs, strict=True) if e is not k.ZERO)
        rows.append(k.sub(output, k.add(*products, constant)))
    facts = (*subject.domain_at({}), *extra)
    if not have_values(entries, facts):
        raise Rejected("a matrix entry is not shown to have a value")
    _check_rows(facts, rows, certificate.proofs)


def _check_rows(facts: Sequence[k.Guard], rows: Sequence[k.Term], proofs: Sequence[Proof]) -> None:
    """Every term vanishes wherever the facts hold."""
    if len(rows) != len(proofs):
        raise Rejected("there must be one proof for each output")
    shared: dict[int, Context] = {}
    for term, proof in zip(rows, proofs, strict=True):
        match proof:
            case Contradiction(denominator):
                if denominator not in shared:
                    shared[denominator] = read(facts, denominator)
                if shared[denominator].decide(k.eq(term)) is not True:
                    follow((*facts, k.negation(k.eq(term))), proof)
            case _:
                follow((*facts, k.negation(k.eq(term))), proof)


def _check_case(
    subject: Subject, guard: k.Guard, facts: Sequence[k.Guard], what: str = "a case distinction"
) -> None:
    if set(variables(guard)) - set(subject.parameters):
        raise Rejected(f"{what} must speak of parameters only")
    if not have_values((guard,), facts):
        raise Rejected(f"{what} is not shown to be true or false for all parameters")


# ---- laws that break ----


def _check_refutation(
    subject: Subject, law: Law, facts: tuple[k.Guard, ...], refutation: Refutation
) -> None:
    match refutation:
        case ParameterSplit(guard, yes, no):
            _check_case(subject, guard, facts)
            _check_refutation(subject, law, (*facts, guard), yes)
            _check_refutation(subject, law, (*facts, k.negation(guard)), no)
        case Impossible(proof):
            if not subject.parameters:
                raise Rejected("there are no parameters to exclude")
            follow(facts, proof)
        case Witness():
            _check_witness(subject, law, facts, refutation)
        case DerivativeWitness():
            rule = table.THEORIES.refutations.get(DerivativeWitness)
            if rule is None:
                raise Rejected("no theory speaks of derivatives at points")
            follow(*rule(read, subject, law, facts, refutation))
        case _:
            assert_never(refutation)


def _check_witness(
    subject: Subject, law: Law, facts: tuple[k.Guard, ...], witness: Witness
) -> None:
    _check_witness_terms(subject, law, witness)
    equation = Equation(witness.points, witness.weights)
    # what breaks linearity breaks a law that implies it
    shown = Law.LINEAR if table.THEORIES.implies_linearity(subject, law) else law
    if Context(facts).decide(instance_of(shown, equation)) is not True:
        raise Rejected(f"the points and weights are not an instance of {law}")
    if table.THEORIES.breaks(subject, law, witness):
        return
    demand = breach(subject, law, equation, witness.output)
    follow((*facts, k.negation(demand)), witness.proof)


def _check_witness_terms(subject: Subject, law: Law, witness: Witness) -> None:
    if witness.output not in law_rows(subject, law):
        raise Rejected("the witness names an output that does not exist")
    if len(witness.points) != len(witness.weights) or not witness.points:
        raise Rejected("a witness needs one weight for each point")
    if any(tuple(point) != subject.inputs for point in witness.points):
        raise Rejected("a point must give every input, in order")
    terms = [v for point in witness.points for v in point.values()]
    if set(variables(*terms, *witness.weights)) - set(subject.parameters):
        raise Rejected("a witness may depend on parameters only")
