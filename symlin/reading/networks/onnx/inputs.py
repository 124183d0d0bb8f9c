"""The inputs of a file: their shapes and types, and those that are held fixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symlin.errors import InputError, Unsupported
from symlin.kernel.network.arrays import Shape, size_of
from symlin.reading.networks.onnx.call import MOST_ENTRIES
from symlin.reading.networks.onnx.files import Proto
from symlin.reading.networks.onnx.values import Known, Type
from symlin.reading.networks.packages import np, onnx

REAL = ("float32", "float64")


@dataclass(frozen=True)
class Free:
    """An input that the network is a function of."""

    name: str
    shape: Shape
    type: Type


@dataclass(frozen=True)
class Given:
    """All inputs."""

    free: tuple[Free, ...]
    fixed: Mapping[str, Known]


def given_inputs(
    graph: Proto,
    shapes: Mapping[str, Sequence[int]] | Sequence[int] | None,
    fixed: Mapping[str, Any],
    note: Callable[[str], None],
) -> Given:
    """The inputs that are no weights. Raises `InputError` where a shape is missing or does not
    fit, `Unsupported` for types that are no real numbers."""
    weights = {tensor.name for tensor in graph.initializer}
    inputs = [i for i in graph.input if i.name not in weights]
    known = {i.name: Known(np.asarray(fixed[i.name])) for i in inputs if i.name in fixed}
    free = [i for i in inputs if i.name not in known]
    by_name = _by_name([i.name for i in free], shapes)
    if not inputs:
        raise InputError("the file has no input: it is no function")
    batches = {d.dim_param for i in free for d in _dims(i)[:1] if d.dim_param}
    found = tuple(
        Free(i.name, _shape(i, by_name.get(i.name), batches, note), _type(i)) for i in free
    )
    return Given(found, known)


def _by_name(
    names: list[str], shapes: Mapping[str, Sequence[int]] | Sequence[int] | None
) -> Mapping[str, Shape]:
    if shapes is None:
        return {}
    if isinstance(shapes, Mapping):
        unknown = ", ".join(f'"{n}"' for n in shapes if n not in names)
        if unknown:
            raise InputError(f"there is no input {unknown}: there are {', '.join(names)}")
        return {name: tuple(shape) for name, shape in shapes.items()}
    if len(names) != 1:
        raise InputError(f"there are {len(names)} inputs: say the shape of each, by its name")
    return {names[0]: tuple(shapes)}


def _dims(value: Proto) -> Sequence[Proto]:
    dims: Sequence[Proto] = value.type.tensor_type.shape.dim
    return dims


def _type(value: Proto) -> Type:
    if not value.type.HasField("tensor_type"):
        raise Unsupported(f'input "{value.name}" is no tensor', op=value.name)
    number = value.type.tensor_type.elem_type
    try:
        kind = onnx.helper.tensor_dtype_to_np_dtype(number)
    except (KeyError, ValueError, TypeError):
        raise InputError(f'input "{value.name}" has an unknown type, {number}') from None
    if kind.name not in REAL:
        raise Unsupported(
            f'input "{value.name}" is of type {kind.name}: a function of float32 or float64 '
            "tensors is asked for",
            op=value.name,
        )
    return kind


def _shape(
    value: Proto, given: Shape | None, batches: set[str], note: Callable[[str], None]
) -> Shape:
    name, dims = value.name, _dims(value)
    if not value.type.tensor_type.HasField("shape"):
        if given is None:
            raise InputError(f'input "{name}" has no shape in the file: give one')
        return _checked(name, given)
    if given is not None:
        _check_given(name, given, dims)
        return _checked(name, given)
    found = []
    for axis, d in enumerate(dims):
        if d.HasField("dim_value"):
            found.append(int(d.dim_value))
        elif axis == 0 or d.dim_param in batches:
            note(f'the size of axis {axis} of input "{name}" is open: answered for 1')
            found.append(1)
        else:
            word = f' ("{d.dim_param}")' if d.dim_param else ""
            raise InputError(
                f'the size of axis {axis}{word} of input "{name}" is open in the file: give a shape'
            )
    return _checked(name, tuple(found))


def _check_given(name: str, given: Shape, dims: Sequence[Proto]) -> None:
    said = [int(d.dim_value) if d.HasField("dim_value") else None for d in dims]
    fits = len(given) == len(said) and all(
        s is None or s == n for s, n in zip(said, given, strict=True)
    )
    if not fits:
        sizes = ", ".join("?" if s is None else str(s) for s in said)
        raise InputError(f'input "{name}" has shape ({sizes}) in the file, and not {given}')


def _checked(name: str, shape: Shape) -> Shape:
    if any(n < 0 for n in shape):
        raise InputError(f'input "{name}" has a negative size: {shape}')
    if size_of(shape) > MOST_ENTRIES:
        raise InputError(f'input "{name}" has {size_of(shape):,} entries, which are too many')
    return shape
