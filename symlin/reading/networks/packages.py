"""Packages that only part of symlin needs, imported when something of theirs is first asked for.

`symlin check relu` must start fast, and works without any of them.
"""

from __future__ import annotations

import sys
from typing import Any

from symlin.errors import NotInstalled
from symlin.exact.loading import load
from symlin.exact.memory import NUMPY, need_memory


class Package:
    """Stands for a package, which needs NumPy, until it is used.

    Raises `NotInstalled` where it is missing, with what installs it, and `MemoryError` where a
    limit leaves too little.
    """

    def __init__(self, name: str, extra: str) -> None:
        self._name = name
        self._extra = extra

    def __getattr__(self, attribute: str) -> Any:
        if self._name not in sys.modules:
            need_memory(NUMPY)
        try:
            module = load(self._name)
        except ImportError as error:
            if error.name and error.name.partition(".")[0] != self._name.partition(".")[0]:
                raise  # the package is there, and something else is missing
            raise NotInstalled(
                f"{self._name} is not installed: pip install 'symlin[{self._extra}]'"
            ) from error
        return getattr(module, attribute)


np: Any = Package("numpy", "onnx")
onnx: Any = Package("onnx", "onnx")
