"""Whatever the expression, an answer comes in time: a verdict, or unknown with a reason.

`python -m tests.planted` does the same with 200 of them and 5 seconds for each.
"""

from __future__ import annotations

import pytest

from .planted.nasty import complaints


@pytest.mark.wall_clock
def test_every_nasty_expression_is_answered_in_time() -> None:
    """Towers of functions, huge powers, many symbols, guards within guards; none may raise.

    The grace is generous: the machine may be busy with other things.
    """
    assert complaints(count=14, seed=1, processes=2, timeout=1.0, grace=8.0) == []
