"""Clusters: distances to centres, labels of the nearest one, and columns pooled."""

from __future__ import annotations

from typing import Any

from symlin.exact.floats import dyadic
from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.classification import label
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers.arithmetic import subtract
from symlin.reading.networks.layers.softmax import softmax

CENTRES = ("cluster.KMeans", "cluster.MiniBatchKMeans", "cluster.BisectingKMeans")


@rule("transform", *CENTRES)
def distances(reading: Reading, model: Any, x: Ref) -> Ref:
    """|x - c| for each centre c."""
    builder = reading.builder
    centres = reading.constant(reading.array(model, "cluster_centers_"))
    rows, width = reading.shape(x)
    each = subtract(builder, builder.reshape(x, (rows, 1, width)), centres)
    squares = builder.sum(builder.map(each, formula("x**2")), (-1,))
    return builder.map(squares, formula("sqrt(x)"))


@rule("predict", *CENTRES[:2])
def nearest(reading: Reading, model: Any, x: Ref) -> Ref:
    """The place of the nearest centre: |x - c|^2 is least where 2 x.c - |c|^2 is largest."""
    centres = reading.array(model, "cluster_centers_")
    squares = [sum(dyadic(n) ** 2 for n in row) for row in centres]
    found = reading.dense(x, 2 * centres)
    constants = reading.builder.numbers((len(centres),), squares)
    return label(reading, subtract(reading.builder, found, constants), np.arange(len(centres)))


@rule("transform", "cluster.FeatureAgglomeration")
def pooled(reading: Reading, model: Any, x: Ref) -> Ref:
    """The mean of the columns in each cluster."""
    if model.pooling_func is not np.mean:
        reading.refuse("pooling with other functions than numpy.mean is not read")
    labels = np.asarray(reading.fitted(model, "labels_"))
    members = np.arange(labels.max() + 1)[:, None] == labels
    return reading.over(reading.dense(x, members.astype(float)), members.sum(axis=1).astype(float))


@rule("inverse_transform", "cluster.FeatureAgglomeration")
def pooled_back(reading: Reading, model: Any, x: Ref) -> Ref:
    """Every column gets its cluster's number."""
    return reading.columns(x, np.asarray(reading.fitted(model, "labels_")))


# ---- Gaussians ----


def _likelihoods(reading: Reading, model: Any, x: Ref) -> Ref:
    """log p(c) + log p(x|c) for each class c, with columns that are independent Gaussians."""
    builder = reading.builder
    means, variances = reading.array(model, "theta_"), reading.array(model, "var_")
    rows, width = reading.shape(x)
    each = subtract(builder, builder.reshape(x, (rows, 1, width)), reading.constant(means))
    spread = reading.over(builder.map(each, formula("x**2")), variances)
    prior = builder.map(reading.constant(reading.array(model, "class_prior_")), formula("log(x)"))
    scale = builder.map(reading.constant(variances), formula("log(2*pi*x)"))
    found = builder.combine((prior, builder.sum(scale, (-1,))), (1, -dyadic(0.5)))
    return builder.combine((found, builder.sum(spread, (-1,))), (1, -dyadic(0.5)))


@rule("predict", "naive_bayes.GaussianNB")
def gaussian(reading: Reading, model: Any, x: Ref) -> Ref:
    """The label that is most likely."""
    return label(reading, _likelihoods(reading, model, x), reading.fitted(model, "classes_"))


@rule("predict_proba", "naive_bayes.GaussianNB")
def gaussian_probabilities(reading: Reading, model: Any, x: Ref) -> Ref:
    """The softmax of the likelihoods."""
    return softmax(reading.builder, _likelihoods(reading, model, x), -1)
