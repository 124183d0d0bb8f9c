"""`symlin list`: the operators of the catalog."""

from __future__ import annotations

import sys

import click

from symlin.commands.helping import HelpfulCommand
from symlin.commands.options import json_option
from symlin.commands.output import is_terminal, say_json, say_lines, text_width


@click.command("list", cls=HelpfulCommand, short_help="List the operators of the catalog.")
@json_option
def list_catalog(as_json: bool) -> None:
    """List the catalog: name, family, how it is written, and what the literature says.

    The last column is the literature's word; `symlin check NAME` decides.
    """
    from symlin.catalog.index import all_definitions
    from symlin.report.words.listing import definition_dict, listing_lines

    if as_json:
        for definition in all_definitions():
            say_json(definition_dict(definition))
    else:
        width = text_width() if is_terminal(sys.stdout) else None
        say_lines(listing_lines(all_definitions(), width))
