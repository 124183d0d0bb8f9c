"""The frame of the site, the guides in it, and what the search reads; without any operator."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from symlin.report.formats.document import Document, Heading, Paragraph
from symlin.report.formats.html import to_html
from symlin.report.formats.parts import Link
from symlin.report.formats.sentence import say
from symlin.report.plot.narrow import with_dark_colours
from symlin.report.site.body import Body, Section, body_of
from symlin.report.site.frame import framed
from symlin.report.site.guides import GUIDES, MADE, Guide, folder, guides, resolved, slug
from symlin.report.site.navigation import Chart, Place
from symlin.report.site.questions import Question
from symlin.report.site.related import asked_about
from symlin.report.site.sources import cited, names_table
from symlin.report.site.whole import Parts, catalog_site

from .test_docs import Page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """Guides alone."""
    return catalog_site(Parts((), guides=tuple(guides())))


def test_every_guide_has_a_place_in_the_navigation() -> None:
    """A new one would stand at the end, where nobody looks."""
    found = {path.stem for path in (ROOT / "docs").glob("*.md")} - set(MADE)
    assert found == set(GUIDES)
    assert folder() == ROOT / "docs"


def test_links_and_anchors_of_the_guides_lead_somewhere(site: dict[str, bytes]) -> None:
    """A repository's browser makes anchors of headings by a rule, which the site follows."""
    pages = {path: Page(data.decode()) for path, data in site.items() if path.endswith(".html")}
    assert len(pages) >= len(GUIDES) + 3
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("https://", "http://", "data:")):
                continue
            target, _, anchor = link.partition("#")
            whole = (Path("/") / path).parent.joinpath(target).resolve() if target else None
            there = path if whole is None else str(whole).removeprefix("/")
            assert there in site, (path, link)
            if anchor and there in pages:
                assert anchor in pages[there].ids, (path, link)


def test_a_guide_is_found_section_by_section(site: dict[str, bytes]) -> None:
    """The search leads to the place, and not to the top of a page of 700 lines."""
    text = site["assets/pages.js"].decode()
    records = json.loads(text.removeprefix("globalThis.symlinPages = ").rstrip().rstrip(";"))
    titles = {record["path"]: record["title"] for record in records}
    assert titles["how-to.html#ask-about-a-python-function"] == "Ask about a Python function"
    assert len({record["id"] for record in records}) == len(records)


def test_pages_have_the_one_before_and_the_one_after(site: dict[str, bytes]) -> None:
    """In the order of the navigation."""
    page = site["how-to.html"].decode()
    assert '<a rel="prev" href="tutorial.html">Tutorial</a>' in page
    assert '<a rel="next" href="mathematics.html">The mathematics</a>' in page
    assert '<a href="how-to.html" aria-current="page">How to</a>' in page


def test_a_family_is_listed_on_its_own_pages_alone() -> None:
    """A hundred operators beside every page would be no navigation."""
    places = [Place("operators/index.html", "Operators", "Answers")]
    places += [
        Place(f"operators/{name}.html", name, "Answers", family, "operators/index.html")
        for name, family in (("relu", "activation"), ("elu", "activation"), ("sum", "linear"))
    ]
    chart = Chart(places, "1")
    body = Body("relu", "<h1>relu</h1>\n", (Section(1, "", "relu", "relu"),))
    relu = framed(body, "operators/relu.html", chart)
    assert ">elu</a>" in relu
    assert ">sum</a>" not in relu
    assert ">elu</a>" not in framed(body, "operators/index.html", chart).partition("<nav id")[2]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("trust.md#ranges", "trust.html#ranges"),
        ("operators/relu.md", "operators/relu.html"),
        ("questions.md", "questions/index.html"),
        ("#here", "#here"),
        ("https://example.org", "https://example.org"),
        ("../symlin/kernel/term.py", None),
        ("javascript:alert(1)", None),
    ],
)
def test_links_of_guides_lead_within_the_site(address: str, expected: str | None) -> None:
    """Files of the repository are not on the site: their names stay, without a link."""
    assert resolved(address, lambda path: path.endswith(".html")) == expected


def test_a_guide_is_text_and_no_page_of_its_own() -> None:
    """Tags in a guide are shown, as on the pages of operators."""
    guide = Guide(
        "x", "# A <b>\n\n<script>alert(1)</script> and *x* >= `a < b`\n\n| a |\n|---|\n| 1 |\n"
    )
    html = guide.body(lambda address: address).html
    assert "<script" not in html
    assert "<code>a &lt; b</code>" in html
    assert '<div class="scroll" tabindex="0">' in html
    assert slug("What's new, in 1.0?") == "whats-new-in-10"


def test_headings_of_one_name_have_different_anchors() -> None:
    """ "Why" comes twice on a page, and a link must mean one of them."""
    document = Document("x", (Heading("Why"), Paragraph("a"), Heading("Why"), Paragraph("b")))
    assert re.findall('id="([^"]*)"', to_html(document)) == ["why", "why-2"]
    assert [section.words for section in body_of(document).sections] == ["", "a", "b"]


def test_questions_are_found_by_the_names_in_their_commands() -> None:
    """relu6 is another operator than relu."""
    question = Question("q", "?", (), (("check", "relu6(x) + max_pool1d(2)"),))
    found = asked_about([question], ["relu", "relu6", "max_pool1d"])
    assert found == {"relu": [], "relu6": [question], "max_pool1d": [question]}


def test_papers_are_links_and_names_stand_by_library() -> None:
    """Nobody retypes a number, and nobody guesses whose function it is."""
    assert cited("Agarap, 2018, arXiv:1803.08375.") == (
        "Agarap, 2018, ", Link("arXiv:1803.08375", "https://arxiv.org/abs/1803.08375"), ".",
    )  # fmt: skip
    assert Link("doi:10.1000/182", "https://doi.org/10.1000/182") in cited("X, doi:10.1000/182.")
    table = names_table(("swish", "F.silu(x)", "jax.nn.silu(x)", "nn.SiLU()"))
    assert [row[0].text for row in table.rows] == ["PyTorch", "JAX", "Also called"]


def test_a_picture_has_a_second_set_of_colours() -> None:
    """White on a dark page dazzles; black letters on it would not be seen."""
    svg = with_dark_colours(b'<svg><defs></defs><path style="fill: #FFFFFF"/></svg>').decode()
    assert 'style="fill: var(--ground)"' in svg
    assert "prefers-color-scheme:dark" in svg


def test_what_was_borrowed_has_its_licence(site: dict[str, bytes]) -> None:
    """The font and the search are other people's work."""
    assert b"SIL OPEN FONT LICENSE" in site["assets/noto-sans-math.LICENSE.txt"].upper()
    assert b"Permission is hereby granted" in site["assets/minisearch.LICENSE.txt"]
    assert site["assets/noto-sans-math.woff2"][:4] == b"wOF2"


def test_a_title_may_have_formulas() -> None:
    """In the page's head they are characters, and below it mathematics."""
    body = body_of(Document(say("Is $x**2$ linear?"), ()))
    assert body.title == "Is x² linear?"
    assert "<msup>" in body.html
