"""The facts of an operator as data: its laws in words, and the properties to search by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Status
from symlin.kernel.claim import Law
from symlin.kernel.term import Function, Max, Node, Piecewise, Power, Product, Root
from symlin.kernel.walk import topological, variables
from symlin.language.operator import Operator
from symlin.report.site.entries import Entry
from symlin.report.words.headline import condition_text

LAWS: Mapping[Law, str] = {
    Law.LINEAR: "linear",
    Law.ADDITIVITY: "additive",
    Law.HOMOGENEITY: "homogeneous",
    Law.AFFINE: "affine",
    Law.POSITIVE_HOMOGENEITY: "positively homogeneous",
    Law.ODD: "odd",
}
_TRANSCENDENTAL = ("exp", "log", "sin", "cos", "atan", "asin", "erf")


@dataclass(frozen=True)
class Facts:
    """One row of the index and of the comparison."""

    entry: Entry
    words: Mapping[str, str]
    """Law in words to "yes", "no", "iff ..." or "unknown"."""
    kind: str
    tags: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """yes, no, iff or unknown, for linear."""
        return self.words["linear"].partition(" ")[0]


def facts(entry: Entry, report: Report) -> Facts:
    """The facts of one report."""
    words = {name: _word(report.claims[law]) for law, name in LAWS.items()}
    form = kind(report.operator)
    return Facts(entry, words, form, tags(words, form))


def _word(claim: Claim) -> str:
    if claim.vacuous:
        return "vacuous"
    match claim.status:
        case Status.PROVED:
            return "yes"
        case Status.REFUTED:
            return "no"
        case Status.CONDITIONAL:
            return f"iff {condition_text(claim)}"
        case Status.UNKNOWN:
            return "unknown"


def tags(words: Mapping[str, str], form: str) -> tuple[str, ...]:
    """Properties to search by: homogeneous, not-additive, linear-iff, transcendental."""
    found = []
    for name, word in words.items():
        law = name.replace(" ", "-")
        match word.partition(" ")[0]:
            case "yes":
                found.append(law)
            case "no":
                found.append(f"not-{law}")
            case "iff":
                found.append(f"{law}-iff")
            case _:
                found.append(f"{law}-unknown")
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
