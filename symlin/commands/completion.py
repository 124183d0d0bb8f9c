"""Completion in shells: what click leaves to do.

click writes the shell's side, and asks each parameter what may come next. Its side for fish takes a
formula for ended where it has a comma.
"""

from __future__ import annotations

from click.shell_completion import FishComplete, add_completion_class


class Fish(FishComplete):
    """click's completion for fish, which cuts a line in two at its first comma and no other."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    )


def prepare() -> None:
    """Puts the classes of this module in the place of click's."""
    add_completion_class(Fish)
