"""The assertions of `symlin.testing` as pytest fixtures, there wherever symlin is installed.

pytest imports this at every start: nothing of symlin is loaded before an assertion is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from symlin.testing import AssertEquivalent, AssertLaw


@pytest.fixture(scope="session")
def assert_linear() -> AssertLaw:
    """`symlin.testing.assert_linear`: fails, with symlin's report, unless it is proved linear."""
    from symlin import testing

    return testing.assert_linear


@pytest.fixture(scope="session")
def assert_affine() -> AssertLaw:
    """`symlin.testing.assert_affine`: fails, with symlin's report, unless it is proved affine."""
    from symlin import testing

    return testing.assert_affine


@pytest.fixture(scope="session")
def assert_equivalent() -> AssertEquivalent:
    """`symlin.testing.assert_equivalent`: fails unless two operators are proved to be equal."""
    from symlin import testing

    return testing.assert_equivalent
