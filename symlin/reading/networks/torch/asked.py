"""Whether a call asks for the values of its inputs: to choose by them, or to take them out."""

from __future__ import annotations

from typing import Any

from symlin.reading.networks.inputs import Input
from symlin.reading.networks.torch.call import Call
from symlin.reading.networks.torch.reading import torch

ASKING = frozenset({"_local_scalar_dense", "item", "is_nonzero", "equal", "nonzero"})
"""Operations whose results are no tensors, or have a shape that depends on values."""


def asks_for_inputs(module: Any, call: Call, dtype: Any) -> bool:
    """Whether a choice in the call depends on its inputs, and not on what is held fixed.

    The call is made once, at some point, and what is made of the inputs is followed.
    """
    args, kwargs = call.sample(dtype)
    put = zip(call.leaves(), torch.utils._pytree.tree_leaves((args, kwargs)), strict=True)
    # memory, and not objects, as views write to each other; kept, so that none is used again
    followed = {_memory(made): made for leaf, made in put if isinstance(leaf, Input)}
    asked: list[str] = []

    def dispatched(mode: Any, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        found = func(*args, **(kwargs or {}))
        leaves = torch.utils._pytree.tree_leaves((args, kwargs))
        if any(_memory(leaf) in followed for leaf in leaves):
            name = func.overloadpacket.__name__
            if name in ASKING:
                asked.append(name)
            written = args[:1] if func._schema.is_mutable else ()
            for made in torch.utils._pytree.tree_leaves((found, written)):
                if isinstance(made, torch.Tensor):
                    followed[_memory(made)] = made
        return found

    home = torch.utils._python_dispatch.TorchDispatchMode
    with type("Watch", (home,), {"__torch_dispatch__": dispatched})():
        module(*args, **kwargs)
    return bool(asked)


def _memory(value: Any) -> int:
    """Where the entries of a tensor lie; what is none lies nowhere."""
    return value.untyped_storage().data_ptr() if isinstance(value, torch.Tensor) else -1
