r"""Verdicts in LaTeX: the statement and its short proof or refutation, a fragment for a paper.

The fragment needs `amsmath` and `amsfonts`. Every number in it is exact, and comes from the
certificate that the kernel accepted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Counterexample, Status, stated
from symlin.kernel.certificate import (
    Conditional,
    Impossible,
    MatrixProof,
    ParameterSplit,
    Refutation,
    Witness,
)
from symlin.kernel.claim import Law
from symlin.kernel.term import ONE, ZERO, Const, Sum, Term, add, mul, neg, negation, var
from symlin.report.formats.typesetting import matrix_latex, name_latex, node_latex

SHOWN = 12
"""Most rows and columns of a matrix that is written out."""
WIDE = 80
"""Most characters, as they are seen, that a displayed line holds."""
_APART = r", \qquad "
_LAWS = (Law.LINEAR, Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE)
_ADJECTIVE = {
    Law.LINEAR: "linear",
    Law.ADDITIVITY: "additive",
    Law.HOMOGENEITY: "homogeneous",
    Law.AFFINE: "affine",
    Law.POSITIVE_HOMOGENEITY: "positively homogeneous",
    Law.ODD: "odd",
}


_FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")
_COMMAND = re.compile(r"\\(?:left|right|mathit|qquad|text|[,;!])|[{}^_ ]|\\[a-z]+")
_SPECIAL = re.compile(r"[#$%&_{}]")


def to_latex(report: Report) -> str:
    """The operator, what holds of it, and why, as paragraphs of LaTeX."""
    parts = [_statement(report)]
    linear = report.claims[Law.LINEAR]
    parts.append(r"\emph{Proof.} " + _argument(report, linear))
    parts.extend(_others(report))
    return "\n\n".join(part for part in parts if part) + "\n"


def _statement(report: Report) -> str:
    operator = report.operator
    n, m = len(operator.inputs), len(operator.outputs)
    target = r"\mathbb{R}" if m == 1 else rf"\mathbb{{R}}^{{{m}}}"
    source = r"\mathbb{R}" if n == 1 else rf"\mathbb{{R}}^{{{n}}}"
    body = _tuple([node_latex(o) for o in operator.outputs[:SHOWN]], len(operator.outputs))
    lines = [
        rf"\textbf{{Claim.}} Let $f\colon {source} \to {target}$ be given by",
        r"\[",
        f"  f({_inputs(operator.inputs)}) = {body}.",
        r"\]",
    ]
    if operator.assumptions:
        conditions = ", ".join(f"${node_latex(g)}$" for g in operator.assumptions)
        lines.append(f"Assume {conditions}.")
    lines.append(_sentences([report.claims[law] for law in _LAWS]))
    return "\n".join(lines)


def _inputs(names: Sequence[str]) -> str:
    shown = [name_latex(n) for n in names]
    return ", ".join(shown if len(shown) <= SHOWN else [*shown[:2], r"\dots", shown[-1]])


def _tuple(texts: Sequence[str], total: int) -> str:
    if total == 1:
        return texts[0]
    dots = [r"\dots"] if total > len(texts) else []
    return r"\begin{pmatrix} " + r" \\ ".join([*texts, *dots]) + r" \end{pmatrix}"


def _sentences(claims: Sequence[Claim]) -> str:
    """Laws with the same answer share a sentence."""
    answers: dict[str, list[str]] = {}
    for claim in claims:
        answer = _answer(claim)
        if answer is not None:
            answers.setdefault(answer, []).append(_ADJECTIVE[claim.law])
    return " ".join(answer.format(_listing(words, answer)) for answer, words in answers.items())


def _listing(words: Sequence[str], answer: str) -> str:
    joint = " nor " if answer.startswith("It is not") else " and "
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + joint + words[-1]


def _answer(claim: Claim) -> str | None:
    match claim.status:
        case Status.PROVED:
            return "It is {}."
        case Status.REFUTED:
            return "It is not {}."
        case Status.CONDITIONAL if claim.guard is not None:
            condition = node_latex(claim.guard).replace("{", "{{").replace("}", "}}")
            return f"It is {{}} if and only if ${condition}$."
        case _:
            return None


def _argument(report: Report, claim: Claim) -> str:
    if claim.status is Status.UNKNOWN:
        return f"Whether $f$ is linear is open: {_plain(claim.reason or 'no proof was found')}."
    steps = None if claim.certificate is None else claim.certificate.steps
    sentences = []
    proof = None if steps is None else stated(steps)
    if proof is not None:
        under = "" if claim.guard is None else f"If ${node_latex(claim.guard)}$, then "
        sentences.append(under + _matrix_sentence(report, proof, bool(under)))
    if isinstance(steps, Conditional):
        sentences.append("Conversely, let the condition fail.")
        sentences.extend(_refutation(report, steps.refutation))
    elif isinstance(steps, ParameterSplit):
        sentences.extend(_refutation(report, steps))
    elif claim.counterexample is not None:
        sentences.append(_counterexample(report, claim))
    return "\n".join(sentences)


def _matrix_sentence(report: Report, proof: MatrixProof, continued: bool) -> str:
    rows, columns = len(proof.matrix), len(report.operator.inputs)
    opening = "for" if continued else "For"
    if rows > SHOWN or columns > SHOWN:
        size = f"${rows} \\times {columns}$"
        return f"{opening} all $x$ in the domain $f(x) = A x$ with a {size} matrix $A$."
    return f"{opening} all ${_inputs(report.operator.inputs)}$ in the domain\n" + _display(
        [f"f({_inputs(report.operator.inputs)}) = {_affine_map(report, proof)}"]
    )


def _affine_map(report: Report, proof: MatrixProof) -> str:
    """A x + c; as one formula where there is but one number of each."""
    inputs = report.operator.inputs
    if len(inputs) == len(proof.matrix) == 1:
        slope, constant = proof.matrix[0][0], proof.offset[0] if proof.offset else ZERO
        return node_latex(add(mul(slope, var(inputs[0])), constant))
    offset = f" + {matrix_latex([[o] for o in proof.offset])}" if proof.offset else ""
    return f"{matrix_latex(proof.matrix)} {matrix_latex([[name_latex(n)] for n in inputs])}{offset}"


def _refutation(report: Report, steps: Refutation) -> list[str]:
    """Case by case: points whose weighted sum is 0, and whose images' is not."""
    match steps:
        case Impossible():
            return []
        case Witness():
            return [_witness(report, steps)]
        case ParameterSplit(guard, yes, no):
            sentences = []
            for side, part in ((guard, yes), (negation(guard), no)):
                if inner := _refutation(report, part):
                    sentences.extend([f"Let ${node_latex(side)}$.", *inner])
            return sentences


def _witness(report: Report, witness: Witness) -> str:
    function = "f" if len(report.operator.outputs) == 1 else f"f_{{{witness.output + 1}}}"
    places = [", ".join(map(node_latex, point.values())) for point in witness.points]
    found = _breach(function, witness.weights, [rf"\left({place}\right)" for place in places])
    if sum(map(_seen, found)) <= WIDE:
        return "Then\n" + _display(found, r" \qquad\text{but}\qquad ")
    names = [f"p_{{{k}}}" for k in range(len(places))]
    points = [rf"{n} = \left({place}\right)" for n, place in zip(names, places, strict=True)]
    short = _breach(function, witness.weights, names)
    return "With\n" + _display(points) + "\n" + _display(short, r" \qquad\text{but}\qquad ")


def _breach(function: str, weights: Sequence[Term], points: Sequence[str]) -> list[str]:
    """The points add up to 0, their images do not."""
    images = [f"{function}{p}" if p.startswith(r"\left") else f"{function}({p})" for p in points]
    whole = _weighted(list(zip(weights, points, strict=True)))
    return [f"{whole} = 0,", rf"{_weighted(list(zip(weights, images, strict=True)))} \ne 0"]


def _display(parts: Sequence[str], apart: str = _APART) -> str:
    """Formulas on one line where they fit, else one below the other."""
    if sum(map(_seen, parts)) <= WIDE:
        return f"\\[\n  {apart.join(parts)}.\n\\]"
    comma = "" if parts[0].endswith(",") else ","
    lines = f"{comma} \\\\\n  ".join(parts)
    return f"\\begin{{gather*}}\n  {lines}.\n\\end{{gather*}}"


def _seen(formula: str) -> int:
    """About how many characters of a formula are seen: of a fraction, the longer part."""
    text, count = formula, 1
    while count:
        text, count = _FRACTION.subn(lambda m: max(m[1], m[2], key=_seen), text)
    return len(_COMMAND.sub("x", text))


def _plain(text: str) -> str:
    """Words as they are, in LaTeX."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("--", "-{}-")


def _weighted(entries: Sequence[tuple[Term, str]]) -> str:
    text = ""
    for weight, shown in entries:
        negative = isinstance(weight, Const) and weight.value < 0
        size = neg(weight) if negative else weight
        factor = "" if size is ONE else node_latex(size) + r" \cdot "
        if isinstance(size, Sum) and factor:
            factor = rf"\left({node_latex(size)}\right) \cdot "
        text += (" - " if negative else " + ") + factor + shown
    return text[3:] if text.startswith(" + ") else "-" + text[3:]


def _counterexample(report: Report, claim: Claim) -> str:
    found = claim.counterexample
    if found is None:
        return ""
    where = ""
    if found.parameters:
        where = "for " + ", ".join(_values(found.parameters)) + " "
    left, right = _sides(report, found)
    k = found.output
    index = "" if len(found.lhs) == 1 else f" in entry {k + 1}"
    values = f"{node_latex(found.lhs[k])} \\ne {node_latex(found.rhs[k])}"
    text = f"{where}the law of {_law(found)} breaks{index}:"
    shown = (
        f"{left} = {node_latex(found.lhs[k])}",
        f"{right} = {node_latex(found.rhs[k])}",
        values,
    )
    return f"{text[0].upper()}{text[1:]}\n" + _display(shown)


def _values(values: Mapping[str, Term]) -> list[str]:
    return [f"${name_latex(n)} = {node_latex(v)}$" for n, v in values.items()]


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


def _sides(report: Report, found: Counterexample) -> tuple[str, str]:
    """Both sides of the broken law, with the points put in."""

    def point(key: str) -> str:
        entries = [node_latex(v) for v in found.points[key].values()]
        return entries[0] if len(entries) == 1 else "(" + ", ".join(entries) + ")"

    def at(key: str) -> str:
        text = point(key)
        return f"f{text}" if text.startswith("(") else f"f({text})"

    def term(key: str) -> str:
        text = point(key)
        return f"({text})" if text.startswith("-") else text

    if found.coefficients:
        total = _weighted(list(zip(found.coefficients, map(term, found.points), strict=True)))
        values = _weighted(list(zip(found.coefficients, map(at, found.points), strict=True)))
        return rf"f\bigl({total}\bigr)", values
    match found.law:
        case Law.ADDITIVITY:
            return f"f({point('x')} + {term('y')})", f"{at('x')} + {at('y')}"
        case Law.AFFINE:
            middle = rf"f\bigl(\tfrac12 {term('x')} + \tfrac12 {term('y')}\bigr)"
            return middle, rf"\tfrac12 {at('x')} + \tfrac12 {at('y')}"
        case Law.ODD:
            return f"f(-{term('x')})", f"-{at('x')}"
        case _:
            scalar = node_latex(found.scalar) if found.scalar is not None else "a"
            factor = f"({scalar})" if scalar.startswith("-") else scalar
            return rf"f({scalar} \cdot {term('x')})", rf"{factor} \cdot {at('x')}"


def _others(report: Report) -> list[str]:
    """The affine law, where it is not what linearity already says."""
    affine, linear = report.claims[Law.AFFINE], report.claims[Law.LINEAR]
    if affine.status is linear.status is Status.PROVED or affine.status is Status.UNKNOWN:
        return []
    return [r"\emph{On the affine law.} " + _argument(report, affine)]
