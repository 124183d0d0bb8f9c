"""The rules for operators, a file for each kind: importing it puts them into the table."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache


@cache
def load() -> None:
    """Imports every file of this folder; once, for it takes as long as reading a small network."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
