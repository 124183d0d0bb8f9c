"""Decision trees and sums of them: one choice for each depth, of all trees at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.classification import label
from symlin.reading.networks.fitted.rules.scaling import exact_number
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.movement import gathered, places

ROUNDED = "trees round their inputs to float32 before they compare; answered without that"
TREES = ("tree.DecisionTreeRegressor", "tree.ExtraTreeRegressor")
FORESTS = ("ensemble.RandomForestRegressor", "ensemble.ExtraTreesRegressor")
TREE_CLASSIFIERS = ("tree.DecisionTreeClassifier", "tree.ExtraTreeClassifier")
FOREST_CLASSIFIERS = ("ensemble.RandomForestClassifier", "ensemble.ExtraTreesClassifier")
LEAF = -1
"""Stands for the children of a leaf, as scikit-learn has it."""


class Nodes(NamedTuple):
    """Nodes of several trees, one after the other; children of leaves are -1."""

    left: Any
    right: Any
    column: Any
    threshold: Any
    value: Any
    """Of each node, a row."""
    roots: list[int]


def _nodes(trees: Sequence[Any]) -> Nodes:
    start, lefts, rights, roots = 0, [], [], []
    for tree in trees:
        inner = tree.children_left != LEAF
        lefts.append(np.where(inner, tree.children_left + start, LEAF))
        rights.append(np.where(inner, tree.children_right + start, LEAF))
        roots.append(start)
        start += tree.node_count
    return Nodes(
        np.concatenate(lefts),
        np.concatenate(rights),
        np.concatenate([tree.feature for tree in trees]),
        np.concatenate([tree.threshold for tree in trees]),
        np.concatenate([tree.value.reshape(tree.node_count, -1) for tree in trees]),
        roots,
    )


def _levels(nodes: Nodes) -> list[Any]:
    """The nodes at each depth."""
    level, found = np.asarray(nodes.roots), []
    while level.size:
        found.append(level)
        inner = level[nodes.left[level] != LEAF]
        level = np.concatenate([nodes.left[inner], nodes.right[inner]])
    return found


def grown(reading: Reading, trees: Sequence[Any], x: Ref) -> Ref:
    """What the trees say of rows (B, n), as (B, trees, values): from the deepest level up."""
    reading.note(ROUNDED)
    nodes = _nodes(trees)
    rows, size = reading.shape(x)[0], nodes.value.shape[1]
    below: Ref | None = None
    position = np.zeros(len(nodes.left), dtype=np.int64)
    for level in reversed(_levels(nodes)):
        made = reading.constant(reading.floats(nodes.value[level], "value"))
        made = reading.builder.broadcast(made, (rows, len(level), size))
        inner = np.flatnonzero(nodes.left[level] != LEAF)
        if len(inner):
            assert below is not None
            guard = _beyond(reading, nodes, level[inner], x)
            sides = (position[side[level[inner]]] for side in (nodes.left, nodes.right))
            chosen = _chosen(reading, guard, below, *sides)
            made = _replaced(reading, made, chosen, inner)
        position[level] = np.arange(len(level))
        below = made
    assert below is not None
    return below


def _beyond(reading: Reading, nodes: Nodes, inner: Any, x: Ref) -> Ref:
    """By how much the column of each node is above its threshold."""
    thresholds = reading.floats(nodes.threshold[inner], "threshold")
    return reading.minus(reading.columns(x, nodes.column[inner]), thresholds)


def _chosen(reading: Reading, guard: Ref, below: Ref, left: Any, right: Any) -> Ref:
    """Of the values at the level below, the left one where the column is at most the threshold."""
    index = places(reading.shape(below))
    low, high = (gathered(reading.builder, [below], index[:, side]) for side in (left, right))
    size = reading.shape(low)[2]
    repeated = np.repeat(places(reading.shape(guard))[:, :, None], size, axis=2)
    return reading.builder.select(">", gathered(reading.builder, [guard], repeated), high, low)


def _replaced(reading: Reading, values: Ref, chosen: Ref, inner: Any) -> Ref:
    """The values, with those of inner nodes as they were chosen."""
    index = places(reading.shape(values))
    index[:, inner] = places(reading.shape(chosen), start=index.size)
    return gathered(reading.builder, [values, chosen], index)


def _mean(reading: Reading, found: Ref) -> Ref:
    """Over the trees: (B, values)."""
    return reading.builder.mean(found, (1,))


def _trees(reading: Reading, model: Any) -> list[Any]:
    if hasattr(type(model), "tree_") or "estimators_" not in vars(model):
        return [reading.fitted(model, "tree_")]
    return [one.tree_ for one in np.ravel(model.estimators_)]


@rule("predict", *TREES, *FORESTS)
def regressor(reading: Reading, model: Any, x: Ref) -> Ref:
    """The value of the leaf that a row falls in; in a forest, the average."""
    found = _mean(reading, grown(reading, _trees(reading, model), x))
    return reading.flat(found) if model.n_outputs_ == 1 else found


@rule("predict_proba", *TREE_CLASSIFIERS, *FOREST_CLASSIFIERS)
def probabilities(reading: Reading, model: Any, x: Ref) -> Ref:
    """The shares of classes in the leaf; in a forest, their average."""
    trees = _trees(reading, model)
    if model.n_outputs_ != 1:
        reading.refuse("several outputs are not read")
    totals = np.concatenate([tree.value.sum(axis=-1).ravel() for tree in trees])
    if np.abs(totals - 1).max() > 1e-9:
        reading.refuse("leaves that hold numbers of samples, as scikit-learn before 1.3 has them")
    return _mean(reading, grown(reading, trees, x))


@rule("predict", *TREE_CLASSIFIERS, *FOREST_CLASSIFIERS)
def classifier(reading: Reading, model: Any, x: Ref) -> Ref:
    """The label with the largest share."""
    found = probabilities(reading, model, x)
    if reading.shape(found)[1] == 1:
        found = reading.flat(reading.builder.scale(found, 0))
        return reading.plus(found, reading.floats(model.classes_, "classes_")[0])
    return label(reading, found, model.classes_)


@rule("predict", "ensemble.GradientBoostingRegressor")
def boosted(reading: Reading, model: Any, x: Ref) -> Ref:
    """What it starts with, and the learning rate times the sum of its trees."""
    found = grown(reading, _trees(reading, model), x)
    total = reading.flat(reading.builder.sum(found, (1,)))
    total = reading.builder.scale(total, exact_number(model.learning_rate))
    start = reading.fitted(model, "init_")
    if start == "zero":
        return total
    return reading.builder.add(total, reading.flat(reading.apply(start, "predict", x, "init")))


@rule("predict", "dummy.DummyRegressor")
def constant(reading: Reading, model: Any, x: Ref) -> Ref:
    """The same for all rows."""
    value = reading.array(model, "constant_")
    rows = reading.shape(x)[0]
    found = reading.builder.broadcast(reading.constant(value.reshape(1, -1)), (rows, value.size))
    return reading.flat(found) if model.n_outputs_ == 1 else found
