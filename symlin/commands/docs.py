"""`symlin docs`: pages with every verdict, counterexample and picture."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from symlin.commands.answers import FAILS, HOLDS, Failure, attempt, show_failure
from symlin.commands.helping import HelpfulCommand
from symlin.commands.intake import opened
from symlin.commands.options import MOST_JOBS, Seconds, force_option, quiet_option
from symlin.commands.output import remark, say
from symlin.commands.paths import FilePath, InputFile, must_differ

if TYPE_CHECKING:
    from symlin.report.site.build import Files, Format


@click.command(
    cls=HelpfulCommand, short_help="Pages with every verdict, counterexample and picture."
)
@click.argument("out", type=FilePath(file_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if out of date.")
@click.option(
    "--from",
    "source",
    type=InputFile(),
    metavar="FILE.jsonl",
    help="Your own operators, one per line of JSON as for batch, instead of the catalog.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md"]),
    default="html",
    show_default=True,
    help="A static site, or Markdown.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=None,
    metavar="N",
    help="How many processes share the work.  [default: one per processor]",
)
@click.option(
    "--timeout",
    type=Seconds(min=0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="S",
    help="Seconds for each operator; then what is open is unknown.",
)
@click.option(
    "--playground",
    is_flag=False,
    flag_value="",
    metavar="[FOLDER]",
    help="Add a page that answers in the browser, with the runtime of the package "
    "symlin-playground, or of the folder with its files.",
)
@force_option
@quiet_option("Say nothing but what is wrong.")
@click.pass_context
def docs(
    ctx: click.Context,
    /,
    *,
    out: Path,
    only_check: bool,
    source: IO[bytes] | None,
    form: Format,
    jobs: int | None,
    timeout: float,
    playground: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Write the documentation, with pages about all operators of the catalog, into the folder OUT.

    The site opens from disk: no server, no network. It has a page for each operator, with its
    definition, the argument, the picture, the certificates and the commands; the questions; a
    comparison; the guides and the reference; and one search over all of it. Markdown has the
    operators, the questions and the reference.

    \b
    Examples:
      symlin docs site
      symlin docs docs --format md
      symlin docs docs --format md --check
      symlin docs site --from my_operators.jsonl
      symlin docs site --playground
    """
    if not only_check:
        _must_be_writable(out, force)
    source = None if source is None else opened(source, timeout)
    found = attempt(_made, ctx, source, form, jobs, playground)
    if isinstance(found, Failure):
        ctx.exit(show_failure(str(out), found, False))
    code, said = _compare(found, out) if only_check else _write(found, out, source, force)
    if not quiet:
        say(said)
    ctx.exit(code)


def _made(
    ctx: click.Context,
    source: IO[bytes] | None,
    form: Format,
    jobs: int | None,
    playground: str | None,
) -> Files:
    """The files of the site. Raises `InputError`, `NotInstalled` where the runtime is missing, and
    `click.UsageError` where it has no place."""
    from symlin.commands.site import Plan, site_files

    given, about_catalog = ctx.params, source is None
    plan = Plan(form, given["timeout"], not given["only_check"], about_catalog, ctx.obj)
    if playground is not None:
        from symlin.playground.runtime import runtime

        if not about_catalog or form != "html":
            raise click.UsageError("--playground is for the site about the catalog, in HTML")
        plan = replace(plan, runtime=runtime(Path(playground) if playground else None))
    return site_files(source, replace(plan, watched=not given["quiet"]), jobs, _commands(ctx))


def _must_be_writable(out: Path, force: bool) -> None:
    """Raises OSError where the site cannot be written: better before the work than after it."""
    from symlin.exact.files import is_known

    if not force and not is_known(out, "index.html"):
        why = "symlin did not write it, or it was changed since; --force overwrites it"
        raise FileExistsError(errno.EEXIST, why, str(out / "index.html"))
    there = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile("wb", dir=there):
            pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from None


def _commands(ctx: click.Context) -> Sequence[str]:
    """The names of the commands, which the reference describes."""
    group = ctx.find_root().command
    return tuple(group.commands) if isinstance(group, click.Group) else ()


def _compare(files: Files, out: Path) -> tuple[int, str]:
    """Names the files in the folder that are out of date."""
    from symlin.report.site.build import stale

    old = stale(files, out)
    for path in old:
        remark(f"out of date: {out / path}")
    return FAILS if old else HOLDS, f"{len(files)} files, {len(old)} out of date"


def _write(files: Files, out: Path, source: IO[bytes] | None, force: bool) -> tuple[int, str]:
    """Writes the files, and names those of an earlier time that no page links to any more."""
    from symlin.exact.files import save_all
    from symlin.report.site.build import stale

    if source is not None:
        for path in files:
            must_differ(source, out / path)
    left_over = [path for path in stale(files, out) if path not in files]
    save_all(files, out, force)
    for path in left_over:
        remark(f"left over, of an operator that is gone: {out / path}")
    start = f"; open {out / 'index.html'}" if "index.html" in files else ""
    return HOLDS, f"{len(files)} files in {out}{start}"
