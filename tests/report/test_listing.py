"""The catalog's table: aligned, complete, and honest about whose word it repeats."""

import pytest

from symlin.catalog.index import all_definitions
from symlin.report.formats.segments import plain
from symlin.report.words.listing import listing_lines, word

pytestmark = pytest.mark.quick


def test_every_operator_has_one_line() -> None:
    lines = plain(listing_lines(all_definitions())).splitlines()
    assert [line.split()[0] for line in lines[1:]] == [d.name for d in all_definitions()]


def test_the_verdict_is_said_to_be_the_literatures() -> None:
    heading = plain(listing_lines(all_definitions())).splitlines()[0]
    assert heading.split("  ")[-2].strip() == "in the literature"


def test_on_a_terminal_long_signatures_go_on_below() -> None:
    lines = plain(listing_lines(all_definitions(), 80)).splitlines()
    assert max(map(len, lines)) <= 82
    assert "".join("".join(lines).split()).count("logistic_regression(x1,x2,w1,w2,b)") == 1


def test_every_entry_has_a_word() -> None:
    assert all(word(definition)[0] for definition in all_definitions())
