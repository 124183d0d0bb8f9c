"""The assertions of `symlin.testing` as pytest fixtures, there wherever symlin is installed.

pytest imports this at every start: nothing of symlin is loaded before an assertion is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from symlin.decision.report import Report
    from symlin.decision.verdict import Claim


@pytest.fixture(scope="session")
def assert_linear() -> Callable[..., Report]:
    """`symlin.testing.assert_linear`: fails, with symlin's report, unless it is proved linear."""
    from symlin import testing

    return testing.assert_linear


@pytest.fixture(scope="session")
def assert_affine() -> Callable[..., Report]:
    """`symlin.testing.assert_affine`: fails, with symlin's report, unless it is proved affine."""
    from symlin import testing

    return testing.assert_affine


@pytest.fixture(scope="session")
def assert_equivalent() -> Callable[..., Claim]:
    """`symlin.testing.assert_equivalent`: fails unless two operators are proved to be equal."""
    from symlin import testing

    return testing.assert_equivalent
