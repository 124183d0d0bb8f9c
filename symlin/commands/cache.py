"""`symlin cache`: the certificates of past answers, where they are, and how to be rid of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from symlin.commands.helping import HelpfulCommand
from symlin.commands.output import say

if TYPE_CHECKING:
    from symlin.exact.store import Contents, Store


class HelpfulGroup(HelpfulCommand, click.Group):
    """A command with commands of its own."""


@click.group(cls=HelpfulGroup, short_help="Certificates of past answers: info, clear.")
def cache() -> None:
    """Look at, or clear, what symlin remembers of past answers.

    Certificates that took a while to find are kept in a folder of yours, and checked again by the
    kernel when they are used: an old or damaged one costs time, and never changes an answer. The
    environment variable SYMLIN_CACHE names another folder; "off" keeps nothing.
    """


@cache.command(cls=HelpfulCommand)
def info() -> None:
    """Say where it is, and how large."""
    store = _store()
    if store is None:
        say('nothing is kept: SYMLIN_CACHE is "off", or there is no home')
        return
    say(f"{store.root}: {_size(store.contents())}, at most {store.most / 1e6:.0f} MB")


@cache.command(cls=HelpfulCommand)
def clear() -> None:
    """Take away all that is kept."""
    store = _store()
    taken = None if store is None else store.clear()
    say("nothing is kept" if taken is None or not taken.entries else f"cleared: {_size(taken)}")


def _store() -> Store | None:
    from symlin.exact.store import Store, user_folder

    root = user_folder()
    return None if root is None else Store(root)


def _size(contents: Contents) -> str:
    count = contents.entries
    return f"{count:,} entr{'y' if count == 1 else 'ies'}, {contents.bytes / 1e6:.1f} MB"
