"""Every identity, defect, template and domain once, over plain inputs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from .defects import DEFECTS
from .disguise import filled
from .domains import FIXED
from .identities import IDENTITIES, POSITIVE, UNIT
from .item import PROVED, Item, laws
from .templates import TEMPLATES

CONSTANTS = {"c": "2", "q": "3", "k": "2", "p": "3", "d": "(1/10)", "w": "7"}


@cache
def each() -> tuple[Item, ...]:
    """The items, in an order that does not change within a version."""
    return (*_identities(), *_defects(), *_templates(), *_domains())


def _inputs(text: str, more: int = 1) -> tuple[str, ...]:
    return ("x", "y") if "{v}" in text or more > 1 else ("x",)


def _identities() -> Iterator[Item]:
    for kind, table in IDENTITIES.items():
        for name, text in table.items():
            full = text.format(u="x", v="y", **CONSTANTS)
            yield Item("identity", (f"{kind}: {name}",), full, _inputs(text), laws(PROVED))


def _defects() -> Iterator[Item]:
    for kind, table in DEFECTS.items():
        for name, defect in table.items():
            full = "x + " + defect.text.format(u="x", v="y", **CONSTANTS)
            inputs = _inputs(defect.text, defect.inputs)
            yield Item("defect", (f"{kind} defect: {name}",), full, inputs, defect.expect)


def _templates() -> Iterator[Item]:
    for template in TEMPLATES:
        yield Item(
            "template",
            (f"parametric: {template.name}",),
            template.text.format(u="x", v="y"),
            _inputs(template.text, template.inputs),
            template.expect,
            template.assume,
            template.points(),
        )


def _domains() -> Iterator[Item]:
    rng = Random(0)
    for kind, table in (("positive", POSITIVE), ("unit", UNIT)):
        for name, text in table.items():
            full = filled(rng, text, "x", "y" if "{v}" in text else "x")
            inputs = _inputs(text)
            bounds = (
                tuple(f"{n} > 0" for n in inputs)
                if kind == "positive"
                else tuple(f"Abs({n}) <= 1" for n in inputs)
            )
            yield Item(kind, (f"{kind}: {name}",), full, inputs, laws(PROVED), bounds)
    for f in FIXED:
        yield Item("fixed", (f"fixed: {f.name}",), f.text, f.inputs, f.expect, f.assume)
