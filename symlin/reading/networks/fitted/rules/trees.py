"""Decision trees and sums of them: two choices for each depth, of all trees at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flint import fmpq

from symlin.exact.floats import dyadic
from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.classification import label
from symlin.reading.networks.fitted.table import rule

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


def summed(reading: Reading, trees: Sequence[Any], x: Ref) -> Ref:
    """The sum of what the trees say of rows (B, n), as (B, values).

    From the roots down it is 1 where a row comes by, and 0 elsewhere: so the values of leaves are
    one matrix, however many there are of each.
    """
    reading.note(ROUNDED)
    nodes = _nodes(trees)
    level, leaves, made = np.asarray(nodes.roots), [], []
    here = reading.builder.full((reading.shape(x)[0], len(level)), 1)
    while True:
        inner = nodes.left[level] != LEAF
        if not inner.all():
            made.append(reading.columns(here, ~inner))
            leaves.append(level[~inner])
        if not inner.any():
            break
        above = level[inner]
        here = _next_level(reading, _beyond(reading, nodes, above, x), reading.columns(here, inner))
        level = np.concatenate([nodes.left[above], nodes.right[above]])
    weights = reading.floats(nodes.value[np.concatenate(leaves)], "value")
    return reading.dense(reading.beside(made), weights.T)


def _beyond(reading: Reading, nodes: Nodes, inner: Any, x: Ref) -> Ref:
    """By how much the column of each node is above its threshold."""
    thresholds = reading.floats(nodes.threshold[inner], "threshold")
    return reading.minus(reading.columns(x, nodes.column[inner]), thresholds)


def _next_level(reading: Reading, guard: Ref, here: Ref) -> Ref:
    """Rows go left where the column is at most the threshold, else right."""
    builder = reading.builder
    nowhere = builder.full(reading.shape(here), 0)
    left = builder.select(">", guard, nowhere, here)
    return reading.beside([left, builder.select(">", guard, here, nowhere)])


def _mean(reading: Reading, trees: Sequence[Any], x: Ref) -> Ref:
    """Over the trees: (B, values)."""
    return reading.builder.scale(summed(reading, trees, x), fmpq(1, len(trees)))


def _trees(reading: Reading, model: Any) -> list[Any]:
    if hasattr(type(model), "tree_") or "estimators_" not in vars(model):
        return [reading.fitted(model, "tree_")]
    return [one.tree_ for one in np.ravel(model.estimators_)]


@rule("predict", *TREES, *FORESTS)
def regressor(reading: Reading, model: Any, x: Ref) -> Ref:
    """The value of the leaf that a row falls in; in a forest, the average."""
    found = _mean(reading, _trees(reading, model), x)
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
    return _mean(reading, trees, x)


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
    total = reading.flat(summed(reading, _trees(reading, model), x))
    total = reading.builder.scale(total, dyadic(model.learning_rate))
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
