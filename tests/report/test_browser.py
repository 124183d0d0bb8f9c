"""The sites in a real browser: search, filters, widths, colours; nothing asked of the network."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli

from ..chromium import PROGRAM, Chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed (Debian: chromium)"),
]
OWN = [
    {"operator": "median3", "id": "median3"},
    {"operator": "relu", "id": "relu"},
    {"operator": "leaky_relu", "id": "leaky_relu"},
    {"operator": "gelu", "id": "gelu"},
    {"operator": "(x1 + x2)/2", "id": "average"},
]
PHONE, DESK = 375, 1280
AXE = os.environ.get("AXE", "")
"""Where axe.min.js is: `npm pack axe-core` has it; without it one test is skipped."""
SAMPLE = (
    "index.html", "operators/index.html", "operators/relu.html", "operators/derivative.html",
    "questions/index.html", "questions/two-units-two-inputs.html", "comparison.html",
    "tutorial.html", "trust.html", "reference.html",
)  # fmt: skip
SEARCH = """(async (text) => {
  const box = document.getElementById("find");
  box.focus();
  while (typeof symlinPages === "undefined" || typeof MiniSearch === "undefined")
    await new Promise((done) => setTimeout(done, 20));
  box.value = text;
  box.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done, 20));
  return [...document.querySelectorAll("#found li a")].map((a) => a.getAttribute("href"));
})"""


def built(folder: Path, *options: str) -> Path:
    result = CliRunner().invoke(cli, ["docs", str(folder), *options])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of somebody's own operators."""
    lines = tmp_path_factory.mktemp("lines") / "own.jsonl"
    lines.write_text("\n".join(map(json.dumps, OWN)))
    return built(tmp_path_factory.mktemp("own"), "--from", str(lines), "--jobs", "1")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of symlin itself; SITE names one that is there already."""
    given = os.environ.get("SITE")
    return Path(given) if given else built(tmp_path_factory.mktemp("whole"), "--jobs", "2")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found


def go(browser: Chromium, site: Path, page: str) -> None:
    browser.open("about:blank")  # or another anchor of the same page would load nothing
    browser.open(f"file://{site}/{page}")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=homogeneous+not+additive", {"median3"}),
        ("q=homogeneous+but+not+additive", {"median3"}),
        ("q=linear+iff", {"leaky_relu"}),
        ("q=transcendental", {"gelu"}),
        ("q=relu", {"relu", "leaky_relu"}),
        ("verdict=yes", {"average"}),
        ("q=positively+homogeneous&verdict=no", {"median3", "relu"}),
        ("q=nothing-of-the-kind", set()),
    ],
)
def test_filters_by_property(browser: Chromium, own: Path, query: str, expected: set[str]) -> None:
    """The address holds the filter, so that it can be linked."""
    browser.window(DESK)
    go(browser, own, f"index.html#{query}")
    shown = browser.run(
        "[...document.querySelectorAll('.list li:not([hidden]) .name')].map((a) => a.textContent)"
    )
    assert set(shown) == expected
    assert not browser.complaints


def test_a_page_has_its_formulas_in_the_font_that_is_shipped(browser: Chromium, own: Path) -> None:
    """MathML is set by the browser, with brackets that grow: for that the font has a table."""
    go(browser, own, "operators/gelu.html")
    assert browser.run("document.querySelectorAll('math').length") > 3
    loaded = "document.fonts.ready.then((all) => [...all].some((f) => f.status === 'loaded'))"
    assert browser.run(loaded)
    assert not browser.complaints


@pytest.mark.parametrize(
    ("text", "first", "among"),
    [
        ("relu", "operators/relu.html", []),
        ("ReLU", "operators/relu.html", []),
        ("swish", None, ["operators/silu.html", "operators/hard_swish.html"]),
        ("hard swish", "operators/hard_swish.html", []),
        ("rectified", None, ["operators/relu.html"]),
        ("nonlinear", None, []),
        ("why is relu not linear", "operators/relu.html", []),
        ("homogenous", None, ["operators/median3.html"]),
        ("leakyrelu", "operators/leaky_relu.html", []),
        ("max pooling", None, ["operators/max_pool2d.html"]),
        ("batchnorm", "operators/batch_norm.html", []),
        ("convolution", "operators/convolution.html", []),
        ("certificate", None, ["certificates.html"]),
        ("time-invariant", None, []),
    ],
)
def test_the_search_finds(
    browser: Chromium, whole: Path, text: str, first: str | None, among: list[str]
) -> None:
    """What one types is seldom what the catalog calls it."""
    browser.window(DESK)
    go(browser, whole, "index.html")
    found = browser.run(f"{SEARCH}({json.dumps(text)})")
    assert found, text
    assert first is None or found[0] == first
    paths = [path.partition("#")[0] for path in found]
    assert set(among) <= set(paths), found
    assert not browser.complaints


def test_every_page_fits_every_window(browser: Chromium, whole: Path) -> None:
    """Phone and desk, light and dark: nothing scrolls sideways, nothing complains, and nothing is
    asked of anybody."""
    faults = []
    pages = sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*.html"))
    assert len(pages) > 190
    for page in pages:
        browser.window(PHONE)
        go(browser, whole, page)
        for width in (PHONE, DESK):
            for dark in (False, True):
                browser.window(width, dark=dark)
                wide = browser.run("document.documentElement.scrollWidth")
                if wide > width:
                    faults.append(f"{page} is {wide} wide at {width}")
        outside = [
            url for url in browser.requests if not url.startswith(("file:", "data:", "about:"))
        ]
        faults += [f"{page}: {one}" for one in (*browser.complaints, *outside)]
    assert not faults, "\n".join(faults)


def test_no_picture_is_wider_than_its_column(browser: Chromium, whole: Path) -> None:
    """Its legend was cut off on a phone once."""
    browser.window(PHONE)
    for page in ("relu", "maximum", "leaky_relu", "derivative"):
        go(browser, whole, f"operators/{page}.html")
        width, right = browser.run(
            "(() => { const i = document.querySelector('figure img');"
            " return [i.naturalWidth, i.getBoundingClientRect().right]; })()"
        )
        assert 200 < width < 1.6 * PHONE
        assert right <= PHONE


def test_the_menu_opens_and_leads_on(browser: Chromium, whole: Path) -> None:
    """On a phone the lists are behind buttons, which need no script."""
    browser.window(PHONE)
    go(browser, whole, "tutorial.html")
    for name in ("menu", "contents"):
        seen = f"document.getElementById('{name}').checkVisibility()"
        assert not browser.run(seen)
        browser.run(f"document.querySelector('[popovertarget={name}]').click()")
        assert browser.run(seen)
        browser.run(f"document.getElementById('{name}').hidePopover()")
    assert browser.run("document.querySelector('[rel=next]').getAttribute('href')") == "how-to.html"


@pytest.mark.skipif(not AXE, reason="AXE does not name axe.min.js of npm's axe-core")
@pytest.mark.parametrize("page", SAMPLE)
def test_axe_has_nothing_serious_to_say(browser: Chromium, whole: Path, page: str) -> None:
    """Contrast, names, landmarks, the order of headings: in light and in dark, wide and narrow."""
    browser.ask("Page.setBypassCSP", enabled=True)
    for width, dark in ((DESK, False), (DESK, True), (PHONE, False)):
        browser.window(width, dark=dark)
        go(browser, whole, page)
        browser.run(Path(AXE).read_text(encoding="utf-8") + "; 0")
        found = browser.run("axe.run().then((r) => r.violations)")
        serious = [
            (one["id"], one["nodes"][0]["html"][:200])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert not serious
    browser.ask("Page.setBypassCSP", enabled=False)
