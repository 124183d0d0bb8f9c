"""An exported program, node by node: what depends on the inputs is written into the graph, the
rest is computed by torch and is a constant."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symlin.errors import SymlinError
from symlin.exact.deadline import OutOfTime, check_time
from symlin.exact.signals import pass_on
from symlin.reading.networks.torch.capture import is_user_file
from symlin.reading.networks.torch.movements import is_movement, moved
from symlin.reading.networks.torch.reading import (
    Mask,
    Place,
    Reading,
    Traced,
    Value,
    depends,
    lacks,
    torch,
)
from symlin.reading.networks.torch.rules import (  # noqa: F401  (their rules are in the table)
    accumulating,
    arithmetic,
    attention,
    convolutions,
    elementwise,
    embeddings,
    losses,
    norms,
    pools,
    products,
    recurrent,
    reductions,
    resizing,
    running,
)
from symlin.reading.networks.torch.table import RULES, applied, bound

OF_SHAPES = frozenset(
    [
        "zeros_like",
        "ones_like",
        "full_like",
        "empty_like",
        "new_zeros",
        "new_ones",
        "new_full",
        "new_empty",
        "sym_size",
        "sym_numel",
        "size",
        "numel",
        "dim",
        "is_floating_point",
    ]
)
"""What asks for a tensor's shape and never for its entries."""
OF_WHOLE = frozenset({"add", "sub", "rsub", "mul", "neg", "sum", "where"})
"""Of these, a result that is whole comes from whole numbers alone."""
ASSERTIONS = frozenset(
    {"_assert_tensor_metadata", "_assert_scalar", "_assert_async", "sym_constrain_range"}
)
REFUSED = {
    "cond": "which branch depends on values: write torch.where",
    "topk": "which entries are the largest is no function that is read",
    "sort": "sorting is not read",
    "argsort": "an order of entries is a whole number, and no real one",
    "argmax": "a place is a whole number, and no real one",
    "argmin": "a place is a whole number, and no real one",
    "median": "a median is not read",
    "item": "it takes a number out of a tensor: keep it a tensor",
    "_local_scalar_dense": "it takes a number out of a tensor: keep it a tensor",
}


def known_op(target: Any) -> bool:
    """Whether there is a rule for an operation."""
    name = str(target)
    return (
        name in RULES or is_movement(name) or _word(name) in (OF_SHAPES | ASSERTIONS | set(REFUSED))
    )


def _word(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def walked(reading: Reading, graph: Any, values: Mapping[str, Value], owner: Any) -> Any:
    """What the graph returns, from the values of its placeholders."""
    env: dict[Any, Value] = {}
    for node in graph.nodes:
        check_time()
        if node.op == "placeholder":
            env[node] = values[node.name]
        elif node.op == "get_attr":
            env[node] = operator.attrgetter(node.target)(owner)
        elif node.op == "output":
            return torch.fx.node.map_arg(node.args[0], env.__getitem__)
        else:
            reading.place = place_of(node)
            args = torch.fx.node.map_arg(node.args, env.__getitem__)
            kwargs = torch.fx.node.map_arg(node.kwargs, env.__getitem__)
            with reading.builder.labelled(reading.place.label):
                env[node] = _called(reading, node, args, kwargs)
    return None


def _called(reading: Reading, node: Any, args: Any, kwargs: Any) -> Value:
    """One operation; raises `Unsupported` for what is not read."""
    target = node.target
    try:
        if isinstance(target, torch._ops.HigherOrderOperator):
            return _inside(reading, target, args)
        if _word(str(target)) in ASSERTIONS:
            return _asserted(reading, target, args)
        if target is not operator.getitem and lacks((*args, *kwargs.values())):
            reading.refuse("it needs where the largest entries are: that is not read")
        if not _is_plain(target):
            reading.refuse(f"{getattr(target, '__name__', target)} is not supported")
        is_drawn(reading, target, args, kwargs)
        if not depends(args) and not depends(list(kwargs.values())):
            return target(*args, **kwargs)
        if target is operator.getitem:
            return args[0][args[1]]
        found = _read(reading, node, target, args, kwargs)
    except (OutOfTime, SymlinError):
        raise
    except Exception as error:  # whatever goes wrong here, the node is not read
        pass_on(error)
        reading.refuse(str(error).strip().split("\n")[0] or type(error).__name__)
    _agrees(reading, found, node.meta.get("val"), _counts(target, args))
    return found


def _counts(target: Any, args: Any) -> bool:
    """Whether whole numbers in the result are those of truth values, and nothing was rounded."""
    name = str(target)
    return _word(name) in OF_WHOLE or is_movement(name) or isinstance(args[0], Mask)


def _asserted(reading: Reading, target: Any, args: Any) -> None:
    """What torch supposes of numbers must be true of those that are held fixed."""
    if _word(str(target)) == "_assert_scalar" and (depends(args) or not args[0]):
        reading.refuse(f"it depends on values: {args[1]}")


def _is_plain(target: Any) -> bool:
    """An operation on tensors, or on numbers: what changes the state of torch is not run."""
    home = getattr(target, "__module__", "")
    return isinstance(target, torch._ops.OpOverload) or home in ("_operator", "math", "builtins")


def _read(reading: Reading, node: Any, target: Any, args: Any, kwargs: Any) -> Value:
    name = str(target)
    if not isinstance(target, torch._ops.OpOverload):
        reading.refuse(f"{getattr(target, '__name__', name)} is not supported")
    if _word(name) in OF_SHAPES:
        return target(*_blank(args), **_blank(kwargs))
    if name in RULES:
        return applied(RULES[name], reading, target._schema, args, kwargs)
    if is_movement(name):
        return moved(reading, target, args, kwargs)
    if _word(name) in REFUSED:
        reading.refuse(REFUSED[_word(name)])
    own = "" if name.startswith("aten.") else " (an operation of its own)"
    reading.refuse(f"{name}{own} is not supported")


def _blank(value: Value) -> Any:
    """Zeros in the place of what depends on the inputs."""
    if isinstance(value, Traced):
        return torch.zeros(value.shape, dtype=torch.float64)
    if isinstance(value, Mask):
        return torch.zeros(value.shape, dtype=torch.bool)
    if isinstance(value, tuple | list):
        return type(value)(map(_blank, value))
    if isinstance(value, dict):
        return {key: _blank(v) for key, v in value.items()}
    return value


def is_drawn(reading: Reading, target: Any, args: Any, kwargs: Any) -> None:
    """Refuses what is drawn at random; dropout in eval mode is not."""
    if torch.Tag.nondeterministic_seeded not in getattr(target, "tags", ()):
        return
    for name, value, _ in bound(target._schema, args, kwargs):
        if name in ("train", "training", "dropout_p") and not value:
            return
    if "max_pool" not in str(target):
        reading.refuse("not a function of its input")


def _inside(reading: Reading, target: Any, args: Any) -> Value:
    """A block, such as one without gradients: its graph is read in place."""
    name = target.name() if callable(target.name) else str(target)
    if name != "wrap_with_set_grad_enabled":
        reading.refuse(REFUSED.get(name, f"{name} is not supported"))
    _, block, *given = args
    names = [n.name for n in block.graph.nodes if n.op == "placeholder"]
    before = reading.place
    found = walked(reading, block.graph, dict(zip(names, given, strict=True)), block)
    reading.place = before
    return found


def _agrees(reading: Reading, found: Value, expected: Any, whole: bool) -> None:
    """The shape and the kind of numbers are those that torch says."""
    if isinstance(found, list | tuple):
        pairs = expected if isinstance(expected, list | tuple) else [None] * len(found)
        for one, other in zip(found, pairs, strict=False):
            _agrees(reading, one, other, whole)
        return
    if expected is None or not isinstance(found, Traced | Mask):
        return
    shape = tuple(int(n) for n in expected.shape)
    if tuple(found.shape) != shape:
        reading.refuse(f"read with shape {tuple(found.shape)} instead of {shape}")
    kinds = [torch.bool] if isinstance(found, Mask) else [torch.float32, torch.float64]
    if whole:
        kinds += [torch.int64, torch.int32]
    if expected.dtype not in kinds:
        kind = str(expected.dtype).removeprefix("torch.")
        reading.refuse(f"a cast to {kind}: only float32 and float64 are read as real numbers")


# ---- where it comes from ----


def place_of(node: Any) -> Place:
    """The layer and the user's line of a node."""
    path, kind = "", ""
    for name, found in (node.meta.get("nn_module_stack") or {}).values():
        path, kind = name, found if isinstance(found, str) else found.__name__
    if not kind.startswith("torch.nn."):
        path = kind = ""  # an operation in a forward of the user's own: its line says more
    name = str(node.target)
    if name.startswith("<"):
        name = getattr(node.target, "__name__", name)
    line = _line(node.meta.get("stack_trace") or "")
    return Place(name, path, kind.rsplit(".", 1)[-1], line)


def _line(trace: str) -> str:
    """The innermost line in a file of the user's."""
    found = ""
    for line in trace.splitlines():
        parts = line.strip().split('"')
        if len(parts) == 3 and parts[0] == "File " and is_user_file(parts[1]):
            number = parts[2].split("line ")[1].split(",")[0]
            found = f"{Path(parts[1]).name}:{number}"
    return found
