"""`symlin.equiv` of models that are too large to be written out."""

from __future__ import annotations

import copy

import pytest

import symlin
from symlin.decision.verdict import Status

pytestmark = pytest.mark.models
torch = pytest.importorskip("torch", reason="torch is not installed")


def net() -> torch.nn.Module:  # type: ignore[name-defined]
    """Of 784 inputs."""
    torch.manual_seed(0)
    nn = torch.nn
    return nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10), nn.Softmax(1))


def test_a_file_has_the_function_of_the_module_it_was_made_of(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The question after every export; the certificate is checked without torch."""
    pytest.importorskip("onnx", reason="onnx is not installed")
    module, path = net(), str(tmp_path / "net.onnx")
    torch.onnx.export(module, torch.zeros(1, 784), path, dynamo=False)
    claim = symlin.equiv(module, path, shape=(1, 784))
    assert claim.status is Status.PROVED
    assert symlin.verify(claim.certificate.to_json()).status is Status.PROVED
    assert symlin.require_equivalent(path, module, shape=(1, 784)).status is Status.PROVED


def test_a_changed_weight_is_found() -> None:
    """By one in a million, in the last layer; softmax has no exact values."""
    module = net()
    other = copy.deepcopy(module)
    with torch.no_grad():
        other[2].weight[3] *= 1 + 1e-6
    assert symlin.equiv(module, other, shape=(1, 784)).status is Status.REFUTED
    with pytest.raises(symlin.NotEquivalent, match="F - G"):
        symlin.require_equivalent(module, other, shape=(1, 784))


def test_a_file_that_is_run_is_compared_with_what_was_exported(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The shape is that of the exported file; without --run nothing is run, and it says so."""
    pytest.importorskip("onnx", reason="onnx is not installed")
    source, path = tmp_path / "train.py", str(tmp_path / "net.onnx")
    source.write_text("import torch\ntorch.manual_seed(0)\nmodel = torch.nn.Linear(3, 2)\n")
    torch.manual_seed(0)
    torch.onnx.export(torch.nn.Linear(3, 2), torch.zeros(1, 3), path, dynamo=False)
    assert symlin.equiv(f"{source}:model", path, run=True).status is Status.PROVED
    assert symlin.equiv(path, f"{source}:model", run=True, shape=(1, 3)).status is Status.PROVED
    with pytest.raises(symlin.InputError, match="add --run"):
        symlin.equiv(f"{source}:model", path)
