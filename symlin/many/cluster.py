"""A Dask cluster as an executor: a scheduler of the user's own, and its workers."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any, NamedTuple

from symlin.decision.version import __version__
from symlin.errors import InputError, NotInstalled

SECONDS = 20.0
"""For the scheduler to answer, and for its first worker."""
RETRIES = 5
"""How often an item is sent anew whose worker ended: more than that, and it is the item's fault."""
EACH = 4
"""Items under way for each thread of the workers: enough that none waits for the network."""


class Cluster(NamedTuple):
    """What takes the work, and how many items it has under way."""

    executor: Executor
    ahead: int


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster of the scheduler at an address such as "tcp://host:8786".

    Raises `NotInstalled` without Dask, `InputError` where a worker has another symlin or none, and
    `OSError` where nobody answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise NotInstalled(
            "Dask is not installed: pip install 'symlin[dask]', here and where the workers run"
        ) from None
    for part in ("distributed", "distributed.client", "distributed.core"):
        logging.getLogger(part).setLevel(logging.CRITICAL)  # what goes wrong is said by symlin
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise OSError(errno.EHOSTUNREACH, "no scheduler answers there", address) from error
    try:
        _expect_same_version(client, address)
        threads = sum(client.nthreads().values())
        executor = client.get_executor(pure=False, retries=RETRIES)
        yield Cluster(executor, EACH * max(threads, 1))
    finally:
        client.close(timeout=SECONDS)


def version() -> str:
    """The version of symlin where this is called."""
    return __version__


def _expect_same_version(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        raise OSError(errno.ENOTCONN, "its scheduler has no workers", address) from None
    try:
        found: dict[str, str] = client.run(version)
    except ImportError as error:
        raise InputError(f"the workers at {address} cannot import symlin: {error}") from None
    for worker, other in found.items():
        if other != __version__:
            raise InputError(f"the worker {worker} has symlin {other}, and here is {__version__}")
