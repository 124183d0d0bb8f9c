"""What stands around a page of the site, and the index with its search."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.foreign import escape
from symlin.report.formats.document import Document
from symlin.report.formats.html import html_text, to_html
from symlin.report.formats.prose import said
from symlin.report.formats.sentence import say
from symlin.report.site.facts import Facts
from symlin.report.site.questions import Question, groups

_SECTIONS = (
    ("index.html", "Operators"),
    ("comparison.html", "Comparison"),
    ("questions/index.html", "Questions"),
)
_CURRENT = ' aria-current="page"'
_VERDICTS = (("yes", "linear"), ("no", "not linear"), ("iff", "linear iff ..."),
             ("unknown", "not decided"))  # fmt: skip


def framed(document: Document, path: str, version: str, questions: bool = True) -> str:
    """The page at this path of the site."""
    return frame(said(document.title), to_html(document), path, version, questions=questions)


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load: files beside it, and nothing from anywhere else."""


def frame(
    title: str, body: str, path: str, version: str, *, questions: bool, script: str = ""
) -> str:
    """A body with the site's head, navigation and foot."""
    up = "../" * path.count("/")
    return f"""<!DOCTYPE html>
<html lang="en">
{_head(title, up, script)}
<body>
<a class="skip" href="#content">To the content</a>
{_navigation(path, up, questions)}
<main id="content"{' class="wide"' if path == "comparison.html" else ""}>
{body}</main>
<footer>Proofs and exact counterexamples by symlin {escape(version)}.</footer>
</body>
</html>
"""


def _head(title: str, up: str, script: str) -> str:
    full = title if title == "symlin" else f"{title} · symlin"
    return f"""<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(full)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}site.css">
{script}</head>"""


def _navigation(path: str, up: str, questions: bool) -> str:
    links = "\n".join(
        f'<a href="{up}{target}"{_CURRENT if target == path else ""}>{name}</a>'
        for target, name in _SECTIONS
        if questions or not target.startswith("questions")
    )
    return f"""<header>
<nav aria-label="Site">
<a class="home" href="{up}index.html">symlin</a>
{links}
</nav>
</header>"""


def index_page(found: Sequence[Facts], version: str, questions: bool) -> str:
    """All operators, with search and filters."""
    rows = "\n".join(map(_row, found))
    families = sorted({f.entry.family for f in found})
    offered = _options([(family, family) for family in families])
    body = f"""<h1>Is it linear?</h1>
<p>Operators of neural networks and of mathematics, and for each the answer: a proof, or an exact
counterexample, or the exact condition on its parameters. A small kernel has checked each of them;
what it could not check is said to be undecided.</p>
<div class="tools" role="search" hidden>
<div class="wide"><label for="search">Search by name or property</label>
<input id="search" type="search"
 placeholder="homogeneous but not additive" autocomplete="off"></div>
<div><label for="verdict">Linear?</label>
<select id="verdict"><option value="">any</option>{_options(_VERDICTS)}</select></div>
<div><label for="family">Family</label>
<select id="family"><option value="">any</option>{offered}</select></div>
</div>
<p id="count" aria-live="polite">{len(found)} operators</p>
<ul class="list">
{rows}
</ul>
"""
    script = '<script src="site.js" defer></script>\n'
    return frame("symlin", body, "index.html", version, questions=questions, script=script)


def _options(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<option value="{escape(a)}">{escape(b)}</option>' for a, b in pairs)


def _row(one: Facts) -> str:
    entry, answer = one.entry, one.linear
    words = f"{entry.label} {entry.family} {entry.summary}".lower()
    tags = ", ".join(tag.replace("-", " ") for tag in one.tags[1:])
    return (
        f'<li data-verdict="{answer.word}" data-family="{escape(entry.family)}" '
        f'data-tags="{" ".join(one.tags)}" data-words="{escape(words)}">'
        f'<a class="name" href="operators/{entry.label}.html">{escape(entry.label)}</a>'
        f'<span class="{answer.colour or "maybe"}">{escape(answer.linear)}</span>'
        f'<p>{escape(entry.says)}</p><p class="tags">{escape(tags)}</p></li>'
    )


def questions_index(questions: Sequence[Question], introduction: str, version: str) -> str:
    """The list of questions, group by group."""
    body = f"<h1>Questions</h1>\n<p>{html_text(say(introduction))}</p>\n"
    for title, group in groups(questions):
        rows = "\n".join(
            f'<li><a href="{q.label}.html">{html_text(say(q.title))}</a></li>' for q in group
        )
        body += f"<h2>{html_text(say(title))}</h2>\n<ol>\n{rows}\n</ol>\n"
    return frame("Questions", body, "questions/index.html", version, questions=True)
