"""The site in a real browser: search, filters, formulas; nothing asked of the network."""

import json
import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="chromium is not installed (Debian: chromium)"),
]
OWN = [
    {"operator": "median3", "id": "median3"},
    {"operator": "relu", "id": "relu"},
    {"operator": "leaky_relu", "id": "leaky_relu"},
    {"operator": "gelu", "id": "gelu"},
    {"operator": "(x1 + x2)/2", "id": "average"},
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    lines = folder / "own.jsonl"
    lines.write_text("\n".join(map(json.dumps, OWN)))
    result = CliRunner().invoke(cli, ["docs", str(folder), "--from", str(lines), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    return folder


def opened(page, profile, *options):
    """The page's document after its script has run, and what the browser complained of."""
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", "--enable-logging=stderr", "--v=0",
        f"--user-data-dir={profile}", "--virtual-time-budget=3000", *options, "--dump-dom", page,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout, [line for line in done.stderr.split("\n") if "CONSOLE" in line]


def shown(dom):
    rows = re.findall(r"<li data-verdict[^>]*>", dom)
    names = re.findall(r'class="name" href="operators/([^"]*)\.html"', dom)
    return {n for row, n in zip(rows, names, strict=True) if "hidden" not in row}


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
def test_search_by_property(site, tmp_path, query, expected):
    """The address holds the search, so that it can be linked."""
    dom, complaints = opened(f"file://{site}/index.html#{query}", tmp_path / "profile")
    assert shown(dom) == expected
    assert not complaints


def test_a_page_has_its_formulas_and_no_complaints(site, tmp_path):
    """MathML is set by the browser; the picture is found."""
    dom, complaints = opened(f"file://{site}/operators/relu.html", tmp_path / "profile")
    assert "<math" in dom
    assert not complaints


def test_nothing_is_wider_than_a_phone(site, tmp_path):
    """Wide formulas and tables scroll by themselves; the page does not."""
    probe = site / "probe.html"
    frames = "".join(
        f'<iframe src="{page}" width="360" height="800"></iframe>'
        for page in ("index.html", "operators/relu.html", "comparison.html")
    )
    script = (
        "<script>onload = () => { document.title = [...document.querySelectorAll('iframe')].map("
        "(f) => f.contentDocument.documentElement.scrollWidth).join(' '); };</script>"
    )
    probe.write_text(frames + script)
    dom, _ = opened(f"file://{probe}", tmp_path / "profile", "--allow-file-access-from-files")
    widths = re.search(r"<title>([\d ]+)</title>", dom)
    assert widths, dom[:300]
    assert max(map(int, widths[1].split())) <= 360
