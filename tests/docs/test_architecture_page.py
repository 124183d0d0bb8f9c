"""docs/architecture.md names what is there: every room, and no file that has moved away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "symlin"
ROOMS = sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists())
FILES = sorted(set(re.findall(r"`([a-z_/0-9]+\.py)", PAGE)))
NAMED = sorted(set(re.findall(r"`([a-z_/0-9]+\.py): ([A-Za-z_]+)", PAGE)))


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_named(room: str) -> None:
    """A newcomer finds each folder of the package in the table of the house."""
    assert f"`{room}/`" in PAGE


@pytest.mark.parametrize("file", FILES)
def test_every_file_that_is_named_exists(file: str) -> None:
    """The way of a question can be followed in the code."""
    assert list(PACKAGE.rglob(Path(file).name)), file
    assert any(str(path).endswith(f"/{file}") for path in PACKAGE.rglob("*.py")), file


def test_every_function_that_is_named_stands_in_its_file() -> None:
    """A name that has moved sends a reader to the wrong place."""
    defined = {
        (file, name)
        for file, name in NAMED
        for path in PACKAGE.rglob("*.py")
        if str(path).endswith(f"/{file}")
        and re.search(rf"^(class|def) {name}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(NAMED) > 20
    assert set(NAMED) - defined == set()
