"""Many questions at once: one answer for each, in order, whatever executes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest
import sympy

import symlin
from symlin.exact.platform import process_pool
from symlin.many.check import check_many
from symlin.many.ordered import in_order

ITEMS = [
    "relu",
    {"operator": "avg_pool1d(2)", "shape": (4,)},
    "Max(x",
    sympy.Symbol("x") * 2,
    {"operator": "x + 1", "crosscheck": False},
    "y(t) = t*x(t)",
]
STATUSES = ["refuted", "proved", None, "proved", "refuted", "proved"]


def statuses(found: list[dict[str, Any]]) -> list[str | None]:
    return [
        answer["claims"]["linear"]["status"] if "claims" in answer else None for answer in found
    ]


def without_times(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**answer, "seconds": 0} for answer in found]


def pools() -> list[Callable[[], Executor]]:
    return [lambda: ThreadPoolExecutor(2), lambda: process_pool(2, list)]


@pytest.mark.parametrize("pool", pools(), ids=["threads", "processes"])
def test_answers_are_those_of_one_process_in_the_order_of_the_items(
    pool: Callable[[], Executor],
) -> None:
    """Text, SymPy, shapes, an error in the middle, an operator on functions."""
    alone = list(symlin.check_many(ITEMS, crosscheck=False))
    assert statuses(alone) == STATUSES
    with pool() as executor:
        found = list(check_many(ITEMS, executor=executor, crosscheck=False))
    assert without_times(found) == without_times(alone)


@pytest.mark.quick
def test_a_bad_item_says_where_and_the_others_go_on() -> None:
    found = list(check_many(["Max(x", {"operator": "x", "shpae": 3}, 7.5, "x"], crosscheck=False))
    assert found[0]["position"] == 5
    assert found[1] == {"error": "check has no option 'shpae'"}
    assert "error" in found[2]
    assert statuses(found[3:]) == ["proved"]


def test_a_bug_in_one_item_loses_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from symlin import api

    check = api.check_any

    def broken(operator: object, **options: Any) -> object:
        if operator == "relu":
            raise KeyError("lost")
        return check(operator, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(api, "check_any", broken)
    first, second = check_many(["relu", "x"], crosscheck=False)
    assert first == {
        "error": "symlin failed on this input (a bug): KeyError: 'lost'", "bug": True
    }  # fmt: skip
    assert statuses([second]) == ["proved"]


def test_certificates_come_with_the_answers_and_can_be_checked_here() -> None:
    """Whoever does not trust the workers asks for them."""
    (found,) = check_many(["Max(x, y)"], certificates=True, crosscheck=False)
    for law, document in found["certificates"].items():
        verified = symlin.verify(document)
        assert (str(verified.law), str(verified.status)) == (law, found["claims"][law]["status"])


def test_items_are_taken_as_they_are_needed() -> None:
    """A generator of a million items does not fill the memory."""
    taken: list[int] = []

    def numbers() -> Iterator[str]:
        for k in range(1_000):
            taken.append(k)
            yield f"{k}*x"

    with ThreadPoolExecutor(1) as executor:
        answers = check_many(numbers(), executor=executor, ahead=3, crosscheck=False)
        next(answers)
        assert len(taken) <= 5
        answers.close()  # type: ignore[attr-defined]


def test_what_cannot_be_sent_is_said_in_its_place() -> None:
    """A function written on the spot does not travel to another process."""
    with process_pool(1, list) as executor:
        found = list(check_many([lambda x: 2 * x, "x"], executor=executor, crosscheck=False))
    assert found[0]["error"].startswith("it could not be worked out: ")
    assert statuses(found[1:]) == ["proved"]


class Gone(Executor):
    """One whose work is cancelled by somebody else."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(CancelledError())
        return future


def test_an_executor_that_has_gone_is_an_error_and_no_answer() -> None:
    with pytest.raises(ConnectionAbortedError):
        next(in_order(str, [1], Gone(), lambda item, why: ""))
