"""A call of a module or function: which of its arguments are asked about, the rest held fixed."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symlin.errors import InputError, brief
from symlin.exact.signals import pass_on
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.graph import MOST_ENTRIES
from symlin.reading.networks.inputs import Input
from symlin.reading.networks.torch.reading import torch

Arguments = tuple[tuple[Any, ...], Mapping[str, Any]]


@dataclass(frozen=True)
class Call:
    """`module(*args, **kwargs)`, in which an `Input` stands for what is asked about."""

    module: Any
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    names: Mapping[int, str]
    """Of each input, by its identity: one that is handed over twice is one input."""

    def filled(self, dtype: Any, entry: Callable[[Input], Any]) -> Arguments:
        """The arguments with tensors for the inputs; floats that are held fixed get this dtype."""

        def put(value: Any) -> Any:
            if isinstance(value, Input):
                return entry(value).to(dtype)
            if isinstance(value, torch.Tensor):
                return value.detach().to(dtype) if value.is_floating_point() else value
            return _rebuilt(value, put)

        return tuple(map(put, self.args)), {name: put(v) for name, v in self.kwargs.items()}

    def sample(self, dtype: Any) -> Arguments:
        """Arguments at some point; one input is one tensor, wherever it stands."""
        made: dict[int, Any] = {}
        generator = torch.Generator().manual_seed(0)

        def entry(value: Input) -> Any:
            if id(value) not in made:
                drawn = torch.rand(value.shape, generator=generator, dtype=torch.float64)
                made[id(value)] = (0.1 + 0.8 * drawn).to(dtype)
            return made[id(value)]

        return self.filled(dtype, entry)

    def leaves(self) -> list[Any]:
        """What the arguments are made of, in the order in which torch flattens them."""
        put = _marked((self.args, dict(self.kwargs)))
        return [
            v.value if isinstance(v, _Leaf) else v for v in torch.utils._pytree.tree_leaves(put)
        ]


@dataclass(frozen=True)
class _Leaf:
    value: Any


def _marked(value: Any) -> Any:
    return _Leaf(value) if isinstance(value, Input) else _rebuilt(value, _marked)


def _rebuilt(value: Any, put: Callable[[Any], Any]) -> Any:
    if type(value) in (tuple, list):
        return type(value)(map(put, value))
    if type(value) is dict:
        return {key: put(v) for key, v in value.items()}
    return value


def call_of(
    module: Any,
    shape: Sequence[int] | Mapping[str, Sequence[int]] | None,
    args: Sequence[Any],
    kwargs: Mapping[str, Any] | None,
) -> Call:
    """The call that is asked about; raises `InputError` where there is no input in it."""
    given, named = tuple(args), dict(kwargs or {})
    if isinstance(shape, Mapping):
        named.update({name: Input(*_sizes(size), name=name) for name, size in shape.items()})
    elif shape is not None:
        given = (Input(*_sizes(shape)), *given)
    # what torch.compile makes of a module compiles when it is called, and is the same function
    module = getattr(module, "_orig_mod", module)
    module = module if isinstance(module, torch.nn.Module) else _wrapped(module)
    parameters = _parameters(module, given, named)
    names: dict[int, str] = {}
    for value, name in _inputs(given, named, parameters):
        if size_of(value.shape) > MOST_ENTRIES:
            raise InputError(f"an input of shape {value.shape} is too large: 2^28 entries at most")
        if id(value) not in names:
            names[id(value)] = _free(value.name or name, set(names.values()))
    if not names:
        raise InputError(
            "nothing is asked about: say shape=(1, 3, 32, 32), the whole shape that forward takes, "
            "or args=(symlin.Input(1, 3, 4), ...)"
        )
    return Call(module, given, named, names)


def _sizes(shape: object) -> tuple[int, ...]:
    if isinstance(shape, int):
        return (shape,)
    try:
        return tuple(int(n) for n in shape)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        raise InputError(f"a shape is made of whole numbers, not {brief(shape)}") from None


def _wrapped(function: Callable[..., Any]) -> Any:
    """A function as a module: export takes nothing else."""

    def forward(self: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    made = type("Function", (torch.nn.Module,), {"forward": forward})()
    made.wrapped = function
    return made


def _parameters(module: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[str]:
    """The names of positional arguments; raises `InputError` where the call does not fit."""
    function = getattr(module, "wrapped", None) or module.forward
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return []
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        raise InputError(
            f"{type(module).__name__}: {error}; say args=(symlin.Input(...), ...), where "
            "what is no Input is held fixed"
        ) from None
    fixed = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [name for name, p in signature.parameters.items() if p.kind in fixed]


def _inputs(
    args: Sequence[Any], kwargs: Mapping[str, Any], parameters: Sequence[str]
) -> Iterator[tuple[Input, str]]:
    for place, value in enumerate(args):
        name = parameters[place] if place < len(parameters) else "x"
        yield from ((found, hint or name) for found, hint in _within(value))
    for name, value in kwargs.items():
        yield from ((found, hint or name) for found, hint in _within(value))


def _within(value: Any) -> Iterator[tuple[Input, str]]:
    """The inputs in an argument, with the keys of dictionaries that they stand under."""
    if isinstance(value, Input):
        yield value, ""
    elif type(value) in (tuple, list):
        for part in value:
            yield from _within(part)
    elif type(value) is dict:
        for key, part in value.items():
            yield from ((found, hint or str(key)) for found, hint in _within(part))


def _free(name: str, taken: set[str]) -> str:
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    return found


def copied(module: Any) -> Any:
    """A copy in eval mode; raises `InputError` where the module cannot be copied."""
    try:
        with torch.no_grad():
            lazy = torch.nn.parameter.UninitializedBuffer
            # torch copies parameters that are not drawn yet, and forgot about buffers
            memo = {id(b): lazy() for b in module.buffers() if isinstance(b, lazy)}
            for each in module.modules():  # computed from weights, as by weight_norm: torch refuses
                for value in vars(each).values():
                    if isinstance(value, torch.Tensor) and not value.is_leaf:
                        memo[id(value)] = value.detach().clone()
            return copy.deepcopy(module, memo).eval()
    except Exception as error:
        pass_on(error)
        raise InputError(f"{type(module).__name__} cannot be copied: {brief(error, 200)}") from None
