"""An exported program of narrow floats, made one of float64: the same graph, exacter numbers."""

from __future__ import annotations

from typing import Any

from symlin.reading.networks.torch.reading import torch


def widened(exported: Any) -> Any:
    """The program as a module in which float32 is float64, wherever it is named."""
    module = exported.module()
    for each in module.modules():
        if isinstance(each, torch.fx.GraphModule):
            _rewrite(each)
    return module.double()


def _rewrite(module: Any) -> None:
    for node in list(module.graph.nodes):
        # what the narrow program asserted of its floats is not true of wide ones
        if "_assert_tensor_metadata" in str(node.target) or "_guards_fn" in str(node.target):
            module.graph.erase_node(node)
            continue
        node.args = _wide(node.args)
        node.kwargs = _wide(node.kwargs)
    module.recompile()


def _wide(value: Any) -> Any:
    if value == torch.float32 if isinstance(value, torch.dtype) else False:
        return torch.float64
    if isinstance(value, tuple):
        return tuple(map(_wide, value))
    if isinstance(value, list):
        return [_wide(v) for v in value]
    if isinstance(value, dict):
        return {key: _wide(v) for key, v in value.items()}
    return value
