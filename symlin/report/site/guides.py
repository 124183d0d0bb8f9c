"""The guides: the Markdown files under docs/, as pages of the site.

In a repository they are read where they stand; a wheel has them in the folder `texts` beside this
file. markdown-it-py reads them, which follows CommonMark; what is symlin's own here are the links,
for a guide's neighbours are HTML on the site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from symlin.language.foreign import escape
from symlin.report.formats.html import html_text
from symlin.report.formats.noticed import noticed
from symlin.report.site.body import Body, Section
from symlin.report.site.navigation import Place

if TYPE_CHECKING:
    from markdown_it.token import Token

LEARN, MODELS, LOOK_UP, TRUST = "Learn", "Models", "Look up", "Trust"
GUIDES: Mapping[str, tuple[str, str]] = {
    "tutorial": (LEARN, "Tutorial"),
    "how-to": (LEARN, "How to"),
    "mathematics": (LEARN, "The mathematics"),
    "models": (MODELS, "PyTorch and ONNX"),
    "estimators": (MODELS, "scikit-learn, SciPy, PyLops"),
    "torch-layers": (MODELS, "Layers of PyTorch"),
    "decided": (LOOK_UP, "What is decided"),
    "certificates": (LOOK_UP, "Certificates as files"),
    "benchmarks": (LOOK_UP, "Beside other tools"),
    "trust": (TRUST, "What you trust"),
    "security": (TRUST, "Security"),
    "mutation": (TRUST, "Mutations of the kernel"),
    "architecture": (TRUST, "Architecture"),
    "changelog": (TRUST, "Changelog"),
}
"""By the file's name: the group of the navigation that it stands in, and its name there. A guide
that is missing here stands at the end of the last group, under its own title."""
MADE = ("questions", "reference")
"""Pages under docs/ that are made, for which the site has pages of its own."""
BESIDE = ("certificate.schema.json", "filters.py", "proof.ipynb")
"""Files that guides lead to, and that are there to be downloaded."""
Elsewhere = Callable[[str], str | None]
"""The path in the site of a file under docs/, with its anchor; nothing where the site has none."""


def folder() -> Path:
    """Where the guides are; raises `FileNotFoundError` where an installation is incomplete."""
    packed = Path(__file__).parent / "texts"
    beside = Path(__file__).parents[3] / "docs"
    for place in (packed, beside):
        if (place / "tutorial.md").is_file():
            return place
    raise FileNotFoundError(f"no guides in {packed}")


@dataclass(frozen=True)
class Guide:
    """One file."""

    name: str
    text: str

    @property
    def place(self) -> Place:
        """Where it stands in the site."""
        group, title = GUIDES.get(self.name, (TRUST, self.title))
        return Place(f"{self.name}.html", title, group)

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """The file, read."""
        from markdown_it import MarkdownIt

        return MarkdownIt("commonmark", {"html": False}).enable("table").parse(self.text)

    @property
    def title(self) -> str:
        """Its first heading."""
        return next(_plain(self.tokens[k + 1]) for k in _headings(self.tokens))

    def body(self, elsewhere: Elsewhere) -> Body:
        """The page; what a link leads to is asked of `elsewhere`."""
        sections = _named(self.tokens, elsewhere)
        return Body(self.title, _written(self.tokens, elsewhere), sections)


def guides() -> list[Guide]:
    """All of them, in the navigation's order."""
    found = {path.stem: path for path in sorted(folder().glob("*.md"))}
    order = [*GUIDES, *(name for name in found if name not in GUIDES)]
    return [
        Guide(name, found[name].read_text(encoding="utf-8"))
        for name in order
        if name in found and name not in MADE
    ]


def files_beside() -> dict[str, bytes]:
    """What guides lead to that is no page."""
    there = folder()
    return {name: (there / name).read_bytes() for name in BESIDE if (there / name).is_file()}


def slug(title: str) -> str:
    """A heading's anchor as repository browsers make it: links within guides rely on it."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip())


def _headings(tokens: Sequence[Token]) -> list[int]:
    return [k for k, token in enumerate(tokens) if token.type == "heading_open"]


def _named(tokens: Sequence[Token], elsewhere: Elsewhere) -> tuple[Section, ...]:
    """The sections; each heading is given its anchor."""
    starts = _headings(tokens)
    found: list[Section] = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        title = _plain(tokens[start + 1])
        taken = sum(slug(s.title) == slug(title) for s in found)
        name = slug(title) + (f"-{taken}" if taken else "")
        tokens[start].attrSet("id", name)
        words = " ".join(_plain(t) for t in tokens[start + 3 : end] if t.type == "inline")
        html = _inline(tokens[start + 1], elsewhere)
        found.append(Section(int(tokens[start].tag[1]), name, title, html, words))
    return tuple(found)


def _plain(token: Token) -> str:
    """The words of a line, without marks."""
    return "".join(" " if t.type == "softbreak" else t.content for t in token.children or ())


def _written(tokens: Sequence[Token], elsewhere: Elsewhere) -> str:
    return "".join(
        _inline(token, elsewhere) if token.type == "inline" else _block(token) for token in tokens
    )


def _block(token: Token) -> str:
    """A block's tag: what is wide scrolls by itself, and can be reached by the keyboard to do so.

    A heading of a column says that it is one.
    """
    match token.type:
        case "fence" | "code_block":
            return f'<pre tabindex="0"><code>{escape(token.content.rstrip())}</code></pre>\n'
        case "table_open":
            return '<div class="scroll" tabindex="0">\n<table>\n'
        case "table_close":
            return "</table>\n</div>\n"
        case "th_open":
            return '<th scope="col">'
        case _ if token.hidden:  # the paragraphs of a list without blank lines
            return ""
    if token.nesting < 0:
        return f"</{token.tag}>\n"
    name = token.attrGet("id")
    return f'<{token.tag} id="{name}">' if name else f"<{token.tag}>"


def _inline(token: Token, elsewhere: Elsewhere) -> str:
    """The marks within a line."""
    found, shut = "", []
    for part in token.children or ():
        match part.type:
            case "text":
                found += html_text(tuple(noticed(part.content)))
            case "code_inline":
                found += f"<code>{escape(part.content)}</code>"
            case "softbreak" | "hardbreak":
                found += "\n"
            case "link_open":
                address = elsewhere(str(part.attrGet("href")))
                found += "" if address is None else f'<a href="{escape(address)}">'
                shut.append("" if address is None else "</a>")
            case "link_close":
                found += shut.pop()
            case _:
                found += f"<{'/' if part.nesting < 0 else ''}{part.tag}>"
    return found


def resolved(address: str, known: Callable[[str], bool]) -> str | None:
    """A guide's link on the site: neighbours are HTML there, and files of the repository are not.

    `known` says whether the site has a file.
    """
    if address.startswith(("#", "https://", "http://")):
        return address
    path, mark, anchor = address.partition("#")
    page = posixpath.normpath(path)
    if page.endswith(".md"):
        page = MOVED.get(page, page.removesuffix(".md") + ".html")
    return page + mark + anchor if known(page) else None


MOVED = {
    "questions.md": "questions/index.html",
    "operators/comparison.md": "comparison.html",
}
"""Pages that stand elsewhere on the site."""
