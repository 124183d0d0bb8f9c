"""Draws of operators whose answer is known; the same for the same seed and index everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from .defects import DEFECTS, PLACES, SIZES, WIDTHS, Defect
from .disguise import filled, same
from .domains import FIXED
from .forms import draw_form, draw_inputs, draw_positive, draw_two, written
from .identities import POSITIVE, UNIT
from .item import PROVED, REFUTED, Item, both, laws
from .networks import dense_pairs, sorting_network
from .parametric import Template
from .pipelines import pipeline
from .templates import TEMPLATES
from .wild import wild


def draw(seed: int, index: int) -> Item:
    """The item of that number."""
    rng = Random(f"{seed}:{index}")
    families = list(FAMILIES)
    (family,) = rng.choices(families, [FAMILIES[f] for f in families])
    return family(rng)


def linear(rng: Random) -> Item:
    """Linear in disguise, on the whole space."""
    inputs = draw_inputs(rng)
    found = same(rng, inputs)
    return Item("linear", found.parts, found.text, inputs, laws(PROVED))


def network(rng: Random) -> Item:
    """Linear by cancelling pairs of a dense layer, or the sum of a sorting network's wires."""
    inputs = draw_inputs(rng, 2)
    make = rng.choice((dense_pairs, sorting_network))
    return Item("network", (make.__name__,), make(rng, inputs), inputs, laws(PROVED))


def affine(rng: Random) -> Item:
    """Linear in disguise, and a constant that may be tiny."""
    inputs = draw_inputs(rng)
    found = same(rng, inputs, total=True)
    text = f"{found.text} + {rng.choice(SIZES)}"
    return Item("affine", found.parts, text, inputs, laws(REFUTED, affine=PROVED))


def almost_linear(rng: Random) -> Item:
    """A linear map, plain or in disguise, and one defect."""
    kind = rng.choice(tuple(DEFECTS))
    name = rng.choice(tuple(DEFECTS[kind]))
    defect = DEFECTS[kind][name]
    inputs = draw_inputs(rng, defect.inputs)
    base, parts = _base(rng, inputs)
    text = f"{base} + {rng.choice(SIZES)}*({_defect_text(rng, defect, inputs)})"
    return Item("almost linear", (f"{kind} defect: {name}", *parts), text, inputs, defect.expect)


def _base(rng: Random, inputs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    if rng.random() < 0.6:
        return " + ".join(f"{written(k + 1)}*{name}" for k, name in enumerate(inputs)), ()
    found = same(rng, inputs, total=True)
    return found.text, found.parts


def _defect_text(rng: Random, defect: Defect, inputs: tuple[str, ...]) -> str:
    u, v = draw_two(rng, inputs) if defect.inputs > 1 else (draw_form(rng, inputs), "0")
    place = f"({rng.choice(PLACES)})"
    return defect.text.format(u=u, v=v, p=place, c=draw_positive(rng), d=rng.choice(WIDTHS))


def vector(rng: Random) -> Item:
    """Two outputs over the same inputs."""
    inputs = draw_inputs(rng)
    first = _over(rng, inputs)
    second = _over(rng, inputs)
    text = f"[{first.text}, {second.text}]"
    expect = both(first.expect, second.expect)
    return Item("vector", (*first.parts, *second.parts), text, inputs, expect)


def _over(rng: Random, inputs: tuple[str, ...]) -> Item:
    """One output over given inputs: linear, affine or with a defect."""
    found = same(rng, inputs, total=True)
    item = Item("", found.parts, found.text, inputs, laws(PROVED))
    if rng.random() < 0.6:
        return item
    kind = rng.choice(("local", "smooth", "odd", "cone"))
    name = rng.choice(tuple(DEFECTS[kind]))
    defect = DEFECTS[kind][name]
    text = f"{found.text} + {rng.choice(SIZES)}*({_defect_text(rng, defect, inputs)})"
    return Item("", (f"{kind} defect: {name}", *found.parts), text, inputs, defect.expect)


def parametric(rng: Random) -> Item:
    """With parameters, and a condition on them."""
    template = rng.choice(TEMPLATES)
    inputs = draw_inputs(rng, template.inputs)
    u, v = draw_two(rng, inputs) if template.inputs > 1 else (draw_form(rng, inputs), "0")
    text = template.text.format(u=u, v=v)
    parts: tuple[str, ...] = (f"parametric: {template.name}",)
    if rng.random() < 0.25:
        found = same(rng, inputs, total=True)
        text, parts = f"{text} + {found.text}", (*parts, *found.parts)
    points = _sample(rng, template)
    return Item("parametric", parts, text, inputs, template.expect, template.assume, points)


def _sample(rng: Random, template: Template) -> tuple[tuple[dict[str, str], dict[str, bool]], ...]:
    """Some of the planted points, with those that were singled out among them."""
    points = template.points()
    first = len(template.special)
    rest = points[first:]
    true = [p for p in rest if p[1].get("linear")]
    chosen = rng.sample(rest, min(12, len(rest))) + rng.sample(true, min(6, len(true)))
    return (*points[:first], *chosen)


def positive(rng: Random) -> Item:
    """Linear where all inputs are positive; perhaps with an offset."""
    inputs = draw_inputs(rng)
    texts, parts = [], []
    for _ in range(rng.choice((1, 1, 2))):
        u, v = (str(draw_form(rng, inputs, positive=True)) for _ in range(2))
        name = rng.choice(tuple(POSITIVE))
        texts.append(filled(rng, POSITIVE[name], u, v))
        parts.append(f"positive: {name}")
    item = Item("positive", tuple(parts), " + ".join(texts), inputs, laws(PROVED))
    item = replace(item, assume=tuple(f"{name} > 0" for name in inputs))
    if rng.random() < 0.2:
        expect = laws(REFUTED, affine=PROVED, odd=PROVED)
        return replace(item, text=f"{item.text} + {rng.choice(SIZES)}", expect=expect)
    return item


def unit_box(rng: Random) -> Item:
    """Linear where all inputs lie between -1 and 1."""
    inputs = draw_inputs(rng)
    name = rng.choice(tuple(UNIT))
    u = rng.choice(inputs)
    if len(inputs) > 1 and rng.random() < 0.5:
        u = f"(({inputs[0]} - {inputs[1]})/2)"
    text = filled(rng, UNIT[name], u, rng.choice(inputs))
    assume = _unit_assumptions(rng, inputs)
    return Item("unit box", (f"unit: {name}",), text, inputs, laws(PROVED), assume)


def _unit_assumptions(rng: Random, inputs: tuple[str, ...]) -> tuple[str, ...]:
    match rng.randrange(4):
        case 0:
            return tuple(f"{sign}{name} <= 1" for name in inputs for sign in ("", "-"))
        case 1:
            return tuple(f"Abs({name}) <= 1" for name in inputs)
        case 2:
            return tuple(f"{name}**2 <= 1" for name in inputs)
        case _:
            return (" + ".join(f"{name}**2" for name in inputs) + " <= 1",)


def fixed(rng: Random) -> Item:
    """One of the hand-made domains."""
    chosen = rng.choice(FIXED)
    return Item(
        "fixed",
        (f"fixed: {chosen.name}",),
        chosen.text,
        chosen.inputs,
        chosen.expect,
        chosen.assume,
    )


def domain_defect(rng: Random) -> Item:
    """A kink or a point, inside a box or outside of it."""
    a, b = sorted(rng.sample(range(-6, 7), 2))
    place = rng.choice((a - 1, a, b, b + 1, f"{a} + 1/10**6", f"{b} - 1/3"))
    inside = isinstance(place, str)
    text = rng.choice(("3*x + relu(x - ({p}))", "x - Abs(x - ({p}))/10**9", "Max(x, 2*x - ({p}))"))
    expect = {"affine": REFUTED if inside else PROVED}
    name = "inside" if inside else "outside"
    assume = (f"x >= {a}", f"x <= {b}")
    return Item("box", (f"kink {name}",), text.format(p=place), ("x",), expect, assume)


FAMILIES: dict[Callable[[Random], Item], int] = {
    linear: 30,
    network: 3,
    affine: 6,
    almost_linear: 26,
    vector: 6,
    parametric: 18,
    positive: 5,
    unit_box: 4,
    fixed: 4,
    domain_defect: 2,
    pipeline: 4,
    wild: 8,
}
"""The families, and how often each is drawn."""
