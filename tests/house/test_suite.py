"""The tests mirror the rooms of the package, and each room has quick ones."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import is_named

from .__main__ import HERE
from .measures import House

pytestmark = pytest.mark.quick

TESTS = HERE / "tests"
DOORS = {"models", "testing", "pytest_plugin"}
"""Rooms of one file that keep an old import path open; what lies behind is tested at its place."""
ROOMS = sorted(set(House(HERE).rooms) - DOORS - {""})


def files(room: str) -> list[Path]:
    return sorted((TESTS / room).rglob("test_*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_its_tests_at_the_same_place(room: str) -> None:
    """Whoever changes a file finds its tests without a search."""
    assert files(room)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_quick_tests(room: str) -> None:
    """`pytest -m quick` says within seconds which room was broken."""
    assert any("pytest.mark.quick" in path.read_text(encoding="utf-8") for path in files(room))


def test_no_test_file_is_loose_that_belongs_to_a_room() -> None:
    """At the top stands what tests the whole: README, soundness, start-up, the library's face."""
    assert len(list(TESTS.glob("test_*.py"))) <= 8


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.name)
def test_helpers_are_imported_by_their_full_or_relative_name(path: Path) -> None:
    """An import by bare name works from one working directory, and in one process, alone."""
    own = {other.stem for other in TESTS.rglob("*.py")} - {"__init__", "__main__"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        assert not own.intersection(names)


@pytest.mark.parametrize(
    ("arguments", "keyword", "named"),
    [
        (["tests"], "", False),
        (["tests/kernel"], "", False),
        (["tests/kernel", "tests/test_api.py"], "", False),
        (["tests/a.py", "tests/b.py", "tests/c.py"], "", False),
        (["tests/test_api.py"], "", True),
        (["tests/test_api.py::test_equiv_is_a_claim"], "", True),
        (["tests"], "relu", True),
    ],
)
def test_workers_start_for_rooms_and_not_for_a_file(
    arguments: list[str], keyword: str, named: bool
) -> None:
    """A single test answers at once; and what is slow runs if its file is named."""
    config = SimpleNamespace(args=arguments, option=SimpleNamespace(keyword=keyword))
    assert is_named(config) is named  # type: ignore[arg-type]
