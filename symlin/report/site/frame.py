"""What stands around every page: its head, the navigation, the search, "on this page", the foot."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.foreign import escape
from symlin.report.site.body import Body, Section
from symlin.report.site.navigation import Chart, navigation, turning

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: files beside it, and nothing from anywhere else."""
DEEPEST = 3
"""Headings further down are too many for a list of what is on a page."""
FEWEST = 3
"""Sections from which on a page has such a list: two are seen without one."""


def framed(
    body: Body,
    path: str,
    chart: Chart,
    scripts: Sequence[str] = (),
    *,
    policy: str = POLICY,
    wide: bool = False,
) -> str:
    """The page at this path of the site; `scripts` are files of the site that it runs as well.

    `policy` is for a page that may do more than others; a `wide` one has no list of its sections.
    """
    up = "../" * path.count("/")
    contents = "" if wide else _contents(body.sections)
    return f"""<!DOCTYPE html>
<html lang="en">
{_head(body.title, up, scripts, policy)}
<body data-up="{up}">
<a class="skip" href="#content">To the content</a>
{_header(up, bool(contents))}
<div class="page">
<main id="content"{' class="wide"' if wide else ""}>
{body.html}{turning(chart, path)}</main>
<nav id="menu" popover aria-label="Site">
{navigation(chart, path)}
</nav>
{contents}</div>
{_footer(chart.version)}
"""


def _footer(version: str) -> str:
    return f"""<footer>Proofs and exact counterexamples by symlin {escape(version)}.</footer>
</body>
</html>"""


def _head(title: str, up: str, scripts: Sequence[str], policy: str) -> str:
    full = title if title == "symlin" else f"{title} · symlin"
    run = "".join(
        f'<script src="{up}{name}" defer></script>\n' for name in ("assets/site.js", *scripts)
    )
    return f"""<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(full)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}assets/site.css">
{run}</head>"""


def _header(up: str, contents: bool) -> str:
    """The bar at the top; its buttons open what a narrow window has no room to show all the time.

    They work without a script; the search needs one, which shows it.
    """
    more = '<button type="button" popovertarget="contents">Contents</button>\n'
    return f"""<header>
<a class="home" href="{up}index.html">symlin</a>
<button type="button" popovertarget="menu">Menu</button>
{more if contents else ""}<search hidden>
<input id="find" type="search" aria-label="Search" placeholder="Search" autocomplete="off">
<div id="found" hidden><p aria-live="polite"></p><ol></ol></div>
</search>
</header>"""


def _contents(sections: Sequence[Section]) -> str:
    """The list of what is on the page; nothing where that is little."""
    listed = [s for s in sections if 1 < s.level <= DEEPEST]
    if len(listed) < FEWEST:
        return ""
    rows = "\n".join(
        f'<li class="level{s.level}"><a href="#{s.anchor}">{s.html}</a></li>' for s in listed
    )
    return f"""<nav id="contents" popover aria-label="On this page">
<h2>On this page</h2>
<ul>
{rows}
</ul>
</nav>
"""
