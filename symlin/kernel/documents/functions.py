"""Certificates about operators on functions as JSON: the operator, and each of its parts as a
certificate of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never, cast, get_args

from symlin.kernel.certificate import within_limits
from symlin.kernel.claim import Law, Subject
from symlin.kernel.documents.fields import Field, Json, number_text
from symlin.kernel.documents.laws import law_document, read_law
from symlin.kernel.documents.nodes import Nodes, is_name
from symlin.kernel.documents.reading import FORMAT, Steps
from symlin.kernel.documents.writing import Writer
from symlin.kernel.functions.bases import (
    MOST_DEGREE,
    MOST_ORDER,
    Basis,
    Bump,
    Element,
    Impulse,
    Monomial,
)
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Index,
    Integral,
    Series,
    Value,
)
from symlin.kernel.functions.theorem import Fails, FunctionTheorem, Holds, Sides, conclude
from symlin.kernel.term import Term
from symlin.kernel.theorem import Status

SPACE = "functions"
"""What a document says that is about an operator on functions."""
MOST_PLACE = 10**9
"""Of an impulse: a number that is computed with at once."""


# ---- writing ----


def function_document(theorem: FunctionTheorem) -> Json:
    """The theorem as dictionaries, lists, texts and whole numbers."""
    writer = Writer()
    operator = _operator(writer, theorem.subject)
    holds = [_holds(writer, part) for part in theorem.holds]
    fails = [_fails(writer, part) for part in theorem.fails]
    covered = writer.proof(theorem.covered)
    sides = None if theorem.sides is None else [writer.point(p) for p in theorem.sides]
    return {
        "format": FORMAT,
        "space": SPACE,
        "claim": {"law": theorem.law.value, "status": theorem.status},
        "operator": operator,
        "nodes": writer.table,
        "holds": holds,
        "fails": fails,
        "covered": covered,
        "sides": sides,
    }


def _holds(writer: Writer, part: Holds) -> Json:
    return {
        "guard": writer.index(part.guard),
        "values": [[name, writer.index(value)] for name, value in part.values],
        "theorem": law_document(part.theorem),
    }


def _fails(writer: Writer, part: Fails) -> Json:
    return {
        "guard": writer.index(part.guard),
        "basis": {name: [_element(e) for e in row] for name, row in part.basis.items()},
        "at": writer.point(part.at),
        "theorem": law_document(part.theorem),
    }


def _operator(writer: Writer, subject: FunctionSubject) -> Json:
    return {
        "unknowns": list(subject.unknowns),
        "givens": list(subject.givens),
        "sequences": list(subject.sequences),
        "index": [[i.name, i.whole] for i in subject.index],
        "parameters": list(subject.parameters),
        "letters": [[name, _functional(writer, f)] for name, f in subject.letters],
        "outputs": writer.indices(subject.outputs),
        "assumptions": writer.indices(subject.assumptions),
    }


def _functional(writer: Writer, functional: Functional) -> Json:
    def end(term: Term | None) -> int | None:
        return None if term is None else writer.index(term)

    match functional:
        case Value(function, orders, arguments):
            return {"value": function, "orders": list(orders), "at": writer.indices(arguments)}
        case Derivative(body, variable, at):
            places = {"derivative": writer.index(body), "at": writer.index(at)}
            return {**places, "variable": variable}
        case Integral(body, variable, lower, upper):
            place = writer.index(body)
            return {"integral": place, "variable": variable, "from": end(lower), "to": end(upper)}
        case Series(body, variable, lower, upper):
            place = writer.index(body)
            return {"sum": place, "variable": variable, "from": end(lower), "to": end(upper)}
        case _:
            assert_never(functional)


def _element(element: Element) -> Json:
    match element:
        case Monomial(exponents):
            return {"monomial": list(exponents)}
        case Impulse(place):
            return {"impulse": place}
        case Bump(lower, upper, order, exponent):
            ends = [number_text(lower), number_text(upper)]
            return {"bump": ends, "order": order, "exponent": exponent}
        case _:
            assert_never(element)


# ---- reading ----


def is_function_document(document: object) -> bool:
    """Whether a document is about an operator on functions."""
    return isinstance(document, Mapping) and document.get("space") == SPACE


def established_from(document: object) -> FunctionTheorem:
    """The theorem that a document establishes; raises `Unreadable` or `Rejected`."""
    with within_limits():  # also of reading: a document may ask for numbers of any size
        return _established(Field(document))


def _established(root: Field) -> FunctionTheorem:
    version, space, claim, operator, table, holds, fails, covered, sides = root.parts(
        "format", "space", "claim", "operator", "nodes", "holds", "fails", "covered", "sides"
    )
    version.choice([FORMAT])
    space.choice([SPACE])
    nodes = Nodes(table)
    subject = _read_operator(operator, nodes)
    law, status = claim.parts("law", "status")
    good = tuple(_read_holds(part, nodes) for part in holds.items())
    bad = tuple(_read_fails(part, nodes) for part in fails.items())
    reader = Steps(nodes, Subject((), (), ()))  # proofs of entailments name no inputs
    proof = reader.proof(covered, 0)
    both = None if sides.value is None else cast(Sides, tuple(map(reader.point, sides.pair())))
    nodes.refuse_unused()  # what nothing refers to could be read as part of the claim
    found = Law(law.choice([one.value for one in Law]))
    theorem = conclude(subject, found, good, bad, covered=proof, sides=both)
    # the status is what the parts show: stated for readers, and compared
    if status.choice(get_args(Status)) != theorem.status:
        raise status.fail(f'"{theorem.status}", which is what the parts show')
    return theorem


def _read_holds(field: Field, nodes: Nodes) -> Holds:
    guard, values, theorem = field.parts("guard", "values", "theorem")
    pairs = [pair.pair() for pair in values.items()]
    found = tuple((_name(name), nodes.term(value)) for name, value in pairs)
    return Holds(nodes.guard(guard), found, read_law(theorem))


def _read_fails(field: Field, nodes: Nodes) -> Fails:
    guard, basis, at, theorem = field.parts("guard", "basis", "at", "theorem")
    elements: Basis = {
        name: tuple(_read_element(e) for e in basis.at(name).items()) for name in basis.names()
    }
    places = {name: nodes.term(at.at(name)) for name in at.names()}
    return Fails(nodes.guard(guard), elements, places, read_law(theorem))


def _read_element(field: Field) -> Element:
    if "bump" in field.names():
        ends, order, exponent = field.parts("bump", "order", "exponent")
        lower, upper = ends.pair()
        sizes = order.integer(1, MOST_ORDER), exponent.integer(0, MOST_ORDER)
        return Bump(lower.number(), upper.number(), *sizes)
    if field.names() == ("impulse",):
        return Impulse(field.at("impulse").integer(-MOST_PLACE, MOST_PLACE))
    (exponents,) = field.parts("monomial")
    return Monomial(tuple(e.integer(0, MOST_DEGREE) for e in exponents.items()))


def _read_operator(field: Field, nodes: Nodes) -> FunctionSubject:
    unknowns, givens, sequences, index, parameters, letters, outputs, assumptions = field.parts(
        "unknowns",
        "givens",
        "sequences",
        "index",
        "parameters",
        "letters",
        "outputs",
        "assumptions",
    )
    indices = [pair.pair() for pair in index.items()]
    pairs = [pair.pair() for pair in letters.items()]
    return FunctionSubject(
        unknowns=_names(unknowns.items()),
        givens=_names(givens.items()),
        index=tuple(Index(_name(name), whole.truth()) for name, whole in indices),
        parameters=_names(parameters.items()),
        letters=tuple((_name(name), _read_functional(f, nodes)) for name, f in pairs),
        outputs=tuple(map(nodes.term, outputs.items(least=1))),
        assumptions=tuple(map(nodes.guard, assumptions.items())),
        sequences=_names(sequences.items()),
    )


def _read_functional(field: Field, nodes: Nodes) -> Functional:
    def end(place: Field) -> Term | None:
        return None if place.value is None else nodes.term(place)

    names = set(field.names())
    if "value" in names:
        function, orders, at = field.parts("value", "orders", "at")
        rates = tuple(order.integer(0, MOST_DEGREE) for order in orders.items())
        return Value(_name(function), rates, tuple(map(nodes.term, at.items())))
    if "derivative" in names:
        body, variable, at = field.parts("derivative", "variable", "at")
        return Derivative(nodes.term(body), _name(variable), nodes.term(at))
    word = "integral" if "integral" in names else "sum"
    body, variable, lower, upper = field.parts(word, "variable", "from", "to")
    kind = Integral if word == "integral" else Series
    return kind(nodes.term(body), _name(variable), end(lower), end(upper))


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(map(_name, fields))


def _name(field: Field) -> str:
    if not is_name(field.text()):
        raise field.fail("a name")
    return field.text()


__all__: Sequence[str] = ["established_from", "function_document", "is_function_document"]
