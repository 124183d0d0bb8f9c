"""Linear forms in disguise: sums of texts, each of which is an exact identity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from .forms import draw_form, draw_nonzero, draw_positive
from .identities import DEAD, IDENTITIES, PARTIAL


@dataclass(frozen=True)
class Disguise:
    """A text that equals a linear form, and the names of the identities in it."""

    text: str
    parts: tuple[str, ...]


def same(rng: Random, inputs: tuple[str, ...], total: bool = False) -> Disguise:
    """A text that equals a linear form wherever it has a value; with `total`, everywhere."""
    terms = [_term(rng, inputs, total) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
    plain = draw_form(rng, inputs) if rng.random() < 0.3 else None
    text = " + ".join(t.text for t in terms)
    if plain is not None:
        text = f"{plain} + {text}"
    return Disguise(text, tuple(part for t in terms for part in t.parts))


def _term(rng: Random, inputs: tuple[str, ...], total: bool) -> Disguise:
    u, v = str(draw_form(rng, inputs)), str(draw_form(rng, inputs))
    parts: tuple[str, ...] = ()
    if rng.random() < 0.1:
        inner = _one(rng, u, v, total)
        u, parts = f"({inner.text})", inner.parts
    outer = _one(rng, u, v, total)
    text = outer.text
    if rng.random() < 0.4:
        text = f"{draw_nonzero(rng)}*({text})"
    return Disguise(text, (*outer.parts, *parts))


def _one(rng: Random, u: str, v: str, total: bool) -> Disguise:
    kind = rng.choice(tuple(IDENTITIES))
    table = IDENTITIES[kind]
    name = rng.choice([n for n in table if not (total and n in PARTIAL)])
    return Disguise(filled(rng, table[name], u, v), (f"{kind}: {name}",))


def filled(rng: Random, template: str, u: str, v: str) -> str:
    """The template with its places taken."""
    constants: Mapping[str, str] = {
        "c": draw_positive(rng),
        "q": draw_nonzero(rng),
        "k": rng.choice(("1", "2", "3", "7")),
    }
    dead = rng.choice(DEAD).format(u=u, v=v, **constants)
    return template.format(u=u, v=v, w=dead, **constants)
