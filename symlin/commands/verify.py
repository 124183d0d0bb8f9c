"""`symlin verify`: a certificate checked by the kernel alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import click

from symlin.commands.answers import FAILS, HOLDS, MALFORMED, UNKNOWN
from symlin.commands.helping import HelpfulCommand
from symlin.commands.intake import LARGEST_DOCUMENT, beside, opened, whole
from symlin.commands.options import Loudness, loudness, quiet_option, time_limit, verbose_option
from symlin.commands.output import say
from symlin.commands.paths import InputFile

if TYPE_CHECKING:
    from symlin.decision.functions.certificate import FunctionCertified
    from symlin.decision.network.certificate import NetworkCertified

VERIFY_EXIT_CODES = """\b
Exit codes:
  0  accepted: the claim is proved
  1  rejected: a step does not hold
  2  not a certificate, or not one of this version
  3  out of time: neither accepted nor rejected"""


@click.command(
    cls=HelpfulCommand,
    epilog=VERIFY_EXIT_CODES,
    short_help="Check a certificate with the kernel alone.",
)
@click.argument("file", type=InputFile())
@time_limit("Seconds; then the certificate counts as not checked.")
@quiet_option("Print only whether it is accepted or rejected.")
@verbose_option
@click.pass_context
def verify(
    ctx: click.Context, /, *, file: IO[bytes], timeout: float, quiet: bool, verbose: bool
) -> None:
    """Check the certificate in FILE with the kernel alone, and say what it proves.

    FILE is what `symlin export --to json` writes; - is standard input. Neither SymPy nor z3 nor
    the search that found the proof is loaded. The claim is read from FILE: see that it is about
    your operator.

    \b
    Examples:
      symlin export relu --to json | symlin verify -
    """
    from symlin.exact.deadline import OutOfTime, within

    amount = loudness(quiet, verbose)
    document = whole(opened(file, timeout), LARGEST_DOCUMENT)
    started = time.perf_counter()
    try:
        with within(timeout, patience=1.0):
            code, said = _verified(document, partial(beside, getattr(file, "name", None)))
    except OutOfTime:
        code = UNKNOWN
        said = f"symlin: not checked: out of time after {timeout:g} s (see --timeout)"
    if amount is Loudness.VERBOSE:
        took = time.perf_counter() - started
        said += f"\n  {len(document):,} bytes, read and checked in {took:.2f} s"
    elif amount is Loudness.QUIET and code in (HOLDS, FAILS):
        said = said.partition(":")[0]
    say(said, err=code not in (HOLDS, FAILS))
    ctx.exit(code)


def _verified(document: bytes, near: Callable[[str, int], bytes]) -> tuple[int, str]:
    """The exit code, and why."""
    from symlin.decision.complex_certificate import ComplexCertified
    from symlin.decision.established import established
    from symlin.decision.functions.certificate import FunctionCertified, read_certificate
    from symlin.decision.network.certificate import NetworkCertified
    from symlin.kernel.certificate import Rejected
    from symlin.kernel.documents.fields import Unreadable
    from symlin.report.words.statement import pretended, statement

    try:
        claim = read_certificate(document, near)
    except Unreadable as error:
        return MALFORMED, f"symlin: unreadable: {error}"
    except Rejected as error:
        return FAILS, f"rejected: {error}"
    if isinstance(claim, FunctionCertified | NetworkCertified):
        return HOLDS, _accepted_as_read(claim)
    try:
        if isinstance(claim, ComplexCertified):
            return HOLDS, _accepted_over_complex(claim)
        theorem = established(claim)
    except Rejected as error:
        return FAILS, f"rejected: {pretended(claim)}, it says, but {error}"
    first, *rest = statement(theorem)
    return HOLDS, "\n  ".join([f"accepted: {first}", *rest])


def _accepted_as_read(claim: FunctionCertified | NetworkCertified) -> str:
    """What a claim says that was checked as it was read."""
    from symlin.decision.network.certificate import NetworkCertified
    from symlin.report.words.functions_statement import theorem_lines
    from symlin.report.words.networks_statement import theorem_lines as of_network

    if isinstance(claim, NetworkCertified):
        return "\n  ".join(of_network(claim.theorem))
    return "\n  ".join(theorem_lines(claim.theorem))


def _accepted_over_complex(claim: Any) -> str:
    """What a claim over the complex numbers says; raises `Rejected`."""
    from symlin.decision.complex_established import established_over_complex
    from symlin.report.words.statement import statement_over_complex

    first, *rest = statement_over_complex(established_over_complex(claim))
    return "\n  ".join([f"accepted: {first}", *rest])
