"""Lists: all operators with filters, and the questions group by group."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.foreign import escape
from symlin.report.formats.html import html_text
from symlin.report.formats.sentence import say
from symlin.report.site.body import Body, Section
from symlin.report.site.facts import Facts
from symlin.report.site.questions import INTRODUCTION, Question, groups

_VERDICTS = (("yes", "linear"), ("no", "not linear"), ("iff", "linear iff ..."),
             ("unknown", "not decided"))  # fmt: skip
FILTERS = "assets/list.js"
"""The script of the list of operators."""


def operators_list(found: Sequence[Facts], folder: str, title: str = "Operators") -> Body:
    """All operators, with filters; their pages are in that folder, seen from the list."""
    rows = "\n".join(_row(one, folder) for one in found)
    families = sorted({f.entry.family for f in found})
    offered = _options([(family, family) for family in families])
    html = f"""<h1>{escape(title)}</h1>
<p>Operators of neural networks and of mathematics, and for each the answer: a proof, or an exact
counterexample, or the exact condition on its parameters. A small kernel has checked each of them;
what it could not check is said to be undecided.</p>
<div class="tools" hidden>
<div class="wide"><label for="filter">By name or property</label>
<input id="filter" type="search"
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
    return Body(title, html, (Section(1, "", title, escape(title)),))


def _options(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f'<option value="{escape(a)}">{escape(b)}</option>' for a, b in pairs)


def _row(one: Facts, folder: str) -> str:
    entry, answer = one.entry, one.linear
    words = f"{entry.label} {entry.family} {entry.summary}".lower()
    tags = ", ".join(tag.replace("-", " ") for tag in one.tags[1:])
    return (
        f'<li data-verdict="{answer.word}" data-family="{escape(entry.family)}" '
        f'data-tags="{" ".join(one.tags)}" data-words="{escape(words)}">'
        f'<a class="name" href="{folder}{entry.label}.html">{escape(entry.label)}</a>'
        f'<span class="{answer.colour or "maybe"}">{escape(answer.linear)}</span>'
        f'<p>{html_text(entry.says)}</p><p class="tags">{escape(tags)}</p></li>'
    )


def questions_list(questions: Sequence[Question]) -> Body:
    """The list of questions, group by group."""
    html = f"<h1>Questions</h1>\n<p>{html_text(say(INTRODUCTION))}</p>\n"
    sections = [Section(1, "", "Questions", "Questions")]
    for k, (title, group) in enumerate(groups(questions), 1):
        rows = "\n".join(
            f'<li><a href="{q.label}.html">{html_text(q.heading)}</a></li>' for q in group
        )
        head = html_text(say(title))
        sections.append(Section(2, f"group-{k}", title, head))
        html += f'<h2 id="group-{k}">{head}</h2>\n<ol>\n{rows}\n</ol>\n'
    return Body("Questions", html, tuple(sections))
