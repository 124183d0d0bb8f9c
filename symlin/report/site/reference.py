"""The reference: the public names with their docstrings, and what each command says of itself."""

from __future__ import annotations

import ast
import enum
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from itertools import groupby
from types import ModuleType
from typing import Any

from symlin.report.formats.document import Block, Code, Document, Heading, Items, Paragraph
from symlin.report.formats.parts import Text, Typed, parts
from symlin.report.formats.sentence import described, say

WIDTH = 88
"""Columns of a signature; a longer one has a line for each parameter."""
INTRODUCTION = (
    "Made from the docstrings, and from what each command prints for `--help`. The guides are the "
    "[tutorial](tutorial.md), the [how-to](how-to.md) and the [mathematics](mathematics.md)."
)


def reference(modules: Mapping[str, ModuleType], helps: Mapping[str, str]) -> Document:
    """The whole page: the public modules by the heading that each has, and the commands with what
    they print for --help."""
    blocks: list[Block] = [Paragraph(say(INTRODUCTION))]
    for title, module in modules.items():
        blocks += [Heading(title), *_module(module)]
    blocks.append(Heading("On the command line"))
    for command, text in helps.items():
        blocks += [Heading(command, 3), Code(text.rstrip("\n"), "text")]
    return Document("Reference", tuple(blocks))


def _module(module: ModuleType) -> Iterator[Block]:
    """What the module says of itself, then its names: functions before classes and exceptions."""
    name = module.__name__
    yield from _prose(inspect.getdoc(module) or "")
    found = [(public, getattr(module, public)) for public in _public(module)]
    for public, value in sorted(found, key=lambda pair: (_rank(pair[1]), pair[0])):
        yield Heading(f"{name}.{public}", 3)
        yield from _class(public, value) if isinstance(value, type) else _function(public, value)


def _public(module: ModuleType) -> list[str]:
    """What it exports; without __all__ the functions that are its own."""
    own = [n for n, v in vars(module).items() if getattr(v, "__module__", "") == module.__name__]
    return getattr(module, "__all__", [n for n in own if not n.startswith("_") and n != "R"])


def _rank(value: object) -> int:
    if not isinstance(value, type):
        return 0
    return 2 if issubclass(value, Exception) else 1


def _function(name: str, value: Any) -> Iterator[Block]:
    yield Code(_signature(name, value), "python")
    yield from _prose(inspect.getdoc(value) or "")


def _class(name: str, value: type) -> Iterator[Block]:
    bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
    if issubclass(value, Exception | enum.Enum):
        yield Code(f"class {name}({bases})", "python")
    elif not is_dataclass(value):
        yield Code(_signature(name, value), "python")
    yield from _prose(inspect.getdoc(value) or "")
    items = (*_members(value), *_fields(value), *_methods(value))
    if items:
        yield Items(items)


def _members(value: type) -> Iterator[Text]:
    if issubclass(value, enum.Enum):
        said = _attribute_docs(value)
        for member in value:
            yield _item(f"{member.name} = {member.value!r}", said.get(member.name, ""))


def _fields(value: type) -> Iterator[Text]:
    if is_dataclass(value) and not issubclass(value, Exception):
        said = _attribute_docs(value)
        for field in fields(value):
            yield _item(f"{field.name}: {field.type}", said.get(field.name, ""))


def _methods(value: type) -> Iterator[Text]:
    members = {name: member for own in _own_classes(value) for name, member in vars(own).items()}
    for name, member in members.items():
        if name.startswith("_"):
            continue
        read = getattr(member, "fget", None) or getattr(member, "func", None)
        if isinstance(member, property | cached_property) and read is not None:
            result = read.__annotations__.get("return", "")
            yield _item(f"{name}: {result}", inspect.getdoc(member) or "")
        elif inspect.isfunction(inspect.unwrap(getattr(member, "__func__", member))):
            said = _signature(name, getattr(value, name), width=10**6)
            yield _item(said, inspect.getdoc(member) or "")


def _item(code: str, doc: str) -> Text:
    said = " ".join(doc.split())
    return (Typed(code), ": ", *parts(described(said))) if said else (Typed(code),)


def _attribute_docs(value: type) -> dict[str, str]:
    """The strings below the attributes of a class and of its bases, by the attribute's name."""
    found: dict[str, str] = {}
    for own in _own_classes(value):
        found |= _attribute_docs_of(own)
    return found


def _own_classes(value: type) -> list[type]:
    """The class and its bases in this package, the most general first."""
    return [c for c in reversed(value.__mro__) if c.__module__.startswith("symlin.")]


def _attribute_docs_of(value: type) -> dict[str, str]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for before, after in zip(tree.body, tree.body[1:], strict=False):
        targets = getattr(before, "targets", None) or [getattr(before, "target", None)]
        text = after.value if isinstance(after, ast.Expr) else None
        if isinstance(targets[0], ast.Name) and isinstance(text, ast.Constant):
            found[targets[0].id] = str(text.value)
    return found


def _signature(name: str, value: Any, width: int = WIDTH) -> str:
    """The call as it is written, one parameter a line where it is too long."""
    signature = inspect.signature(value)
    words = list(_parameters(signature))
    result = signature.return_annotation
    end = f" -> {result}" if isinstance(result, str) and result != "None" else ""
    short = f"{name}({', '.join(words)}){end}"
    if len(short) <= width:
        return short
    return "\n".join([f"{name}(", *(f"    {word}," for word in words), f"){end}"])


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    starred = False
    for p in signature.parameters.values():
        if p.name in ("self", "cls"):
            continue
        if p.kind is p.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        starred = starred or p.kind is p.VAR_POSITIONAL
        stars = "*" if p.kind is p.VAR_POSITIONAL else "**" if p.kind is p.VAR_KEYWORD else ""
        typed = f": {p.annotation}" if isinstance(p.annotation, str) else ""
        default = "" if p.default is p.empty else f" = {p.default!r}"
        yield f"{stars}{p.name}{typed}{default}"


def _prose(doc: str) -> Iterator[Block]:
    """Paragraphs, lists and indented examples."""
    chunks = [chunk for chunk in doc.split("\n\n") if chunk.strip()]
    for indented, group in groupby(chunks, lambda chunk: chunk.startswith("    ")):
        if indented:
            yield Code(textwrap.dedent("\n\n".join(group)), "python")
            continue
        for chunk in group:
            if chunk.startswith("- "):
                rows = re.split(r"(?:^|\n)- ", chunk)[1:]
                yield Items(tuple(described(" ".join(row.split())) for row in rows))
            else:
                yield Paragraph(described(" ".join(chunk.split())))
