"""Whether a call asks for the values of its inputs: to choose by them, or to take them out."""

from __future__ import annotations

from typing import Any

from symlin.reading.networks.inputs import Input
from symlin.reading.networks.torch.call import Call
from symlin.reading.networks.torch.reading import torch

_NAMES = """
__bool__ __int__ __float__ __index__ __array__ __contains__ item tolist numpy nonzero is_nonzero
equal allclose
"""
ASKING = frozenset(_NAMES.split())
"""Functions on tensors whose results are not tensors, or have a shape that depends on values."""


def asks_for_inputs(module: Any, call: Call, dtype: Any) -> bool:
    """Whether a choice in the call depends on its inputs, and not on what is held fixed.

    The call is made once, at some point, and what is made of the inputs is followed.
    """
    args, kwargs = call.sample(dtype)
    put = zip(call.leaves(), torch.utils._pytree.tree_leaves((args, kwargs)), strict=True)
    # tensors are kept: an id is that of a living object
    followed = {id(made): made for leaf, made in put if isinstance(leaf, Input)}
    asked: list[str] = []

    def torch_function(mode: Any, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        found = func(*args, **kwargs)
        leaves = torch.utils._pytree.tree_leaves((args, kwargs))
        if any(id(leaf) in followed for leaf in leaves):
            name = getattr(func, "__name__", "")
            if name in ASKING:
                asked.append(name)
            written = args[:1] if name.startswith("__set") or name.endswith("_") else ()
            for made in torch.utils._pytree.tree_leaves((found, written)):
                if isinstance(made, torch.Tensor):
                    followed[id(made)] = made
        return found

    watch = type(
        "Watch",
        (torch.overrides.TorchFunctionMode,),
        {"__torch_function__": torch_function},
    )
    with watch():
        module(*args, **kwargs)
    return bool(asked)
