r"""Verdicts in LaTeX: the statement and its short proof or refutation, a fragment for a paper.

The fragment needs `amsmath` and `amsfonts`. Every number in it is exact, and comes from the
certificate that the kernel accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Counterexample, Status
from symlin.errors import NotExported
from symlin.kernel.certificate import (
    Conditional,
    DerivativeWitness,
    Impossible,
    ParameterSplit,
    Refutation,
    Witness,
)
from symlin.kernel.claim import Law, conjuncts
from symlin.kernel.term import ZERO, Guard, Term, add, conjunction, mul, negation, var
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.theorem import Matrix as Rows
from symlin.kernel.walk import substitute, variables
from symlin.language.formula import equation, names, weighted
from symlin.language.operator import Operator
from symlin.language.tree import (
    Compare,
    Ellipsis,
    Grouped,
    Matrix,
    Name,
    Number,
    Pair,
    Product,
    Sum,
    Tree,
    Value,
)
from symlin.language.wording import tree_of
from symlin.report.formats.latex import escaped, latex_within
from symlin.report.formats.width import width
from symlin.report.words.sides import Lettering, Member, entries, sides

SHOWN = 12
"""A matrix with more rows or columns is not written out; it would not fit on the page."""
WIDE = 70
"""About so many characters, as they are seen, fit on a displayed line."""
LIMIT = 20_000
"""A part of a formula with more characters of LaTeX than this is for no reader."""
_APART = r", \qquad "
_BUT = r", \qquad\text{but}\qquad "
_GAPS = {_APART: 6, _BUT: 10}
"""About how many characters would fit between two formulas on one line."""
_LAWS = (Law.LINEAR, Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE)
_ADJECTIVE = {
    Law.LINEAR: "linear",
    Law.ADDITIVITY: "additive",
    Law.HOMOGENEITY: "homogeneous",
    Law.AFFINE: "affine",
    Law.POSITIVE_HOMOGENEITY: "positively homogeneous",
    Law.ODD: "odd",
}


def to_latex(report: Report) -> str:
    """The operator, what holds of it, and why, as paragraphs of LaTeX."""
    proof = r"\emph{Proof.} " + _argument(report, report.claims[Law.LINEAR])
    return "\n\n".join([_statement(report), proof, *_others(report)]) + "\n"


def _set(tree: Tree) -> str:
    text = latex_within(tree, LIMIT)
    if text is None:
        raise NotExported("the formula, written out, is too long")
    return text


def _inline(node: Term | Guard) -> str:
    return f"${_set(tree_of(node))}$"


def _statement(report: Report) -> str:
    operator = report.operator
    space, domain = _space(len(operator.inputs)), _domain(report)
    lines = [
        rf"\textbf{{Claim.}} Let $f\colon {'D' if domain else space} \to "
        rf"{_space(len(operator.outputs))}$ be given by",
        _definition(_function(operator.inputs), _column(operator.outputs)),
    ]
    if domain:
        lines.append(_domain_sentence(operator, space, domain))
    if given := [guard for guard in _known(report) if guard not in domain]:
        lines.append(f"Assume {', '.join(map(_inline, given))}.")
    lines.append(_sentences([report.claims[law] for law in _LAWS]))
    return "\n".join(lines)


def _definition(function: Tree, column: Tree) -> str:
    """What the function is, on a line of its own, or on two."""
    if width(equation(function, column)) <= WIDE:
        return f"\\[\n  {_set(equation(function, column))}.\n\\]"
    return f"\\begin{{multline*}}\n  {_set(function)} \\\\\n  = {_set(column)}.\n\\end{{multline*}}"


def _space(n: int) -> str:
    return r"\mathbb{R}" if n == 1 else rf"\mathbb{{R}}^{{{n}}}"


def _known(report: Report) -> list[Guard]:
    """What is assumed, and what it takes for f to have a value, part by part."""
    where = () if report.where is None else (report.where,)
    return conjuncts((*report.operator.assumptions, *where))


def _domain(report: Report) -> list[Guard]:
    """What of that is said of the inputs; f is defined on all of the space where it is nothing."""
    inputs = set(report.operator.inputs)
    return [guard for guard in _known(report) if inputs.intersection(variables(guard))]


def _domain_sentence(operator: Operator, space: str, domain: Sequence[Guard]) -> str:
    """What D is."""
    names = ", ".join(map(_set, _inputs(operator.inputs)))
    point = names if len(operator.inputs) == 1 else f"({names})"
    whole = tree_of(conjunction(*domain))
    condition = latex_within(whole, LIMIT)
    if condition is None:
        assumed = any(guard in domain for guard in conjuncts(operator.assumptions))
        beside = " and the assumptions, too long to be written here, hold" if assumed else ""
        return f"Here $D$ is the set of all ${point} \\in {space}$ at which $f$ is defined{beside}."
    if width(whole) <= WIDE:
        return f"Here $D = \\{{{point} \\in {space} : {condition}\\}}$."
    parts = ", ".join(map(_inline, domain))
    return f"Here $D$ is the set of all ${point} \\in {space}$ with {parts}."


def _inputs(inputs: Sequence[str]) -> tuple[Tree, ...]:
    return names(inputs, SHOWN, first=2)


def _function(inputs: Sequence[str]) -> Tree:
    return Value("f", _inputs(inputs))


def _column(outputs: Sequence[Term]) -> Tree:
    """The one output, or all of them one below the other, as far as they fit."""
    if len(outputs) == 1:
        return tree_of(outputs[0])
    shown = [*map(tree_of, outputs[:SHOWN]), *([Ellipsis()] if len(outputs) > SHOWN else [])]
    return Matrix(tuple((entry,) for entry in shown))


@dataclass(frozen=True)
class _Answer:
    """What is said of a law around its name; laws with the same answer share a sentence."""

    before: str
    after: str = ""
    joint: str = " and "


def _sentences(claims: Sequence[Claim]) -> str:
    answers: dict[_Answer, list[str]] = {}
    for claim in claims:
        answer = _answer(claim)
        if answer is not None:
            answers.setdefault(answer, []).append(_ADJECTIVE[claim.law])
    return " ".join(
        f"{answer.before} {_listing(words, answer.joint)}{answer.after}."
        for answer, words in answers.items()
    )


def _listing(words: Sequence[str], joint: str) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + joint + words[-1]


def _answer(claim: Claim) -> _Answer | None:
    match claim.status:
        case Status.PROVED:
            return _Answer("It is")
        case Status.REFUTED:
            return _Answer("It is not", joint=" nor ")
        case Status.CONDITIONAL if claim.guard is not None:
            return _Answer("It is", f" if and only if {_inline(claim.guard)}")
        case _:
            return None


def _argument(report: Report, claim: Claim) -> str:
    theorem = claim.theorem
    if theorem is None:
        return f"Whether $f$ is linear is open: {_plain(claim.reason or 'no proof was found')}."
    steps, sentences = theorem.certificate, []
    if theorem.matrix is not None:
        opening = "For" if claim.guard is None else f"If {_inline(claim.guard)}, then for"
        sentences.append(_matrix_sentence(report, theorem, theorem.matrix, opening))
    if isinstance(steps, Conditional):
        sentences.append("Conversely, let the condition fail.")
        sentences.extend(_refutation(report, steps.refutation))
    elif isinstance(steps, ParameterSplit):
        sentences.extend(_refutation(report, steps))
    elif claim.counterexample is not None:
        sentences.append(_counterexample(report, claim))
    return "\n".join(sentences)


def _matrix_sentence(report: Report, theorem: LawTheorem, rows: Rows, opening: str) -> str:
    inputs = report.operator.inputs
    if len(rows) > SHOWN or len(inputs) > SHOWN:
        size = f"${len(rows)} \\times {len(inputs)}$"
        moved = " + c" if theorem.offset else ""
        return f"{opening} all $x$ in the domain $f(x) = A x{moved}$ with a {size} matrix $A$."
    shown = equation(_function(inputs), _affine_map(inputs, theorem, rows))
    names = ", ".join(map(_set, _inputs(inputs)))
    return f"{opening} all ${names}$ in the domain\n" + _display([shown])


def _affine_map(inputs: Sequence[str], theorem: LawTheorem, rows: Rows) -> Tree:
    """A x + c; as one formula where there is but one number of each."""
    offset = theorem.offset
    if len(inputs) == len(rows) == 1:
        slope, constant = rows[0][0], offset[0] if offset else ZERO
        return tree_of(add(mul(slope, var(inputs[0])), constant))
    x = Matrix(tuple((Name(name),) for name in inputs))
    product = Product((Matrix(tuple(map(entries, rows))), x), (False, False))
    if not offset:
        return product
    return Sum((product, Matrix(tuple((entry,) for entry in entries(offset)))))


def _refutation(report: Report, steps: Refutation) -> list[str]:
    """Case by case: points whose weighted sum is 0, and whose images' is not."""
    match steps:
        case Impossible():
            return []
        case Witness():
            return [_witness(report, steps)]
        case DerivativeWitness():
            return [_derivative(steps)]
        case ParameterSplit(guard, yes, no):
            sentences = []
            for side, part in ((guard, yes), (negation(guard), no)):
                if inner := _refutation(report, part):
                    sentences.extend([f"Let {_inline(side)}.", *inner])
            return sentences


def _witness(report: Report, witness: Witness) -> str:
    index = () if len(report.operator.outputs) == 1 else (witness.output + 1,)
    points = [entries(tuple(point.values())) for point in witness.points]
    places = [Pair(point) if len(point) > 1 else Grouped(point[0]) for point in points]
    found = _breach(witness.weights, places, [Value("f", point, index) for point in points])
    if _fits(found, _BUT):
        return "Then\n" + _display(found, _BUT)
    letters = [Name(f"p_{k}") for k in range(len(places))]
    named = [equation(letter, place) for letter, place in zip(letters, places, strict=True)]
    short = _breach(witness.weights, letters, [Value("f", (p,), index) for p in letters])
    return "With\n" + _display(named) + "\n" + _display(short, _BUT)


def _derivative(witness: DerivativeWitness) -> str:
    order = {2: "second", 3: "third"}.get(witness.order, f"{witness.order}-th")
    place = entries(tuple(witness.point.values()))
    where = _set(Pair(place) if len(place) > 1 else place[0])
    (value,) = entries(substitute((witness.value,), witness.point))
    said = f"The {order} derivative by ${_set(Name(witness.variable))}$ at ${where}$, which the law"
    return f"{said} demands to be 0, is\n" + _display([value])


def _breach(weights: Sequence[Term], points: Sequence[Tree], images: Sequence[Tree]) -> list[Tree]:
    """The points add up to 0, their images do not."""
    factors, zero = entries(tuple(weights)), Number(0)
    whole = weighted(list(zip(factors, points, strict=True)))
    total = weighted(list(zip(factors, images, strict=True)))
    return [equation(whole, zero), Compare((total, zero), ("!=",))]


def _display(parts: Sequence[Tree], apart: str = _APART) -> str:
    """Formulas on one line where they fit, else one below the other."""
    shown = list(map(_set, parts))
    if _fits(parts, apart):
        return f"\\[\n  {apart.join(shown)}.\n\\]"
    lines = ", \\\\\n  ".join(shown)
    return f"\\begin{{gather*}}\n  {lines}.\n\\end{{gather*}}"


def _fits(parts: Sequence[Tree], apart: str) -> bool:
    """Whether the formulas have room on one line."""
    return sum(map(width, parts)) + _GAPS[apart] * (len(parts) - 1) <= WIDE


def _plain(text: str) -> str:
    """Words as they are; a double hyphen must not become a dash."""
    return escaped(text).replace("--", "-{}-")


def _counterexample(report: Report, claim: Claim) -> str:
    found = claim.counterexample
    if found is None:
        return ""
    where = ""
    if found.parameters:
        where = f"for {', '.join(_values(found.parameters))} "
    left, right = _sides(found)
    k = found.output
    index = "" if len(found.lhs) == 1 else f" in entry {k + 1}"
    lhs, rhs = tree_of(found.lhs[k]), tree_of(found.rhs[k])
    text = f"{where}the law of {_law(found)} breaks{index}:"
    shown = (equation(left, lhs), equation(right, rhs), Compare((lhs, rhs), ("!=",)))
    return f"{text[0].upper()}{text[1:]}\n" + _display(shown)


def _values(values: Mapping[str, Term]) -> list[str]:
    return [f"${_set(equation(Name(n), tree_of(v)))}$" for n, v in values.items()]


def _law(found: Counterexample) -> str:
    if found.coefficients:
        return "linear combinations" if found.law is Law.LINEAR else "affine combinations"
    return {
        Law.ADDITIVITY: "additivity",
        Law.HOMOGENEITY: "homogeneity",
        Law.AFFINE: "the midpoint",
        Law.POSITIVE_HOMOGENEITY: "positive homogeneity",
        Law.ODD: "oddness",
    }.get(found.law, found.law.value)


def _sides(found: Counterexample) -> tuple[Tree, Tree]:
    """Both sides of the broken law, with the points put in."""
    places = found.instance.places
    points = [tuple(place.point.values()) for place in places]
    values = [Member(tree_of(place.values[found.output])) for place in places[1:]]
    index = () if len(found.lhs) == 1 else (found.output + 1,)
    lhs, rhs = sides(found, points, values, Lettering("f", index, {}))
    return lhs[0].tree, rhs[0].tree


def _others(report: Report) -> list[str]:
    """The affine law, where it is not what linearity already says."""
    affine, linear = report.claims[Law.AFFINE], report.claims[Law.LINEAR]
    if affine.status is linear.status is Status.PROVED or affine.status is Status.UNKNOWN:
        return []
    return [r"\emph{On the affine law.} " + _argument(report, affine)]
