"""The first page: what the question is, where to ask it, and where to read on."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.foreign import escape
from symlin.report.formats.html import html_text
from symlin.report.formats.parts import parts
from symlin.report.site.body import Body, Section
from symlin.report.site.facts import Facts
from symlin.report.site.navigation import Chart

ASK = "ask/index.html"
"""Where the page stands that answers in the browser, on a site that has one."""
_CARDS = (
    ("tutorial.html", "Tutorial", "Ten minutes from a question to a proof, a picture and a page."),
    ("operators/index.html", "Operators", "{operators} of them, each with its answer, argument, "
     "picture and certificates."),
    ("questions/index.html", "Questions", "{questions} that people ask, each with the command that "
     "answers it."),
    ("comparison.html", "Comparison", "Which laws hold for which operator, in one table."),
    ("how-to.html", "How to", "Layers, matrices, signals, models, Python functions, test suites."),
    ("trust.html", "What you trust", "Every rule of the kernel, with the argument for it."),
)  # fmt: skip
_EXAMPLES = ("relu", "average", "leaky_relu", "median3", "derivative")
"""Operators whose answers differ."""


def front_page(chart: Chart, found: Sequence[Facts], questions: int) -> Body:
    """The page; cards lead to what the site has."""
    cards = "\n".join(
        f'<li><a href="{path}">{title}</a><p>{text}</p></li>'.format(
            operators=len(found), questions=questions
        )
        for path, title, text in _CARDS
        if chart.has(path)
    )
    examples = "\n".join(_example(one) for one in found if one.entry.label in _EXAMPLES)
    html = f"""<h1>Is it linear?</h1>
<p class="lead">symlin answers with a proof or an exact counterexample, or with the exact condition
on the parameters. Whatever finds the answer may be clever and wrong: a small kernel checks it, step
by step, and what the kernel does not accept is said to be undecided.</p>
{_box() if chart.has(ASK) else ""}<ul class="examples">
{examples}
</ul>
<pre tabindex="0"><code>$ symlin check "relu(w*x + b)"</code></pre>
<ul class="cards">
{cards}
</ul>
"""
    return Body("symlin", html, (Section(1, "", "Is it linear?", "Is it linear?"),))


def _example(one: Facts) -> str:
    label, answer = escape(one.entry.label), one.linear
    words = answer.linear if answer.condition is None else ("linear ", *parts(answer.text))
    return (
        f'<li><a href="operators/{label}.html">{label}</a> '
        f'<strong class="{answer.colour}">{html_text(words)}</strong> '
        f"<span>{html_text(one.entry.says)}</span></li>"
    )


def _box() -> str:
    """Where a question is typed; the page that answers takes it on."""
    return f"""<div class="ask" data-ask="{ASK}">
<label for="question">Ask</label>
<input id="question" type="text" autocomplete="off" spellcheck="false" autocapitalize="off"
 placeholder="relu(w*x + b)">
<a class="button" href="{ASK}">Check</a>
</div>
"""
