"""The syntax tree of a file of Python, without a word from Python about it."""

from __future__ import annotations

import ast
import warnings
from threading import RLock

_silence = RLock()


def syntax_tree(text: str, name: str = "<unknown>") -> ast.Module:
    """The tree; raises what `ast.parse` raises.

    Python's warnings about a stranger's file would write its lines to the terminal as they stand,
    or be errors where the host says so. They are off meanwhile, which they are for all threads.
    """
    with _silence, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, name)
