"""What several commands share: options and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypedDict, TypeVar

import click

from symlin.errors import InputError
from symlin.reading.shapes import Sizes, shape_in, sizes_in
from symlin.reading.timing import seconds

MOST_JOBS = 1_000
"""Processes that share the work: more than a machine has processors, and fewer than a system has
places for."""

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")

CHECK_EXIT_CODES = """\b
Exit codes:
  0  linear, proved
  1  not linear (refuted, or only under a condition)
  2  the input could not be understood
  3  unknown
  4  the numeric cross-check disagrees with the prover (a bug in symlin)
  5  symlin itself failed (a bug)
Of several operators the largest code counts."""
EQUIV_EXIT_CODES = """\b
Exit codes:
  0  the same function, proved
  1  different, or the same only under a condition
  2  an operator could not be understood
  3  unknown
  5  symlin itself failed (a bug)"""
FUZZ_EXIT_CODES = """\b
Exit codes:
  0  no law was seen to fail, which proves nothing
  1  a law fails
  2  the operator could not be understood
  4  the operator's term and its reference disagree (a bug in symlin)
  5  symlin itself failed (a bug)"""
BATCH_EXIT_CODES = """\b
Exit codes:
  0  every line was understood, and every expectation met
  1  an expectation was not met
  2  a line was malformed
  4  a numeric cross-check disagrees with the prover (a bug in symlin)
  5  symlin itself failed on a line (a bug)"""


def _names(ctx: click.Context, param: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    """Names separated by commas or blanks."""
    from symlin.reading.roles import names_in

    return _read_as(names_in, ctx, param, text)


def _shapes(ctx: click.Context, param: click.Parameter, text: str | None) -> Sizes | None:
    """A shape; or for each name: x=4,A=2x2."""
    return _read_as(shape_in, ctx, param, text)


def sizes_of(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> tuple[int, ...] | None:
    """Positive integers separated by commas: 4,4. Raises `click.BadParameter` for others."""
    return _read_as(sizes_in, ctx, param, text)


def _read_as(
    read: Callable[[str], R], ctx: click.Context, param: click.Parameter, text: str | None
) -> R | None:
    if text is None:
        return None
    try:
        return read(text)
    except InputError as error:
        raise click.BadParameter(str(error), ctx, param) from None


class OperatorOptions(TypedDict):
    """What `operator_options` hands to a command."""

    inputs: tuple[str, ...] | None
    assume: tuple[str, ...]
    shape: Sizes | None
    space: tuple[str, ...]


class SearchOptions(OperatorOptions):
    """The same with what `timeout_option` and `cache_option` add."""

    timeout: float
    cache: bool


def operator_options(command: F) -> F:
    """--inputs, --assume, --shape, --space."""
    inputs = click.option(
        "--inputs",
        callback=_names,
        metavar="x,y",
        help="The inputs. Every other symbol is a parameter.  [default: x y z t u v, x1, x_2 ...]",
    )
    assume = click.option(
        "--assume",
        multiple=True,
        metavar="CONDITION",
        help='Restrict inputs or parameters, as in "x >= 0". Repeatable.',
    )
    shape = click.option(
        "--shape",
        callback=_shapes,
        metavar="4,4",
        help="A pipeline's input, without the batch; or a formula's only one. Of a Python function "
        "also by name: x=4,A=2x2.",
    )
    space = click.option(
        "--space",
        multiple=True,
        metavar="NAME:SPACE",
        help='Where a name lies, as in "A: 2x2", "x: R^3", "z: C" or "p: P3". Repeatable.',
    )
    return inputs(assume(shape(space(command))))


class FunctionOptions(SearchOptions):
    """The same with what `given_option` adds."""

    given: tuple[str, ...]


def given_option(command: F) -> F:
    """--given, for commands that take operators on functions."""

    def names(ctx: click.Context, param: click.Parameter, text: str | None) -> tuple[str, ...]:
        return () if text is None else _names(ctx, param, text) or ()

    return click.option(
        "--given",
        callback=names,
        metavar="h,k",
        help="Functions that are held fixed, where others are the unknown ones.",
    )(command)


class ExportOptions(SearchOptions):
    """What `operator_options` and `model_options` hand to a command that searches."""

    box: str | None
    run: bool


class ModelOptions(FunctionOptions):
    """What `given_option` and `model_options` hand to one."""

    box: str | None
    run: bool


def run_option(command: F) -> F:
    """--run, for commands that take models."""
    words = "Run the file that a model comes from, as in model.py:net."
    return click.option("--run", is_flag=True, help=words)(command)


def model_options(command: F) -> F:
    """--box and --run, for commands that take models."""
    box = click.option(
        "--box",
        metavar="LOW,HIGH",
        help="Bounds of a model's entries: two numbers, or a file (.npz, .vnnlib).",
    )
    return box(run_option(command))


class Seconds(click.FloatRange):
    """A time limit; inf and nan are numbers to click, and no time to anyone."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The seconds, within what a timer holds."""
        found = super().convert(value, param, ctx)
        try:
            return seconds(found)
        except InputError as error:
            self.fail(str(error).removeprefix("timeout: "), param, ctx)


def timeout_option(command: F) -> F:
    """--timeout, for commands that search."""
    return time_limit("Seconds for each operator; then what is open is unknown.")(command)


def time_limit(meaning: str, default: float = 30.0) -> Callable[[F], F]:
    """--timeout, with what happens when the time is over."""
    return click.option(
        "--timeout",
        type=Seconds(min=0, min_open=True),
        default=default,
        show_default=True,
        metavar="S",
        help=meaning,
    )


def seed_option(command: F) -> F:
    """--seed."""
    return click.option(
        "--seed",
        type=click.IntRange(min=0),
        default=0,
        show_default=True,
        metavar="N",
        help="Seed of the numeric cross-check.",
    )(command)


def crosscheck_option(command: F) -> F:
    """--no-crosscheck."""
    return click.option(
        "--no-crosscheck",
        "crosscheck",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Leave out the numeric second opinion.",
    )(command)


def cache_option(command: F) -> F:
    """--no-cache."""
    return click.option(
        "--no-cache",
        "cache",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Use no certificates of past answers, and keep none (see symlin cache).",
    )(command)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one object per line.")(
        command
    )


def force_option(command: F) -> F:
    """--force, for commands that write files of their own naming into a folder."""
    meaning = "Overwrite files in a folder that symlin did not write, or that were changed since."
    return click.option("--force", is_flag=True, help=meaning)(command)


def quiet_option(meaning: str) -> Callable[[F], F]:
    """--quiet, with what is left of the output."""
    return click.option("-q", "--quiet", is_flag=True, help=meaning)


def verbose_option(command: F) -> F:
    """--verbose, which goes with `quiet_option`; `loudness` makes one value of the two."""
    meaning = "Add how it was found, the sizes of the certificates, and times."
    return click.option("-v", "--verbose", is_flag=True, help=meaning)(command)


class Loudness(Enum):
    """How much of an answer is wanted."""

    QUIET = "the verdict alone"
    USUAL = "the verdict and the grounds for it"
    VERBOSE = "the same, and how it was found"


def loudness(quiet: bool, verbose: bool) -> Loudness:
    """What --quiet and --verbose ask for; raises `click.UsageError` for both."""
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other: leave one of them out")
    return Loudness.QUIET if quiet else Loudness.VERBOSE if verbose else Loudness.USUAL
