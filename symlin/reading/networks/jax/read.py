"""A function of jax as a network."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from symlin.errors import InputError, Unsupported, brief
from symlin.kernel.certificate import Rejected
from symlin.language.network.network import Network, Original
from symlin.reading.networks.fusion import fused
from symlin.reading.networks.inputs import Input
from symlin.reading.networks.jax.reading import Mask, Reading, Value, depends, jax
from symlin.reading.networks.jax.walk import walked
from symlin.reading.networks.packages import np

NARROW = "traced in single precision, as it takes no other floats: its numbers are of that kind"
Shapes = Sequence[int] | Mapping[str, Sequence[int]]


def read_jax(
    function: Callable[..., Any],
    *,
    shape: Shapes | None = None,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    output: int | str | None = None,
    name: str | None = None,
) -> Network:
    """The network that a function of jax is, traced by jax with floats of double precision.

    `shape`, `args`, `kwargs` and `output` mean what they mean for modules. Raises `Unsupported` for
    what is not read, `InputError` where the function cannot be called on this, and `NotInstalled`
    without jax.
    """
    called = name or str(getattr(function, "__name__", type(function).__name__))
    of_inputs, inputs = _of_inputs(function, *_call(shape, args, kwargs), output)
    closed, is_wide = _closed(of_inputs, [size for _, size in inputs], called)
    reading = Reading()
    with jax.enable_x64(is_wide):
        given = [reading.traced(reading.builder.input(*one)) for one in inputs]
        graph, labels = _graph(reading, walked(reading, closed, given), called)
    return Network(
        name=called,
        graph=graph,
        labels=labels,
        notes=(f"{called} was run by jax, to trace it", *(() if is_wide else (NARROW,))),
        original=_original(of_inputs, inputs, is_wide),
    )


def _of_inputs(
    function: Callable[..., Any],
    given: tuple[Any, ...],
    named: dict[str, Any],
    output: int | str | None,
) -> tuple[Callable[..., Any], list[tuple[str, Any]]]:
    """The function of the inputs alone, and their names and shapes."""
    leaves, tree = jax.tree_util.tree_flatten((given, named), is_leaf=_is_input)
    names = _names(function, given, named, leaves)

    def of_inputs(*entries: Any) -> Any:
        filled = list(leaves)
        for place, value in zip(names, entries, strict=True):
            filled[place] = value
        args, kwargs = jax.tree_util.tree_unflatten(tree, filled)
        return _chosen(function(*args, **kwargs), output)

    return of_inputs, [(called, leaves[place].shape) for place, called in names.items()]


def _is_input(value: object) -> bool:
    return isinstance(value, Input)


def _call(
    shape: Shapes | None, args: Sequence[Any], kwargs: Mapping[str, Any] | None
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    given, named = tuple(args), dict(kwargs or {})
    if isinstance(shape, Mapping):
        named.update({key: Input(*size, name=key) for key, size in shape.items()})
    elif shape is not None:
        given = (Input(*shape), *given)
    return given, named


def _names(
    function: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any], leaves: list[Any]
) -> dict[int, str]:
    """Of the leaves that are inputs: the parameter's name, where an input is all of it."""
    try:
        parameters = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        parameters = []
    hints = {id(v): p for v, p in zip(given, parameters, strict=False) if _is_input(v)}
    hints |= {id(v): key for key, v in named.items() if _is_input(v)}
    found: dict[int, str] = {}
    for place, leaf in enumerate(leaves):
        if _is_input(leaf):
            first = leaf.name or hints.get(id(leaf), "x")
            free = (first, *(f"{first}_{n}" for n in range(2, len(leaves) + 2)))
            found[place] = next(text for text in free if text not in found.values())
    if not found:
        raise InputError("nothing is asked about: say shape=(3,), or args=(symlin.Input(3), ...)")
    return found


def _closed(function: Callable[..., Any], shapes: list[Any], name: str) -> tuple[Any, bool]:
    """The jaxpr, and whether it is one of double precision: some operations take one kind of floats
    only, and weights are those of single precision. Raises as `_traced` does."""
    try:
        with jax.enable_x64(True):
            return _traced(function, shapes, name, np.float64), True
    except InputError as first:
        with jax.enable_x64(False), suppress(InputError):
            return _traced(function, shapes, name, np.float32), False
        raise first from None


def _traced(function: Callable[..., Any], shapes: list[Any], name: str, kind: Any) -> Any:
    """The jaxpr; raises `Unsupported` where a choice depends on values, and `InputError`."""
    asked = [jax.ShapeDtypeStruct(shape, kind) for shape in shapes]
    try:
        return jax.make_jaxpr(function)(*asked)
    except InputError:
        raise
    except Exception as error:
        first = brief(str(error).strip().split("\n")[0] or type(error).__name__, 200)
        if "Tracer" in type(error).__name__ or "Concretization" in type(error).__name__:
            raise Unsupported(
                f"{name} asks for the values of its input: {first}", op="trace", node=name
            ) from None
        raise InputError(f"{name} cannot be called on this: {first}") from None


def _chosen(result: Any, output: int | str | None) -> Any:
    if output is None:
        return result
    try:
        return result[output]
    except (TypeError, KeyError, IndexError):
        raise InputError(f"there is no output {output!r}") from None


def _graph(reading: Reading, results: list[Value], name: str) -> Any:
    (result, *others) = results
    if others:
        raise InputError(f"{name} returns several arrays: say which, as output=0")
    if isinstance(result, Mask) or (not depends(result) and np.asarray(result).dtype.kind != "f"):
        raise Unsupported("its results are no real numbers", op="output")
    try:
        return fused(*reading.builder.graph(reading.ref(result)))
    except Rejected as error:
        raise Unsupported(str(error)) from None


def _original(
    function: Callable[..., Any], inputs: list[tuple[str, Any]], is_wide: bool
) -> Original:
    """The function itself, on flat lists of floats."""

    def original(values: Mapping[str, Sequence[float]]) -> Sequence[float]:
        with jax.enable_x64(is_wide):
            kind = np.float64 if is_wide else np.float32
            arrays = [
                jax.numpy.asarray(np.array(list(values[name]), dtype=kind).reshape(shape))
                for name, shape in inputs
            ]
            found = np.asarray(function(*arrays), dtype=np.float64)
        flat: list[float] = found.reshape(-1).tolist()
        if not all(map(math.isfinite, flat)):
            raise ArithmeticError("no value")
        return flat

    return original
