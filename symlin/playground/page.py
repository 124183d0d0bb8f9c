"""The page on which one asks: its own part of the HTML, which the site frames."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from symlin.language.foreign import escape
from symlin.playground.question import USUAL
from symlin.report.site.body import Body, Section

TITLE = "Ask"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""What this page may do beside what all may: run WebAssembly, and load its packs from the site."""
EXAMPLES: tuple[dict[str, str], ...] = (
    {"q": "relu(w*x + b)"},
    {"q": "[x1 + 2*x2, x1 - x2]"},
    {"q": "relu(w*x + b)", "assume": "x >= 0\nw >= 0"},
    {"q": "Max(x, 0)", "equiv": "(x + Abs(x))/2"},
    {"q": "conv1d([1, 2]) >> avg_pool1d(2)", "shape": "8"},
    {"q": "y(t) = t*x(t)"},
    {"q": "A*X - X*A", "inputs": "X", "space": "A: 2x2\nX: 2x2"},
)
"""One of each kind."""
_FIELDS = (
    ("equiv", "Compare with", "another operator, as in symlin equiv", "text"),
    ("assume", "Assume", "x >= 0", "lines"),
    ("inputs", "Inputs", "x, y", "text"),
    ("given", "Functions that are held fixed", "h", "text"),
    ("shape", "Shape of a pipeline's input", "4,4", "text"),
    ("space", "Spaces", "A: 2x2", "lines"),
    ("seconds", "Seconds", f"{USUAL:g}", "text"),
)
"""The options: their names, what they are called, an example, and whether they may be several."""


_PAGE = """\
<link rel="stylesheet" href="ask.css">
<h1>Ask: is it linear?</h1>
<p>Type an operator, and symlin runs in this page: a proof, an exact counterexample, or the exact
condition, checked by its kernel. What you type stays on your device.</p>
<noscript><p>This page needs a script: symlin itself, which runs in your browser. Without one, ask
on the command line: <code>symlin check "relu(w*x + b)"</code>.</p></noscript>
<div id="ask" hidden>
<label for="q">Operator</label>
<div class="row"><input id="q" type="text" list="names" autocomplete="off" spellcheck="false"
 autocapitalize="off" placeholder="relu(w*x + b)">
<button id="check" class="first" type="button">Check</button>
<button id="stop" type="button" disabled>Stop</button></div>
<datalist id="names">{names}</datalist>
<details id="options"><summary>Options: <b id="set">none set</b></summary>
<div class="fields">
{fields}
</div></details>
</div>
<div id="state" role="status" aria-live="polite"></div>
<div id="wrong" role="alert" hidden></div>
<div id="answer" hidden></div>
<p class="examples-head">Others to try:</p>
<ul class="examples-line" aria-label="Examples">
{examples}
</ul>
"""


def example_text(example: dict[str, str]) -> str:
    """How an example is shown: the question, and what is said beside it."""
    text = example["q"]
    if "equiv" in example:
        text += f" = {example['equiv']} ?"
    for name in ("assume", "inputs", "shape", "space"):
        if name in example:
            text += f"; {name} {', '.join(example[name].splitlines())}"
    return text


def ask_body(labels: Sequence[str]) -> Body:
    """The page below its head; `labels` are operators with a page of their own."""
    words = "Type an operator: symlin decides in the browser whether it is linear, affine, additive"
    return Body(TITLE, _html(labels), (Section(1, "", TITLE, TITLE, words),))


def _html(labels: Sequence[str]) -> str:
    names = "".join(f'<option value="{escape(label)}">' for label in labels)
    examples = "\n".join(map(_example, EXAMPLES))
    fields = "\n".join(_field(*field) for field in _FIELDS)
    return _PAGE.format(names=names, fields=fields, examples=examples)


def _example(example: dict[str, str]) -> str:
    address = urlencode(example, quote_via=quote)
    return f'<li><a href="#{escape(address)}">{escape(example_text(example))}</a></li>'


def _field(name: str, title: str, example: str, kind: str) -> str:
    label = f'<label for="{name}">{escape(title)}</label>'
    common = f'id="{name}" autocomplete="off" spellcheck="false" autocapitalize="off"'
    shown = f'placeholder="{escape(example)}"'
    if kind == "lines":
        return f'<div>{label}<textarea {common} rows="2" {shown}></textarea></div>'
    return f'<div>{label}<input type="text" {common} {shown}></div>'
