"""Models of Keras 3, which are modules of torch where torch is the backend."""

from __future__ import annotations

import os
from typing import Any

import pytest

import symlin
from symlin.decision.verdict import Status

pytestmark = pytest.mark.models
torch = pytest.importorskip("torch", reason="torch is not installed")
os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras", reason="keras is not installed")
if keras.backend.backend() != "torch":
    pytest.skip("keras has another backend", allow_module_level=True)
Layers = keras.layers


def sequence(shape: tuple[int, ...], *layers: Any) -> Any:
    return keras.Sequential([keras.Input(shape), *layers])


AFFINE = {
    "dense": lambda: (sequence((4,), Layers.Dense(3), Layers.Dense(2)), (1, 4)),
    "image": lambda: (
        sequence(
            (8, 8, 1),
            Layers.Conv2D(2, 3),
            Layers.BatchNormalization(),
            Layers.AveragePooling2D(2),
            Layers.Flatten(),
            Layers.Dense(2),
        ),
        (1, 8, 8, 1),
    ),
    "rearranged": lambda: (
        sequence((4,), Layers.Reshape((2, 2)), Layers.Permute((2, 1)), Layers.UpSampling1D(2)),
        (1, 4),
    ),
    "depthwise": lambda: (
        sequence((6, 6, 2), Layers.DepthwiseConv2D(3), Layers.Conv2DTranspose(2, 2, strides=2)),
        (1, 6, 6, 2),
    ),
    "not built": lambda: (Layers.Dense(2), (1, 3)),
}
NEITHER = {
    "relu": lambda: (sequence((4,), Layers.Dense(3, activation="relu"), Layers.Dense(2)), (1, 4)),
    "max pool": lambda: (
        sequence(
            (8, 8, 1),
            Layers.Conv2D(2, 3, padding="same"),
            Layers.MaxPooling2D(2),
            Layers.Dropout(0.5),
            Layers.GlobalAveragePooling2D(),
        ),
        (1, 8, 8, 1),
    ),
    "lstm": lambda: (sequence((3, 2), Layers.LSTM(2)), (1, 3, 2)),
    "gru": lambda: (sequence((3, 2), Layers.GRU(2, return_sequences=True)), (1, 3, 2)),
    "normalised": lambda: (sequence((4,), Layers.Dense(4), Layers.LayerNormalization()), (2, 4)),
}


@pytest.mark.parametrize("name", [*AFFINE, *NEITHER])
def test_a_model_of_keras_is_decided(name: str) -> None:
    """Dropout is off, batch normalisation has its statistics, and Keras itself agrees."""
    keras.utils.set_random_seed(0)
    model, shape = (AFFINE | NEITHER)[name]()
    report = symlin.check(model, shape=shape)
    assert report.crosscheck.status == "agrees"
    expected = Status.PROVED if name in AFFINE else Status.REFUTED
    assert report.affine.status is expected
