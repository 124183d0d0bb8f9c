"""The benchmark of many questions: few of them, and its section of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from .many import HEADING, Run, operators, runs, section
from .peers import section_of, with_section


def test_no_two_operators_are_the_same() -> None:
    """What is asked twice would be answered from a memory somewhere."""
    texts = [row["operator"] for row in operators(1_000)]
    assert len(set(texts)) > 990


@pytest.mark.slow
def test_every_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Also where a worker is killed, and where the whole run is."""
    pytest.importorskip("distributed", reason="needs the extra dask")
    found = runs(120, tmp_path)
    assert [run.name for run in found if not run.same] == []
    assert len(found) == 4


def test_the_section_says_which_run_gave_other_bytes() -> None:
    found = [Run("one", True, 2.0, 10_000_000, 11_000_000), Run("two", False, 1.0, 0, 0)]
    text = section(found, 5)
    assert "| two | OTHERS | 0.50 | 0, 0 MB |" in text
    assert section_of(with_section("# Page\n", text, HEADING), HEADING) == text
