"""What a release needs, on any day: a version with its changes, and metadata that is complete."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import symlin

pytestmark = pytest.mark.quick

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
RELEASE = re.compile(r"(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)")


def releases() -> list[tuple[tuple[int, ...], date]]:
    """The versions of the changelog with their days, as they stand there."""
    found = [RELEASE.fullmatch(heading) for heading in HEADINGS[1:]]
    assert all(found), HEADINGS
    return [
        (tuple(map(int, match[1].split("."))), date.fromisoformat(match[2]))
        for match in found
        if match
    ]


def test_the_changelog_begins_with_what_is_not_released() -> None:
    """A change has a place to be written down before anybody knows its version."""
    assert HEADINGS[0] == "Unreleased"


def test_versions_and_days_go_back_in_time() -> None:
    """The newest is read first."""
    found = releases()
    assert found == sorted(found, reverse=True)
    assert len({version for version, _ in found}) == len(found)


def test_the_package_is_the_newest_version_of_the_changelog() -> None:
    """What is built and uploaded today has its changes under its own heading."""
    assert ".".join(map(str, releases()[0][0])) == symlin.__version__


def test_every_section_says_something() -> None:
    """A version without changes is none; only the unreleased one may be empty."""
    for section in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[2:]:
        assert section.partition("\n")[2].strip().startswith("- "), section[:40]


def test_the_metadata_is_complete() -> None:
    """An index shows these, and pip refuses a Python that is too old."""
    for field in ("description", "readme", "license", "requires-python", "keywords", "classifiers"):
        assert PROJECT[field], field
    assert (ROOT / PROJECT["readme"]).is_file()
    assert all((ROOT / name).is_file() for name in PROJECT["license-files"])
    assert all(re.search(r">=\d", each) for each in PROJECT["dependencies"])


def test_every_guide_is_in_the_wheel() -> None:
    """They are listed one by one: to rename their folder would forbid an installation for
    development."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    made = {"operators", "questions.md", "reference.md"}
    assert set(listed) == {
        f"docs/{path.name}" for path in (ROOT / "docs").glob("[a-z]*") if path.name not in made
    }
