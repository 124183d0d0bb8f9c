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
        for name, value in list(vars(each).items()):  # constants that are no buffers
            if isinstance(value, torch.Tensor) and value.is_floating_point():
                setattr(each, name, value.detach().double())
    return module.double()


def names_narrow(exported: Any) -> bool:
    """Whether a program that was made of float64 asks for float32 somewhere, or holds some.

    Export lets pass what fails on numbers: floats of two kinds in one product.
    """
    graphs = [m.graph for m in exported.graph_module.modules() if hasattr(m, "graph")]
    return any(_is_narrow(node) for graph in graphs for node in graph.nodes)


def _is_narrow(node: Any) -> bool:
    found = node.meta.get("val")
    results = found if isinstance(found, tuple | list) else [found]
    if any(getattr(r, "dtype", None) == torch.float32 for r in results):
        return True
    parts = (node.args, node.kwargs) if node.op == "call_function" else ()
    return any(_wide(part) != part for part in parts)


def _rewrite(module: Any) -> None:
    for node in list(module.graph.nodes):
        # what the narrow program asserted of its floats is not true of wide ones
        if "_assert_tensor_metadata" in str(node.target) or "_guards_fn" in str(node.target):
            module.graph.erase_node(node)
            continue
        node.args = _wide(node.args)
        node.kwargs = _wide(node.kwargs)
        if _makes_narrow(node):
            node.kwargs = {**node.kwargs, "dtype": torch.float64}
    module.recompile()


def _makes_narrow(node: Any) -> bool:
    """Whether a tensor of the usual floats is made of nothing, such as by torch.zeros."""
    schema = getattr(node.target, "_schema", None)
    if schema is None or node.all_input_nodes or "dtype" in node.kwargs:
        return False
    found = getattr(node.meta.get("val"), "dtype", None)
    return found == torch.float32 and any(a.name == "dtype" for a in schema.arguments)


def _wide(value: Any) -> Any:
    if isinstance(value, torch.dtype):
        return torch.float64 if value == torch.float32 else value
    if isinstance(value, tuple):
        return tuple(map(_wide, value))
    if isinstance(value, list):
        return [_wide(v) for v in value]
    if isinstance(value, dict):
        return {key: _wide(v) for key, v in value.items()}
    return value
