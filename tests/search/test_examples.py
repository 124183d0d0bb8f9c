"""The examples in the docstrings of the search and of the exact tools are true."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "symlin"
WITH_EXAMPLES = sorted(
    ".".join(("symlin", *path.relative_to(PACKAGE).with_suffix("").parts))
    for room in ("search", "exact")
    for path in (PACKAGE / room).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
MAIN_TYPES = {
    "symlin.search.laws": "LawSearch",
    "symlin.search.strategy": "Strategy",
    "symlin.search.parameters.refinement": "Refinement",
    "symlin.search.proofs.contradict": "Prover",
    "symlin.search.proofs.combination": "combination",
    "symlin.exact.values": "Probe",
}


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_what_a_docstring_shows_is_what_happens(name: str) -> None:
    """An example that is not run is soon about something else."""
    failed, tried = doctest.testmod(import_module(name))
    assert tried and not failed


@pytest.mark.parametrize("name", MAIN_TYPES)
def test_each_main_type_has_an_example(name: str) -> None:
    """It says in five lines what the file is about."""
    documented = getattr(import_module(name), MAIN_TYPES[name])
    assert ">>> " in (documented.__doc__ or "")
