"""A report on an operator on functions, as a person sees it."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.decision.functions.claims import INVARIANCE, Breach, FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.language.function_operator import FunctionOperator
from symlin.language.printing import guard_to_human, term_to_human
from symlin.language.spoken import tree_human
from symlin.report.formats.segments import BLANK, Line, Segment, Style, line, plain, wrapped
from symlin.report.words.headline import STYLES, headline
from symlin.report.words.letters import combination, signal_text
from symlin.report.words.text import COLUMN, IFF, LABEL, WIDTH, alarm, crosscheck_text, footer_lines

SHOWN = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE)


def to_text(report: FunctionReport, width: int = WIDTH) -> str:
    """The report as plain text."""
    return plain(function_lines(report, width))


def function_lines(report: FunctionReport, width: int = WIDTH) -> list[Line]:
    """The whole report."""
    return [
        *verdict_lines(report, width),
        *_reading(report.operator, width),
        BLANK,
        *(text for law in SHOWN for text in _law(report, report.claims[law.value], width)),
        *_linear_line(report, width),
        *_invariance(report, width),
        *_each(report, width),
        *_kept(report, width),
        *_combination(report, width),
        BLANK,
        *_footer(report, width),
    ]


def verdict_lines(report: FunctionReport, width: int = WIDTH) -> list[Line]:
    """The operator and the verdict in a word."""
    word, style = _verdict(report)
    return [
        *headline(definition(report.operator), word, style, width),
        *alarm(report.crosscheck, width),
    ]


def definition(operator: FunctionOperator) -> str:
    """T(x)(t) = t*x(t), or the equation as it was written."""
    texts = [tree_human(tree) for tree in operator.sides or operator.written]
    if operator.sides is not None:
        return " = ".join(texts)
    return f"{operator.head} = {texts[0] if len(texts) == 1 else '(' + ', '.join(texts) + ')'}"


# ---- the headline ----


def _verdict(report: FunctionReport) -> tuple[str, Style]:
    linear = report.linear
    word = _equation_word(report) if report.operator.equation else _linear_word(report)
    rest = _invariance_word(report)
    if not rest:
        return word, STYLES[linear.status]
    if linear.status is Status.REFUTED and not report.operator.equation:
        inside = [w for w in (_affine_word(report), rest.lower()) if w]
        return f"{word} ({', '.join(inside)})", STYLES[linear.status]
    return f"{word}, {rest}", STYLES[linear.status]


def _linear_word(report: FunctionReport) -> str:
    linear = report.linear
    each = [claim.status is Status.PROVED for claim in report.linear_in.values()]
    if linear.status is Status.REFUTED and each and all(each):
        kind = "BILINEAR" if len(each) == 2 else "MULTILINEAR"
        return f"NOT LINEAR jointly, {kind}"
    return {
        Status.PROVED: "LINEAR",
        Status.REFUTED: "NOT LINEAR",
        Status.CONDITIONAL: f"LINEAR IFF {_condition(linear)}",
        Status.UNKNOWN: "UNKNOWN",
    }[linear.status]


def _equation_word(report: FunctionReport) -> str:
    linear, affine = report.linear, report.affine
    match linear.status:
        case Status.PROVED:
            return "HOMOGENEOUS LINEAR"
        case Status.CONDITIONAL:
            return f"HOMOGENEOUS LINEAR IFF {_condition(linear)}"
        case Status.REFUTED if affine.status is Status.PROVED:
            return "LINEAR, INHOMOGENEOUS"
        case Status.REFUTED if affine.status is Status.REFUTED:
            return "NONLINEAR"
        case Status.REFUTED:
            return "NOT HOMOGENEOUS LINEAR"
        case _:
            return "UNKNOWN"


def _affine_word(report: FunctionReport) -> str:
    return "affine" if report.affine.status is Status.PROVED else ""


def _invariance_word(report: FunctionReport) -> str:
    claim = report.time_invariance
    if claim is None or claim.status is Status.UNKNOWN:
        return ""
    word = "AUTONOMOUS" if report.operator.equation else "TIME-INVARIANT"
    if claim.status is Status.CONDITIONAL:
        return f"{word} IFF {_condition(claim)}"
    return word if claim.status is Status.PROVED else f"NOT {word}"


def _condition(claim: FunctionClaim) -> str:
    return "" if claim.guard is None else guard_to_human(claim.guard)


# ---- what was read ----


def _reading(operator: FunctionOperator, width: int) -> list[Line]:
    subject = operator.subject
    sequences = set(subject.sequences)
    kinds = {"sequence" if name in sequences else "function" for name in subject.unknowns}
    what = kinds.pop() if len(kinds) == 1 else "function"
    many = "s" if len(subject.unknowns) > 1 else ""
    parts = [f"unknown {what}{many} {', '.join(subject.unknowns)}"]
    for whole, word in ((False, "real"), (True, "whole")):
        names = [i.name for i in subject.index if i.whole is whole]
        if names:
            parts.append(f"for all {word} {', '.join(names)}")
    if subject.givens:
        parts.append(f"{', '.join(subject.givens)} given")
    if subject.parameters:
        many = "s" if len(subject.parameters) > 1 else ""
        parts.append(f"parameter{many} {', '.join(subject.parameters)}")
    lines = wrapped("  ", "; ".join(parts), width, "", 2)
    notes = operator.typed.notes if operator.typed is not None else ()
    if notes:
        told = "; ".join(f"{note.text} is {note.meaning}" for note in notes)
        lines += wrapped("  read as: ", told, width, "", 11)
    if operator.assumption_texts:
        lines += wrapped("  assuming ", ", ".join(operator.assumption_texts), width, "", 11)
    return lines


# ---- law by law ----


def _law(
    report: FunctionReport, claim: FunctionClaim, width: int, name: str | None = None
) -> list[Line]:
    label = "  " + (name or claim.law.value.replace("_", " ")).ljust(LABEL)
    style = STYLES[claim.status]
    if claim.status is Status.CONDITIONAL:
        lines = wrapped(label, f"{IFF} {_condition(claim)}", width, style, len(label))
    else:
        note = f"by {claim.method}" if claim.status is Status.PROVED else claim.reason or ""
        beside = Segment(claim.status.value.ljust(COLUMN - len(label)), style)
        if claim.breach is not None:
            return _broken(report, claim.breach, label, beside, width)
        first, *rest = wrapped("", note, width, "", COLUMN) or [line()]
        return [line(label, beside, "".join(s.text for s in first).strip()), *rest]
    if claim.breach is not None:
        lines += _indented(sides(report.operator, claim.breach), width)
    return lines


def _broken(
    report: FunctionReport, breach: Breach, label: str, beside: Segment, width: int
) -> list[Line]:
    head, both = sides(report.operator, breach)
    first, *rest = wrapped("", head, width, "", COLUMN)
    lines = [line(label, beside, "".join(s.text for s in first).strip()), *rest]
    return [*lines, *wrapped(" " * COLUMN, both, width, "", COLUMN)]


def _indented(texts: Sequence[str], width: int) -> list[Line]:
    return [found for text in texts for found in wrapped(" " * 6, text, width, "", 6)]


def sides(operator: FunctionOperator, breach: Breach) -> tuple[str, str]:
    """Where a law fails, and its two sides there."""
    name = "R" if operator.equation else _function(operator)
    instance = breach.instance
    steps = [term_to_human(place.values[instance.output]) for place in instance.places[1:]]
    left, right = (term_to_human(s[instance.output]) for s in (instance.left, instance.right))
    numbered = len(breach.signals) > 1
    told = [
        signal_text(
            operator, unknown, breach.basis[unknown], coefficients, number if numbered else None
        )
        for number, signal in enumerate(breach.signals, 1)
        for unknown, coefficients in signal.items()
    ]
    given = [f"{n} = {term_to_human(v)}" for n, v in breach.parameters.items() if "#" not in n]
    places = [f"{n} = {term_to_human(v)}" for n, v in breach.at.items()]
    head = f"for {', '.join(given)}: " if given else ""
    head += ", ".join(told)
    if breach.delay is not None:
        head += f", delayed by {term_to_human(breach.delay)}"
    head += f", at {', '.join(places)}:" if places else ":"
    arguments = [
        _names(operator, n if numbered else None) for n in range(1, len(breach.signals) + 1)
    ]
    lhs, rhs = _formulas(breach, name, arguments, steps)
    end = f" = {right}" if rhs.split(" = ")[-1] != right else ""
    return head, f"{lhs} = {left}   but  {rhs}{end}"


def _formulas(
    breach: Breach, name: str, arguments: Sequence[str], steps: Sequence[str]
) -> tuple[str, str]:
    first = arguments[0]
    if breach.delay is not None:
        return f"{name}({first} delayed)", f"{name}({first}) delayed"
    match breach.law:
        case _ if breach.coefficients:
            factors = [term_to_human(c) for c in breach.coefficients]
            inside = " + ".join(f"({c})*{a}" for c, a in zip(factors, arguments, strict=True))
            outside = " + ".join(
                f"({c})*{name}({a})" for c, a in zip(factors, arguments, strict=True)
            )
            return f"{name}({inside})", outside
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY if breach.scalar is not None:
            factor = _bracketed(term_to_human(breach.scalar))
            value = f"{factor}*{_bracketed(steps[0])}"
            return f"{name}({factor}*{first})", f"{factor}*{name}({first}) = {value}"
        case Law.ODD:
            return f"{name}(-{first})", f"-{name}({first})"
        case Law.AFFINE:
            second, (a, b) = arguments[1], steps
            total = f"({name}({first}) + {name}({second}))/2 = ({a} + {_bracketed(b)})/2"
            return f"{name}(({first} + {second})/2)", total
        case _:
            second, (a, b) = arguments[1], steps
            total = f"{name}({first}) + {name}({second}) = {a} + {_bracketed(b)}"
            return f"{name}({first} + {second})", total


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("-") or " " in text else text


def _names(operator: FunctionOperator, number: int | None) -> str:
    """x, or x1; (f1, g1) of several."""
    names = [f"{n}{number or ''}" for n in operator.subject.unknowns]
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def _function(operator: FunctionOperator) -> str:
    name = operator.head.split("(")[0]
    return name if name.isidentifier() else "T"


def _linear_line(report: FunctionReport, width: int) -> list[Line]:
    """Where the laws above leave open why the operator is linear or not."""
    linear = report.linear
    above = {report.additivity.status, report.homogeneity.status}
    if linear.status in above and linear.status is not Status.UNKNOWN:
        return []
    return _law(report, linear, width)


def _invariance(report: FunctionReport, width: int) -> list[Line]:
    lines: list[Line] = []
    for name, claim in report.claims.items():
        if claim.variable is None:
            continue
        word = "autonomous" if report.operator.equation else "invariant"
        label = "time-invariant" if name == INVARIANCE else f"{word} in {claim.variable}"
        if name == INVARIANCE and report.operator.equation:
            label = "autonomous"
        lines += _law(report, claim, width, label)
    return lines


def _each(report: FunctionReport, width: int) -> list[Line]:
    """Linearity in each of several unknown functions."""
    lines: list[Line] = []
    for name, claim in report.linear_in.items():
        lines += _law(report, claim, width, f"linear in {name}")
    return lines


def _kept(report: FunctionReport, width: int) -> list[Line]:
    """What an operator that is not linear keeps."""
    if report.linear.status is Status.PROVED:
        return []
    words = {"positive_homogeneity": "positively homogeneous", "odd": "odd"}
    told = []
    for name, word in words.items():
        claim = report.claims[name]
        told.append(
            {
                Status.PROVED: f"{word} (proved)",
                Status.REFUTED: f"not {word}",
                Status.CONDITIONAL: f"{word} iff {_condition(claim)}",
                Status.UNKNOWN: f"{word}: unknown",
            }[claim.status]
        )
    some = any(report.claims[name].status is Status.PROVED for name in words)
    return wrapped("  what holds" if some else "  besides", ", ".join(told), width, "", 16)


def _combination(report: FunctionReport, width: int) -> list[Line]:
    """The functional that a linear operator is at each value of its index."""
    text = combination(report.linear) or combination(report.affine)
    if text is None:
        return []
    return wrapped("  comes to", text, width, "", 16)


def _footer(report: FunctionReport, width: int) -> list[Line]:
    claims = [*report.claims.values(), *report.linear_in.values()]
    decided = sum(claim.certified for claim in claims)
    text = f"certificate{'s' if decided > 1 else ''} checked by the kernel" if decided else ""
    return footer_lines(
        [text, crosscheck_text(report.crosscheck), f"{report.seconds:.1f} s"], width
    )
