"""Functions at which a law fails, and its two sides there."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.decision.functions.claims import Breach
from symlin.kernel import term as k
from symlin.kernel.claim import Law
from symlin.language.function_operator import FunctionOperator
from symlin.language.printing import term_to_human
from symlin.report.words.letters import signal_text


def difference(operator: FunctionOperator, breach: Breach) -> tuple[str, str]:
    """Where two outputs differ, and their values there."""
    instance = breach.instance
    left, right = (term_to_human(s[instance.output]) for s in (instance.left, instance.right))
    return _head(operator, breach), f"F = {left}   but  G = {right}"


def _head(operator: FunctionOperator, breach: Breach) -> str:
    """for a = 0: x(t) = 1, delayed by 1, at t = 0:"""
    told = _signals(operator, breach)
    given = [f"{n} = {term_to_human(v)}" for n, v in breach.parameters.items() if "#" not in n]
    places = [f"{n} = {term_to_human(v)}" for n, v in breach.at.items()]
    head = f"for {', '.join(given)}: " if given else ""
    head += ", ".join(told)
    if breach.delay is not None:
        head += f", delayed by {term_to_human(breach.delay)}"
    return head + (f", at {', '.join(places)}:" if places else ":")


def sides(operator: FunctionOperator, breach: Breach) -> tuple[str, str]:
    """Where a law fails, and its two sides there."""
    name = function_name(operator)
    instance = breach.instance
    steps = [term_to_human(place.values[instance.output]) for place in instance.places[1:]]
    left, right = (term_to_human(s[instance.output]) for s in (instance.left, instance.right))
    lhs, rhs = _formulas(breach, name, _arguments(operator, breach), steps)
    end = f" = {right}" if rhs.split(" = ")[-1] != right else ""
    head = _head(operator, breach)
    if instance.output >= len(operator.subject.outputs):  # behind the densities
        head = f"{head.removesuffix(':')}, the weights of the impulses there:"
    return head, f"{lhs} = {left}   but  {rhs}{end}"


def names_of_sides(operator: FunctionOperator, breach: Breach) -> tuple[str, str]:
    """T(x1 + x2) and T(x1) + T(x2), without their values."""
    lhs, rhs = _formulas(breach, function_name(operator), _arguments(operator, breach), ["", ""])
    return lhs, rhs.split(" = ")[0]


def _arguments(operator: FunctionOperator, breach: Breach) -> list[str]:
    numbered = len(breach.signals) > 1
    count = len(breach.signals)
    return [_names(operator, n if numbered else None) for n in range(1, count + 1)]


def _signals(operator: FunctionOperator, breach: Breach) -> list[str]:
    """x1(t) = t, x2(t) = -1; those that vanish together: x1 = x2 = 0."""
    numbered = len(breach.signals) > 1
    zero, told = [], []
    for number, signal in enumerate(breach.signals, 1):
        for unknown, values in signal.items():
            own = number if numbered else None
            if all(value is k.ZERO for value in values):
                zero.append(f"{unknown}{own or ''}")
            else:
                told.append(signal_text(operator, unknown, breach.basis[unknown], values, own))
    return [*told, *([" = ".join([*zero, "0"])] if zero else [])]


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
            if breach.scalar == k.const(-1):
                return f"{name}(-{first})", f"-{name}({first})"
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


def function_name(operator: FunctionOperator) -> str:
    """What stands for the operator: T, or R for what is left of an equation."""
    if operator.equation:
        return "R"
    name = operator.head.split("(")[0]
    return name if name.isidentifier() else "T"
