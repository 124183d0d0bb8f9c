"""What a picture of an operator on functions shows: what goes in, what comes out, and the gap."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from symlin.crosscheck.drawn import Bumps, Steps, delayed
from symlin.crosscheck.function_breaches import signals_of
from symlin.crosscheck.function_laws import (
    invariance_sides,
    law_sides,
    number_of,
    place_of,
    value_at,
)
from symlin.crosscheck.signals import CannotTell, Signal
from symlin.decision.functions.claims import Breach
from symlin.decision.functions.report import FunctionReport
from symlin.decision.sample import sample_of
from symlin.decision.verdict import Status
from symlin.errors import InputError
from symlin.kernel.claim import Law
from symlin.kernel.functions.impulses import IMPULSE
from symlin.kernel.functions.theorem import parameter_facts
from symlin.kernel.term import Term
from symlin.language.function_operator import FunctionOperator
from symlin.language.printing import term_to_human
from symlin.report.words.functions import definition
from symlin.report.words.functions_sides import function_name, names_of_sides, sides
from symlin.report.words.functions_verdict import verdict
from symlin.report.words.letters import signal_text

REACH = {False: 2.0, True: 3.0}
"""How far a picture goes beside the place of a gap, by whether the index is whole."""
MIDDLE = 3.0
"""How far it goes to both sides of 0 where there is no gap."""
WEIGHTS, RESPONSE = (1.0, 2.0, 1.0), (0.0, 0.0, 1.0, 0.5, 0.25)
"""Sequences around 0: one that goes in, and one that is given."""
LONGEST = 40
"""Characters of a label: longer ones take the room from the curves."""
Function = Callable[[float], float]


class Curve(NamedTuple):
    """A function of one variable, and what it is called."""

    label: str
    value: Function


class SignalScene(NamedTuple):
    """What goes in and what comes out; of a law that fails, its two sides and where they differ."""

    variable: str
    whole: bool
    inputs: tuple[Curve, ...]
    outputs: tuple[Curve, ...]
    window: tuple[float, float]
    breach: Breach | None
    given: str
    """For which parameters this is."""

    @property
    def at(self) -> float:
        """The place of the gap."""
        assert self.breach is not None
        return number_of(self.breach.at[self.variable])


def shown_breach(report: FunctionReport) -> Breach | None:
    """What the picture is about: how linearity fails, else how invariance in time does."""
    invariance = report.time_invariance
    claims = [report.claims[law] for law in (Law.ADDITIVITY, Law.HOMOGENEITY, Law.LINEAR)]
    if invariance is not None:
        claims.append(invariance)
    found = (c.breach for c in claims if c.breach is not None)
    return next((b for b in found if not any("#" in name for name in b.parameters)), None)


def signal_scene(report: FunctionReport) -> SignalScene:
    """The scene; raises `InputError` for what is no curve over one variable."""
    operator = report.operator
    subject = operator.subject
    if len(subject.index) != 1 or len(subject.unknowns) != 1 or len(operator.written) != 1:
        raise InputError("nothing to draw: a picture shows one function of one variable")
    if IMPULSE in subject.givens:
        raise InputError("nothing to draw: an impulse has no values at places")
    breach = shown_breach(report)
    if breach is not None:
        return _broken(operator, breach)
    return _example(report)


def _broken(operator: FunctionOperator, breach: Breach) -> SignalScene:
    """The functions of a counterexample, and both sides of the law."""
    (index,) = operator.subject.index
    shift = 0.0 if breach.delay is None else number_of(breach.delay)
    at = number_of(breach.at[index.name])
    ends, reach = sorted((at, at - shift)), REACH[index.whole]
    names = names_of_sides(operator, breach)
    return SignalScene(
        variable=index.name,
        whole=index.whole,
        inputs=tuple(_taken(operator, breach)),
        outputs=tuple(Curve(_short(n), _side(operator, breach, k)) for k, n in enumerate(names)),
        window=(ends[0] - reach, ends[1] + reach),
        breach=breach,
        given=_told(breach.parameters),
    )


def _taken(operator: FunctionOperator, breach: Breach) -> Iterator[Curve]:
    """The functions of the counterexample, and the one that is delayed."""
    (unknown,) = operator.subject.unknowns
    signals = [signal[unknown] for signal in signals_of(breach)]
    for n, (signal, values) in enumerate(zip(signals, breach.signals, strict=True), 1):
        number = n if len(signals) > 1 else None
        text = signal_text(operator, unknown, breach.basis[unknown], values[unknown], number)
        yield Curve(_short(text), _plain(signal))
    if breach.delay is not None:
        later = delayed(signals[0], 0, number_of(breach.delay))
        yield Curve(f"delayed by {term_to_human(breach.delay)}", _plain(later))


def _side(operator: FunctionOperator, breach: Breach, which: int) -> Function:
    """One side of the law at each place."""
    signals, factors = signals_of(breach), [number_of(f) for f in breach.factors]
    numbers = {name: number_of(v) for name, v in breach.parameters.items()}
    place = place_of(operator, None)
    shift = None if breach.delay is None else number_of(breach.delay)

    def value(t: float) -> float:
        at = {**numbers, place[0]: t}
        if shift is None:
            both = law_sides(operator, factors, signals, at)
        else:
            both = invariance_sides(operator, signals[0], at, place, shift)
        return both[which][breach.instance.output]

    return _seen(value)


def _example(report: FunctionReport) -> SignalScene:
    """A function and, where that makes no other output, the same one later: nothing fails."""
    operator = report.operator
    subject = operator.subject
    (index,), (unknown,) = subject.index, subject.unknowns
    values = sample_of(subject.parameters, parameter_facts(subject))
    if set(values) != set(subject.parameters):
        raise InputError("nothing to draw: no values of the parameters were found")
    held = {name: _some(operator, name, RESPONSE) for name in subject.givens}
    taken = list(_shown(report))
    fixed = {given: one for given, (one, _) in held.items()}
    return SignalScene(
        variable=index.name,
        whole=index.whole,
        inputs=tuple(Curve(said, _plain(one)) for one, said, _ in taken),
        outputs=tuple(
            Curve(said, _output(operator, {**fixed, unknown: one}, values))
            for one, _, said in taken
        ),
        window=(-MIDDLE, MIDDLE + 1),
        breach=None,
        given=_told(values, *(said for _, said in held.values())),
    )


def _shown(report: FunctionReport) -> Iterator[tuple[Signal, str, str]]:
    """Functions, and what they and their outputs are called."""
    operator = report.operator
    (unknown,), name = operator.subject.unknowns, function_name(operator)
    signal, text = _some(operator, unknown, WEIGHTS)
    yield signal, text, f"{name}({unknown})"
    invariance = report.time_invariance
    if invariance is not None and invariance.status is Status.PROVED:
        later = delayed(signal, 0, 1.0)
        yield later, f"{unknown} delayed by 1", f"{name}({unknown} delayed)"


def _output(
    operator: FunctionOperator, signals: Mapping[str, Signal], values: Mapping[str, Term]
) -> Function:
    """The output for these functions at each place."""
    (index,) = operator.subject.index
    numbers = {name: number_of(value) for name, value in values.items()}
    (tree,) = operator.written
    return _seen(lambda t: value_at(tree, signals, {**numbers, index.name: t}))


def _told(values: Mapping[str, Term], *more: str) -> str:
    """for a = 1, h a bell curve: what the picture is drawn for."""
    told = [*(f"{name} = {term_to_human(value)}" for name, value in values.items()), *more]
    return f"for {', '.join(told)}" if told else ""


def _some(operator: FunctionOperator, name: str, values: tuple[float, ...]) -> tuple[Signal, str]:
    """A function that shows much, in words as well: a bell curve, or some values around 0."""
    if name not in operator.subject.sequences:
        return Bumps((1.0,), (0.0,)).at, f"{name} a bell curve"
    middle = len(values) // 2
    told = ", ".join(f"{name}[{k - middle}] = {v:g}" for k, v in enumerate(values) if v)
    return Steps(values).at, f"{told}, else 0"


def _plain(signal: Signal) -> Function:
    return _seen(lambda t: signal((0,), (t,)))


def _seen(function: Function) -> Function:
    """NaN where floats cannot tell."""

    def value(t: float) -> float:
        try:
            return function(t)
        except (CannotTell, OverflowError):
            return math.nan

    return value


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 4]} ..."


def has_curves(report: FunctionReport) -> bool:
    """Whether there is a picture of it."""
    try:
        signal_scene(report)
    except InputError:
        return False
    return True


def signals_alt(report: FunctionReport) -> str:
    """The fact that the picture shows, in a sentence or two."""
    said = f"{definition(report.operator)}: {verdict(report)[0].lower()}."
    breach = shown_breach(report)
    if breach is None:
        return said
    head, both = sides(report.operator, breach)
    return f"{said} Take {head.rstrip(':')}: {both}."
