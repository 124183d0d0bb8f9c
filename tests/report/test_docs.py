"""The generated pages: true to the catalog, linked properly, the same every time."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import symlin
from symlin.commands.cli import cli, printed
from symlin.commands.site import reference_page
from symlin.decision.functions.decide import decide_functions
from symlin.language.function_operator import FunctionOperator
from symlin.report.formats.markdown import to_markdown
from symlin.report.plot.facts import alt_text
from symlin.report.plot.signal_facts import signals_alt
from symlin.report.site.entries import catalog_entries, read_entries
from symlin.report.site.pages import operator_page

from ..decided import LONG, PATIENCE, decided

DOCS = Path(__file__).parents[2] / "docs"
OWN = [
    {"operator": "median3", "id": "median3", "note": "The middle one: homogeneous."},
    {"operator": "Max(x, 0) + b", "id": "shifted"},
    {"operator": "2*x", "id": "double"},
    {"operator": "max_pool1d(2)", "shape": [4]},
    {"operator": "relu(w*x)", "assume": ["w > 0"], "id": "assumed <w>"},
]


def docs(*arguments):
    return CliRunner().invoke(cli, ["docs", *map(str, arguments)])


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A small site of one's own operators."""
    folder = tmp_path_factory.mktemp("own")
    lines = folder / "own.jsonl"
    lines.write_text("\n".join(map(json.dumps, OWN)))
    result = docs(folder / "site", "--from", lines, "--jobs", 1)
    assert result.exit_code == 0, result.output
    return lines, folder / "site"


class Page(HTMLParser):
    """Links, identifiers, headings and pictures of a page; fails on tags left open."""

    EMPTY = ("meta", "link", "img", "br", "input", "hr")

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.ids, self.headings, self.images = [], [], set(), [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.links += [values[k] for k in ("href", "src") if k in values]
        if "id" in values:
            assert values["id"] not in self.ids
            self.ids.add(values["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(values.get("alt"))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def pages(site):
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_links_lead_somewhere_and_never_leave_the_disk(own):
    """The site opens without a server and without a network."""
    for path, page in pages(own[1]).items():
        for link in page.links:
            assert not link.startswith(("http", "//")), link
            if not link.startswith(("#", "data:")):
                assert (path.parent / link.partition("#")[0]).resolve().is_file(), (path, link)


def test_headings_descend_step_by_step_and_pictures_have_text(own):
    """For readers who listen to the page."""
    for page in pages(own[1]).values():
        assert page.headings.count(1) == 1
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(b <= a + 1 for a, b in steps)
        assert all(page.images)


def test_own_operators_have_pages_with_safe_names(own):
    """A label becomes a file name; what it contains is escaped."""
    names = {path.name for path in (own[1] / "operators").glob("*.html")}
    assert names == {
        "median3.html", "shifted.html", "double.html", "max_pool1d-2.html", "assumed-w.html"
    }  # fmt: skip


def test_properties_are_there_to_be_searched(own):
    """Homogeneous but not additive is median3."""
    index = (own[1] / "index.html").read_text(encoding="utf-8")
    (row,) = [r for r in index.split("<li ")[1:] if "median3.html" in r]
    tags = re.search('data-tags="([^"]*)"', row)[1].split()
    assert {"homogeneous", "not-additive", "not-linear", "piecewise-linear"} <= set(tags)


def test_every_certificate_that_a_page_links_to_is_accepted(own):
    """Downloaded, it stands for itself."""
    page = (own[1] / "operators" / "median3.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(certificates/[^"]+)"', page)
    assert len(links) == 6
    for link in links:
        result = CliRunner().invoke(cli, ["verify", str(own[1] / "operators" / link)])
        assert result.output.startswith("accepted: ")


def test_a_second_run_gives_the_same_bytes(own, tmp_path):
    """So that a site can be committed and compared."""
    lines, site = own
    assert docs(tmp_path, "--from", lines, "--jobs", 2).exit_code == 0
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    second = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert first == second


def test_check_notices_a_page_that_is_out_of_date(own, tmp_path):
    """The operator was changed, and its page was not."""
    lines, site = own
    assert docs(site, "--from", lines, "--check", "--jobs", 1).exit_code == 0
    changed = tmp_path / "changed.jsonl"
    changed.write_text(lines.read_text().replace("2*x", "3*x"))
    result = docs(site, "--from", changed, "--check", "--jobs", 1)
    assert result.exit_code == 1
    assert "double.html" in result.output
    assert "shifted.html" not in result.output


def test_a_malformed_line_is_named_and_nothing_is_written(tmp_path):
    """Before hours of work are lost."""
    lines = tmp_path / "own.jsonl"
    lines.write_text('{"operator": "2*x"}\n{"operater": "x"}')
    result = docs(tmp_path / "site", "--from", lines)
    assert result.exit_code == 2
    assert "line 2" in result.output
    assert not (tmp_path / "site").exists()


def test_every_operator_that_cannot_be_read_is_named_with_its_line(tmp_path):
    """Where it is, and what was expected there."""
    lines = tmp_path / "own.jsonl"
    rows = ['{"operator": "2*x +"}', "", '{"operator": "x"}', '{"operator": "max_pool1d(2)"}']
    lines.write_text("\n".join(rows))
    result = docs(tmp_path / "site", "--from", lines)
    assert result.exit_code == 2
    assert re.search(r"line 1: .*\n  2\*x \+\n +\^\nline 4: .*shape", result.output)
    assert not (tmp_path / "site").exists()


def test_odd_names_become_safe_file_names_and_what_is_written_is_escaped(tmp_path):
    """Nothing leaves the folder, nothing is overwritten, nothing is run."""
    names = ["../../etc/passwd", "Ünïcode & <b>", "index", "INDEX", "comparison", "∘"]
    script = "<script>alert(1)</script>"
    rows = [{"operator": "x", "id": name, "note": script} for name in names]
    lines = tmp_path / "own.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)))
    assert docs(tmp_path / "site", "--from", lines, "--jobs", 1).exit_code == 0
    found = {path.stem for path in (tmp_path / "site" / "operators").glob("*.html")}
    assert found == {"etc-passwd", "unicode-b", "index-2", "index-3", "comparison-2", "operator"}
    assert not any(script in path.read_text() for path in (tmp_path / "site").rglob("*.html"))


PAGES = [
    pytest.param(e, marks=pytest.mark.slow if e.label in LONG else (), id=e.label)
    for e in catalog_entries()
]


@pytest.mark.parametrize("entry", PAGES)
def test_the_catalogs_pages_are_up_to_date(entry):
    """A changed expression without a changed page fails here."""
    operator = entry.operator()
    if isinstance(operator, FunctionOperator):
        report = decide_functions(operator, PATIENCE)
        alt = signals_alt(report)
    else:
        report = decided(entry.text, entry.shape, entry.assume, entry.inputs)
        alt = alt_text(report)
    picture = f"pictures/{entry.label}.png"
    expected = to_markdown(operator_page(entry, report, picture, alt, {}))
    assert (DOCS / "operators" / picture).is_file()
    page = DOCS / "operators" / f"{entry.label}.md"
    assert page.read_text(encoding="utf-8") == expected, (
        "out of date; run: symlin docs docs --format md --force"
    )


def test_the_reference_page_is_up_to_date():
    """A changed docstring or option without a changed page fails here."""
    page = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert page == to_markdown(reference_page(printed, cli.commands)), (
        "out of date; run: symlin docs docs --format md --force"
    )


@pytest.mark.parametrize("name", symlin.__all__)
def test_every_public_name_is_in_the_reference_page_and_says_what_it_is(name):
    assert (getattr(symlin, name).__doc__ or "").strip()
    assert f"### symlin.{name}\n" in (DOCS / "reference.md").read_text(encoding="utf-8")


def test_every_page_can_be_reached_from_the_readme():
    """By following links; nothing is written for nobody."""
    start = DOCS.parent / "README.md"
    reached, open_pages = {start}, [start]
    while open_pages:
        page = open_pages.pop()
        for link in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
            target = (page.parent / link).resolve()
            if target.suffix == ".md" and target.is_file() and target not in reached:
                reached.add(target)
                open_pages.append(target)
    assert {path.resolve() for path in DOCS.rglob("*.md")} <= reached


def test_every_link_in_the_markdown_pages_leads_somewhere():
    """On GitHub and in an editor."""
    for path in (*DOCS.rglob("*.md"), DOCS.parent / "README.md"):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"`[^`]*`", "", text)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if not link.startswith(("http", "#")):
                assert (path.parent / link.partition("#")[0]).is_file(), (path, link)


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "index"])
def test_no_page_has_the_name_of_a_device(name):
    """Windows would write con.html to its console."""
    (entry,) = read_entries([{"id": name, "operator": "2*x"}])
    assert entry.label == f"{name.lower()}-2"


def test_every_page_forbids_what_it_does_not_bring(own):
    """No script but the site's own runs, and nothing is loaded from elsewhere."""
    pages = list(own[1].rglob("*.html"))
    assert len(pages) > len(OWN)
    for page in pages:
        assert "default-src 'none'; script-src 'self'" in page.read_text(encoding="utf-8"), page
