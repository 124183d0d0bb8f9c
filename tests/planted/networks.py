"""Linear maps as small networks: cancelling pairs of a dense layer, and sorting networks."""

from __future__ import annotations

from random import Random


def dense_pairs(rng: Random, inputs: tuple[str, ...]) -> str:
    """One hidden layer of units in pairs c relu(h) - c relu(-h), in random order."""
    terms = []
    for _ in range(rng.choice((1, 2, 3, 5, 8))):
        weights = [rng.randint(-5, 5) for _ in inputs]
        bias = rng.choice((0, 0, 1, -3))
        if not any(weights):
            weights[0] = 1
        h = " + ".join(f"({w})*{x}" for w, x in zip(weights, inputs, strict=True))
        minus = " + ".join(f"({-w})*{x}" for w, x in zip(weights, inputs, strict=True))
        c = rng.choice((1, -2, 3))
        scale = rng.choice((1, 1, 2))
        terms.append(f"({c})*relu({h} + ({bias}))")
        terms.append(f"({-c})*relu(({minus} - ({bias}))*{scale})/{scale}")
        terms.append(f"({-c * bias})")
    rng.shuffle(terms)
    return " + ".join(terms)


def sorting_network(rng: Random, inputs: tuple[str, ...]) -> str:
    """The sum of the wires after a few random comparators."""
    wires = list(inputs)
    for _ in range(rng.choice((1, 2, 3, 4))):
        i, j = rng.sample(range(len(wires)), 2)
        if len(wires[i]) + len(wires[j]) > 3000:
            break
        wires[i], wires[j] = f"Max({wires[i]}, {wires[j]})", f"Min({wires[i]}, {wires[j]})"
    return " + ".join(wires)
