"""How the suite runs: in parallel, in any order, without what is slow unless it is asked for."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from _pytest.mark import ParameterSet

from symlin.exact import deadline

# Worker processes import what a test hands them by its name, `tests.commands.test_workers.work`.
# At the end, so that an altered or installed copy of symlin goes first.
sys.path.append(str(Path(__file__).parents[1]))

PROCESSOR_MINUTES = 14
"""What the suite takes without the slow tests, measured on one processor of 2026."""
ALLOCATIONS = 10_000
"""Of objects that may be part of a cycle, before young ones are looked through; by default 700."""
FEW = 2
"""Files up to this number run in one process: workers would start longer than most files take."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffle", type=int, metavar="SEED", help="run the tests in a random order")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many workers `-n auto` means; 0 runs the tests in this process."""
    return 0 if is_named(config) else _processors()


def _processors() -> int:
    """Processors that this process may use, which a container may limit."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_named(config: pytest.Config) -> bool:
    """Whether the command line names tests, or a file or two, and not the suite or a room."""
    files = [argument for argument in config.args if "::" in argument or argument.endswith(".py")]
    return bool(config.option.keyword) or 0 < len(files) == len(config.args) <= FEW


def pytest_report_header(config: pytest.Config) -> str | None:
    here = Path(__file__).parent
    whole = any((config.invocation_params.dir / path).resolve() == here for path in config.args)
    if not whole or is_named(config) or config.option.markexpr:
        return None
    workers = config.option.numprocesses or 1
    minutes = max(1, round(PROCESSOR_MINUTES / workers))
    return f"symlin: about {minutes} min. with {workers} workers on an idle machine; -m quick: 20 s"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is slow, unless tests are named or chosen by -m; then shuffles."""
    if not is_named(config) and config.option.markexpr in ("", "quick"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
    seed = config.option.shuffle
    if seed is not None:
        Random(seed).shuffle(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Half a million objects of tests and modules stay to the end. The collector of garbage, which
    spent a sixth of the suite's time on looking through them, leaves them alone, and comes less
    often for the others."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)


def first(count: int, values: Iterable[object]) -> list[ParameterSet]:
    """The values for `parametrize`, all but the first few of them slow: draws from one generator
    find much the same, and .ci/run takes them all."""
    return [
        pytest.param(value, marks=pytest.mark.slow if number >= count else ())
        for number, value in enumerate(values)
    ]


def one_in(few: int, values: Iterable[object]) -> list[ParameterSet]:
    """The same where values come in groups: lots, the same in every run, say which are not slow."""
    lots = Random(few)
    return [
        pytest.param(value, marks=pytest.mark.slow if lots.randrange(few) else ())
        for value in values
    ]


def _read(now: Callable[[], int], worked: Callable[[], int], patch: pytest.MonkeyPatch) -> None:
    """Makes symlin's time limits read these clocks, of nanoseconds."""
    patch.setattr(deadline, "time", SimpleNamespace(monotonic_ns=now, process_time_ns=worked))


@pytest.fixture(scope="session", autouse=True)
def _no_wishes_of_the_terminal() -> Iterator[None]:
    """What someone's shell says about width and colour is not what the tests expect."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "SYMLIN_TRACEBACK"):
            patch.delenv(name, raising=False)
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("SYMLIN_CACHE", "off")  # a test is not to learn from the one before
        yield


def _calling(test: Callable[..., object], arguments: dict[str, object]) -> None:
    test(**arguments)


# CPython takes frames from pieces of 16 kB and hands an empty piece back to the system at once: a
# loop that calls across the end of one spends most of its time there. Behind a frame that says it
# needs half a megabyte, as much again is free, and no test has its loops at the end of a piece.
_calling.__code__ = _calling.__code__.replace(co_stacksize=70_000)


@pytest.hookimpl
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Runs the test, as pytest does, with room for its frames."""
    wanted = pyfuncitem._fixtureinfo.argnames
    _calling(pyfuncitem.obj, {name: pyfuncitem.funcargs[name] for name in wanted})
    return True


class Work:
    """What this process has computed, looked up once in a millisecond, and guessed in between.

    It takes twenty times as long to ask the system for that as for the time of the day, and on a
    busy machine several hundred times; the kernel looks at the clock in every loop.
    """

    STEP = 1_000_000

    def __init__(self) -> None:
        self._asked, self._worked = 0, 0

    def nanoseconds(self) -> int:
        now = time.monotonic_ns()
        if now - self._asked > self.STEP:
            self._asked, self._worked = now, time.process_time_ns()
        return self._worked + now - self._asked


@pytest.fixture(scope="session", autouse=True)
def _limits_count_the_work() -> Iterator[None]:
    """Limits are of processor time alone, whatever a machine is busy with and for how long."""
    work = Work()
    with pytest.MonkeyPatch.context() as patch:
        _read(work.nanoseconds, work.nanoseconds, patch)
        yield


@pytest.fixture(autouse=True)
def _limits_by_the_wall(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """But tests of the limits themselves read the clock on the wall, as users do."""
    if request.node.get_closest_marker("wall_clock"):
        _read(time.monotonic_ns, time.process_time_ns, monkeypatch)
