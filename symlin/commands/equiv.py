"""`symlin equiv`: whether two operators are one function, or a point where they differ."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Unpack

import click

from symlin.commands.answers import obtain, status_code
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    EQUIV_EXIT_CODES,
    Loudness,
    SearchOptions,
    cache_option,
    given_option,
    json_option,
    loudness,
    operator_options,
    quiet_option,
    run_option,
    timeout_option,
    verbose_option,
)
from symlin.commands.output import say_json, say_lines, text_width
from symlin.decision.version import __version__

if TYPE_CHECKING:
    from symlin.decision.functions.claims import FunctionClaim
    from symlin.decision.network.claims import NetworkClaim
    from symlin.decision.network.equivalent import NetworkEquivalence
    from symlin.decision.verdict import Claim
    from symlin.language.function_operator import FunctionOperator
    from symlin.language.operator import Operator
    from symlin.report.formats.segments import Line

    _Answer = (
        tuple[Operator, Operator, Claim]
        | tuple[FunctionOperator, FunctionClaim]
        | tuple[NetworkEquivalence, NetworkClaim]
    )


@click.command(
    cls=OperatorCommand, epilog=EQUIV_EXIT_CODES, short_help="Are two operators the same function?"
)
@click.argument("a", type=Formula())
@click.argument("b", type=Formula())
@operator_options
@given_option
@run_option
@timeout_option
@cache_option
@json_option
@quiet_option("Print the verdict only.")
@verbose_option
@click.pass_context
def equiv(
    ctx: click.Context,
    /,
    *,
    a: str,
    b: str,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    given: tuple[str, ...],
    run: bool,
    **options: Unpack[SearchOptions],
) -> None:
    """Decide whether A and B are the same function; if not, show a point where they differ.

    Inputs correspond by position, parameters by name; functions and their variables by name.

    \b
    Examples:
      symlin equiv "Max(x, 0)" relu
      symlin equiv relu "leaky_relu(x, 1/10)"
      symlin equiv "Max(x1, x2)" "(x1 + x2 + Abs(x1 - x2))/2"
      symlin equiv "Derivative(x(t)**2, t)" "2*x(t)*x'(t)"
    """
    amount = loudness(quiet, verbose)
    started = time.perf_counter()

    def decide() -> _Answer:
        return _decided(a, b, run, given, options)

    found = obtain(ctx, "comparing", f"{a}; {b}", decide, as_json)
    _show(found, time.perf_counter() - started, as_json, amount)
    ctx.exit(status_code(found[-1]))


def _decided(a: str, b: str, run: bool, given: tuple[str, ...], options: SearchOptions) -> _Answer:
    from symlin.api import compare, compare_functions, compare_networks

    first: Any = a
    second: Any = b
    if run:
        from symlin.reading.networks.pairs import after_running

        first, second, options["shape"] = after_running(a, b, options["shape"])
    networks = compare_networks(first, second, **options)
    if networks is not None:
        return networks, networks.claim
    functions = None if run else compare_functions(a, b, given=given, **options)
    return functions or compare(first, second, **options)


def _show(found: _Answer, seconds: float, as_json: bool, amount: Loudness) -> None:
    if len(found) == 2:
        _show_two(found[0], found[1], seconds, as_json, amount)
    elif as_json:
        from symlin.decision.json import equivalence_dict

        say_json(equivalence_dict(*found, seconds, __version__))
    else:
        say_lines(_lines(*found, seconds, amount))


def _show_two(
    both: FunctionOperator | NetworkEquivalence,
    claim: FunctionClaim | NetworkClaim,
    seconds: float,
    as_json: bool,
    amount: Loudness,
) -> None:
    """An answer that is not about formulas."""
    from symlin.decision.functions.claims import FunctionClaim
    from symlin.decision.network.equivalent import NetworkEquivalence

    shown = None if amount is Loudness.QUIET else seconds
    if isinstance(both, NetworkEquivalence):
        from symlin.report.words.networks_equal import networks_equal_lines

        if as_json:
            say_json(both.to_dict())
        else:
            say_lines(networks_equal_lines(both, shown, text_width()))
        return
    assert isinstance(claim, FunctionClaim)
    if as_json:
        from symlin.decision.functions.report import function_equivalence_dict

        say_json(function_equivalence_dict(both, claim, seconds, __version__))
    else:
        from symlin.report.words.functions_equal import equal_lines

        say_lines(equal_lines(both, claim, shown, text_width()))


def _lines(f: Operator, g: Operator, claim: Claim, seconds: float, amount: Loudness) -> list[Line]:
    """As much of the answer as was asked for."""
    from symlin.report.words.equivalence import equivalence_lines, verdict_lines

    width = text_width()
    if amount is Loudness.QUIET:
        return verdict_lines(f, g, claim, width)
    lines = equivalence_lines(f, g, claim, seconds=seconds, width=width)
    if amount is Loudness.VERBOSE:
        from symlin import api
        from symlin.report.words.details import detail_lines

        lines += detail_lines([claim], [("deciding", seconds)], api.verify, width)
    return lines
