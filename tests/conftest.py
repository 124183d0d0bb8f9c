"""How the suite runs: in parallel, in any order, without what is slow unless it is asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

import pytest

# Worker processes import what a test hands them by its name, `tests.commands.test_workers.work`.
# At the end, so that an altered or installed copy of symlin goes first.
sys.path.append(str(Path(__file__).parents[1]))

FEW = 2
"""Files up to this number run in one process: workers would start longer than most files take."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffle", type=int, metavar="SEED", help="run the tests in a random order")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many workers `-n auto` means; 0 runs the tests in this process."""
    return 0 if _named(config) else _processors()


def _processors() -> int:
    """Processors that this process may use, which a container may limit."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _named(config: pytest.Config) -> bool:
    """Whether the command line names tests, or a file or two, and not the suite or a room."""
    files = [argument for argument in config.args if "::" in argument or argument.endswith(".py")]
    return bool(config.option.keyword) or 0 < len(files) == len(config.args) <= FEW


def pytest_report_header(config: pytest.Config) -> str | None:
    if _named(config) or config.option.markexpr:
        return None
    return "symlin: the whole suite takes about 3 minutes on two idle cores; -m quick 20 seconds"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is slow, unless tests are named or chosen by -m; then shuffles."""
    if not _named(config) and not config.option.markexpr:
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
    seed = config.option.shuffle
    if seed is not None:
        Random(seed).shuffle(items)
