"""Libraries are loaded whole: SymPy, z3 and python-flint stay broken for the rest of the process
where an exception cuts their loading off half-way, however often they are imported again."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from symlin.exact.deadline import owns_process
from symlin.exact.platform import apart, spare_memory
from symlin.exact.signals import uninterrupted


def load(name: str) -> ModuleType:
    """The module, loaded where no exception comes: in a thread of its own, if it is not yet there.

    What a handler of a signal raises, at Ctrl-C or at an alarm of the host's, comes afterwards.
    Where the process is symlin's own, its alarm and Ctrl-C wait by themselves (a compiled library
    that was half loaded crashes at the end); where memory is limited, a thread would take some.

    Raises `ImportError`, and whatever else the module raises.
    """
    if name in sys.modules or spare_memory() is not None:
        return import_module(name)
    if owns_process():
        with uninterrupted():
            return import_module(name)
    return apart(import_module, name, leave=lambda: None)
