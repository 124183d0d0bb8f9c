"""The page in a real browser: what a person sees, from the first visit to a shared link."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from symlin.commands.cli import printed
from symlin.errors import NotInstalled

from ..chromium import PROGRAM
from .compare import same
from .visit import Visit, runtime_here, visit, write_site

try:
    RUNTIME, MISSING = runtime_here(), ""
except NotInstalled:
    RUNTIME, MISSING = None, "no runtime: python -m tests.playground build FOLDER, and install it"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed (Debian: chromium)"),
    pytest.mark.skipif(RUNTIME is None, reason=MISSING),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert RUNTIME is not None
    write_site(folder, RUNTIME, ("relu", "median3"))
    return folder


@pytest.fixture(scope="module")
def page(site: Path) -> Iterator[Visit]:
    """One visit for all questions: the program in the page is started once."""
    with visit(site) as found:
        found.go()
        yield found


def test_the_first_visit_ends_in_a_checked_answer_and_asks_nobody_else(site: Path) -> None:
    """The states come in their order, the numbers after the verdict, and all from the site."""
    with visit(site) as page:
        page.go()
        _first(page)


def _first(page: Visit) -> None:
    page.put(q="relu(w*x + b)")
    assert "Loading" in page.until("/^Loading .* of .* MB/.test(seen.state)")["state"]
    early = page.until("seen.verdict")
    assert early["verdict"].startswith("Linear if and only if")
    late = page.until("seen.final && !seen.busy")
    assert late["picture"]
    if late["undone"] == "out of time.":  # the clock is that on the wall, the machine a busy one
        pytest.skip("no time to try numbers")
    assert not late["undone"]
    assert same(late["printed"], printed(["check", "relu(w*x + b)", "--no-cache"]))
    assert not page.browser.complaints
    assert all(url.startswith((page.server.address, "data:", "blob:"))
               for url in page.browser.requests)  # fmt: skip
    first = sum(size for path, size in page.server.sent.items() if "/ask/" in path)
    assert first < 25_000_000


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        ({"q": "max_pool1d(2)", "shape": "4"}, ["check", "max_pool1d(2)", "--shape", "4"]),
        ({"q": "y(t) = t*x(t)"}, ["check", "y(t) = t*x(t)"]),
        ({"q": "relu(w*x)", "assume": "w >= 0\nx >= 0"},
         ["check", "relu(w*x)", "--assume", "w >= 0", "--assume", "x >= 0"]),
        ({"q": "Max(x, 0)", "equiv": "(x + Abs(x))/2"},
         ["equiv", "Max(x, 0)", "(x + Abs(x))/2"]),
        ({"q": "gelu(x) + 1"}, ["check", "gelu(x) + 1"]),
        ({"q": "tr(X)", "space": "X: 2x2"}, ["check", "tr(X)", "--space", "X: 2x2"]),
    ],
    ids=lambda value: value["q"] if isinstance(value, dict) else "",
)  # fmt: skip
def test_the_page_says_what_the_command_line_says(
    page: Visit, fields: dict[str, str], command: list[str]
) -> None:
    """It is the same code; here it runs on another machine."""
    seen = page.answer(**fields)
    assert not seen["wrong"]
    assert not seen["undone"]
    assert same(seen["printed"], printed([*command, "--no-cache"]))


def test_a_misspelt_name_can_be_mended_with_a_click(page: Visit) -> None:
    """What was shown before stays, in grey; the suggestion is asked at once."""
    seen = page.answer(q="rleu(x)")
    assert "\n  rleu(x)\n  ^" in seen["wrong"]
    assert seen["suggestions"] == ["relu(x)"]
    page.browser.run("document.querySelector('#wrong button').click()")
    seen = page.until("seen.final && !seen.busy && !seen.wrong && seen.title === 'relu(x)'")
    assert seen["verdict"] == "Not linear."


def test_a_name_of_the_catalog_shows_its_page_at_once(page: Visit) -> None:
    """The site knows the answer already; it can be asked anew all the same."""
    page.put(q="median3")
    seen = page.until("seen.title.startsWith('median3: this site has a page')", 5)
    assert not seen["busy"]
    assert "Not linear" in page.browser.run("document.getElementById('answer').textContent")
    broken = page.browser.run(
        "[...document.querySelectorAll('#answer img')].filter((i) => i.complete && !i.naturalWidth)"
        ".length"
    )
    assert broken == 0


def test_stop_ends_the_search_at_once_and_the_next_question_is_answered(page: Visit) -> None:
    """The program is ended and not asked to end; another one takes its place."""
    hard = "sin(x)**9*exp(cos(x*y))*Max(x, y, x*y, x**3 - y) - Max(y, x)**3 + erf(x*y)*a"
    page.put(q=hard, seconds="60")
    page.until("seen.busy && seen.state.startsWith('Looking')")
    took = page.browser.run(
        "(() => { const start = performance.now(); document.getElementById('stop').click();"
        " return document.getElementById('check').disabled ? 1e9 : performance.now() - start; })()"
    )
    assert took < 200
    seen = page.state()
    assert seen["state"].startswith("Stopped after")
    assert "Nothing is known" in seen["state"] or seen["verdict"]
    assert page.answer(q="3*x")["verdict"] == "Linear."


def test_a_question_ends_at_the_limit_of_the_page(page: Visit) -> None:
    """1.5 times the seconds and 5, whatever the program does: here it hangs for ever."""
    page.browser.run(
        "window.kept = Worker.prototype.postMessage;"
        "Worker.prototype.postMessage = function () {}"  # the question never arrives
    )
    started = time.monotonic()
    page.put(q="7*x", seconds="0.5")
    seen = page.until("seen.state.startsWith('Stopped after 6 s')", 60)
    assert time.monotonic() - started > 5
    assert "Nothing is known" in seen["state"]
    page.browser.run("Worker.prototype.postMessage = window.kept")
    assert page.answer(q="7*x")["verdict"] == "Linear."


def test_a_link_asks_again_and_fills_in_the_options(page: Visit) -> None:
    """The question stands behind the #, which no server is told."""
    before = dict(page.server.sent)
    address = f"#q={quote('w*x + b')}&assume={quote('b == 0')}"
    page.go(address)
    seen = page.until("seen.final && !seen.busy")
    assert seen["verdict"] == "Linear."
    summary = page.browser.run("document.getElementById('set').textContent")
    assert summary == "assume b == 0"
    assert page.browser.run("document.querySelector('#answer a[href^=\"#q=\"]').hash") == (
        "#q=w*x%20%2B%20b&assume=b%20%3D%3D%200"
    )
    assert not any("w*x" in path for path in page.server.sent.keys() - before.keys())


def test_a_certificate_of_the_page_is_accepted(page: Visit, tmp_path: Path) -> None:
    """It is made in the browser, and checked here."""
    page.browser.run(
        "window.made = []; window.before = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { made.push(blob); return before.call(URL, blob); }; 0"
    )
    page.answer(q="Max(x, 0) + 0*y")
    text = page.browser.run("made[0].text()")
    assert page.browser.run("document.querySelectorAll('#answer a[download]').length") > 5
    path = tmp_path / "certificate.json"
    path.write_text(text, encoding="utf-8")
    assert printed(["verify", str(path)]).startswith("accepted")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_is_wider_than_the_window(page: Visit, width: int, dark: bool) -> None:
    """What is wide scrolls by itself."""
    page.browser.window(width, dark=dark)
    assert page.answer(q=f"[x1 + {width}*x2, x1 - x2, Max(x1, x2)]")["verdict"]
    wide = page.browser.run("document.documentElement.scrollWidth")
    page.browser.window(1280)
    assert wide <= width


def test_a_second_visit_needs_no_network(site: Path) -> None:
    """What was loaded is kept, under names that say what is in it."""
    with visit(site) as found:
        found.go("#q=x%2By")
        found.until("seen.final && !seen.busy")
        found.browser.until("navigator.serviceWorker.controller !== null")
        found.go("#q=x*y")  # now through the service worker, which keeps what it sees
        found.until("seen.final && !seen.busy")
        found.server.shutdown()
        found.go("#q=x-2*y")
        seen = found.until("seen.final && !seen.busy")
        assert seen["verdict"] == "Linear."
        from threading import Thread

        Thread(target=found.server.serve_forever, daemon=True).start()  # for its end


def test_a_server_that_unpacks_is_no_hindrance(site: Path) -> None:
    """Some say of compressed files that they are, and the browser unpacks them before anyone."""
    with visit(site, unpacking=True) as found:
        found.go("#q=2*x")
        assert found.until("seen.verdict")["verdict"] == "Linear."


def test_from_a_file_the_page_says_that_it_needs_a_server(page: Visit, site: Path) -> None:
    """And how one is started; no spinner that turns for ever."""
    page.browser.open(f"file://{site}/ask/index.html#q=relu")
    page.browser.until("!document.getElementById('wrong').hidden")
    assert "python -m http.server" in page.browser.run(
        "document.getElementById('wrong').textContent"
    )
