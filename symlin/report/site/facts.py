"""The facts of an operator as data: its laws in words, and the properties to search by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from symlin.decision.functions.claims import INVARIANCE, FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Status
from symlin.kernel.claim import Law
from symlin.kernel.term import Function, Max, Node, Piecewise, Power, Product, Root
from symlin.kernel.walk import topological, variables
from symlin.language.operator import Operator
from symlin.language.spoken import tree_human
from symlin.language.tree import Tree
from symlin.language.wording import tree_of
from symlin.report.formats.document import Colour
from symlin.report.formats.parts import Formula, Text
from symlin.report.site.entries import Entry

LAWS: Mapping[str, str] = {
    Law.LINEAR.value: "linear",
    Law.ADDITIVITY.value: "additive",
    Law.HOMOGENEITY.value: "homogeneous",
    Law.AFFINE.value: "affine",
    Law.POSITIVE_HOMOGENEITY.value: "positively homogeneous",
    Law.ODD.value: "odd",
}
BESIDE: Mapping[str, str] = {
    "linear_over_reals": "linear over the real numbers",
    INVARIANCE: "time-invariant",
}
"""What is asked of complex inputs, and of functions of one variable."""
AnyReport: TypeAlias = Report | FunctionReport
AnyClaim: TypeAlias = Claim | FunctionClaim
_TRANSCENDENTAL = ("exp", "log", "sin", "cos", "atan", "asin", "erf")


Word = Literal["yes", "no", "iff", "unknown", "vacuous"]


@dataclass(frozen=True)
class LawAnswer:
    """Whether a law holds."""

    word: Word
    condition: Tree | None = None
    """With "iff": when it does."""

    @property
    def text(self) -> Text:
        """yes, or iff alpha = 1."""
        return self.word if self.condition is None else (f"{self.word} ", Formula(self.condition))

    @property
    def colour(self) -> Colour:
        """The colour of the word."""
        return _COLOURS[self.word]

    @property
    def linear(self) -> str:
        """The answer in words, of linearity."""
        if self.condition is not None:
            return f"linear iff {tree_human(self.condition)}"
        return _LINEAR[self.word]


_COLOURS: Mapping[Word, Colour] = {
    "yes": "good",
    "no": "bad",
    "iff": "maybe",
    "unknown": "maybe",
    "vacuous": "",
}
_LINEAR = {
    "yes": "linear",
    "no": "not linear",
    "unknown": "not decided",
    "vacuous": "linear, for want of points to test it",
}


@dataclass(frozen=True)
class Facts:
    """One row of the index and of the comparison."""

    entry: Entry
    answers: Mapping[str, LawAnswer]
    """The answer for each law, which is named in words."""
    kind: str
    tags: tuple[str, ...]

    @property
    def linear(self) -> LawAnswer:
        """The answer for linearity."""
        return self.answers["linear"]


def facts(entry: Entry, report: AnyReport) -> Facts:
    """The facts of one report."""
    claims = claims_of(report)
    answers = {name: _answer(claims[law]) for law, name in LAWS.items()}
    if isinstance(report, Report):
        form, more = kind(report.operator), {}
    else:
        form = "on sequences" if report.operator.subject.sequences else "on functions"
        invariance = report.time_invariance
        more = {} if invariance is None else {"time invariant": _answer(invariance)}
    return Facts(entry, answers, form, tags({**answers, **more}, form))


def claims_of(report: AnyReport) -> Mapping[str, AnyClaim]:
    """Every claim by its name."""
    if isinstance(report, FunctionReport):
        return report.claims
    found = {law.value: claim for law, claim in report.claims.items()}
    real = report.linear_over_reals
    return found if real is None else {**found, "linear_over_reals": real}


def is_vacuous(claim: AnyClaim) -> bool:
    """Whether there are no points that put the law to the test."""
    return isinstance(claim, Claim) and claim.vacuous


def _answer(claim: AnyClaim) -> LawAnswer:
    if is_vacuous(claim):
        return LawAnswer("vacuous")
    match claim.status:
        case Status.PROVED:
            return LawAnswer("yes")
        case Status.REFUTED:
            return LawAnswer("no")
        case Status.CONDITIONAL:
            return LawAnswer("iff", None if claim.guard is None else tree_of(claim.guard))
        case Status.UNKNOWN:
            return LawAnswer("unknown")


_TAGS = {"yes": "{}", "no": "not-{}", "iff": "{}-iff", "unknown": "{}-unknown",
         "vacuous": "{}-unknown"}  # fmt: skip


def tags(answers: Mapping[str, LawAnswer], form: str) -> tuple[str, ...]:
    """Properties to search by: homogeneous, not-additive, linear-iff, transcendental."""
    found = (_TAGS[answer.word].format(name.replace(" ", "-")) for name, answer in answers.items())
    return (*found, form.replace(" ", "-"))


def kind(operator: Operator) -> str:
    """The most that the formula uses: transcendental, algebraic, rational, polynomial, ..."""
    nodes = list(topological(operator.outputs))
    inputs = set(operator.inputs)
    if any(isinstance(n, Function) and n.name in _TRANSCENDENTAL and variables(n) for n in nodes):
        return "transcendental"
    if any(isinstance(n, Root) for n in nodes):
        return "algebraic"
    if any(isinstance(n, Power) and n.exponent < 0 and _moves(n, inputs) for n in nodes):
        return "rational"
    pieces = any(_has_pieces(n) for n in nodes)
    if any(_is_curved(n, inputs) for n in nodes):
        return "piecewise polynomial" if pieces else "polynomial"
    return "piecewise linear" if pieces else "straight"


def _has_pieces(node: Node) -> bool:
    named = isinstance(node, Function) and node.name in ("abs", "floor")
    return isinstance(node, Max | Piecewise) or named


def _is_curved(node: Node, inputs: set[str]) -> bool:
    if isinstance(node, Product):
        return sum(_moves(factor, inputs) for factor in node.factors) > 1
    return isinstance(node, Power) and node.exponent != 1 and _moves(node, inputs)


def _moves(node: Node, inputs: set[str]) -> bool:
    return bool(inputs.intersection(variables(node)))
