"""Modules, functions, exported programs and files of torch, as networks."""

from __future__ import annotations

import importlib.util
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from symlin.errors import InputError, Unsupported, brief
from symlin.exact.signals import pass_on
from symlin.kernel.certificate import Rejected
from symlin.kernel.network.graph import Graph
from symlin.language.network.network import Network, Original
from symlin.reading.files import refuse_streams
from symlin.reading.networks.fusion import fused
from symlin.reading.networks.inputs import Input
from symlin.reading.networks.torch.call import Call, call_of
from symlin.reading.networks.torch.capture import captured, is_lazy, silently, wide_floats
from symlin.reading.networks.torch.program import Program, decomposed
from symlin.reading.networks.torch.reading import Absent, Mask, Place, Reading, Traced, Value, torch
from symlin.reading.networks.torch.walk import walked
from symlin.reading.networks.torch.wide import widened

Shapes = Sequence[int] | Mapping[str, Sequence[int]]
Output = int | str | None


def read_module(
    module: Any,
    *,
    shape: Shapes | None = None,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    output: Output = None,
    name: str | None = None,
) -> Network:
    """The network that a module or a function on tensors is.

    `shape` is the whole shape that forward takes, or one for each of its parameters by name. In
    `args` and `kwargs` an `Input` is asked about, and everything else is held fixed. `output` says
    which result is meant where there are several. Raises `Unsupported` for what is not read,
    `InputError` where the call does not fit, and `NotInstalled` without torch.
    """
    call = call_of(module, shape, args, kwargs)
    exported, wide = captured(call)
    reading = Reading(notes=_notes(call))
    with silently(), wide_floats():
        results = _run(reading, decomposed(exported, call), call)
    graph, labels = _graph(reading, _chosen(reading, results, output))
    return Network(
        name=name or _name(call),
        graph=graph,
        labels=labels,
        notes=tuple(reading.notes),
        original=_original(wide, call, output),
    )


def _graph(reading: Reading, value: Value) -> tuple[Graph, tuple[str, ...]]:
    """The graph of a result; what the kernel does not take is refused."""
    try:
        return fused(*reading.builder.graph(reading.ref(value)))
    except Rejected as error:
        raise Unsupported(str(error)) from None


def _notes(call: Call) -> list[str]:
    found = []
    if getattr(call.module, "training", False) and any(
        map(_depends_on_mode, call.module.modules())
    ):
        found.append("the module is in training mode; answered for a copy in eval mode")
    if is_lazy(call.module):
        found.append("lazy layers have no weights yet; answered for a copy with weights drawn now")
    return found


def _depends_on_mode(module: Any) -> bool:
    """Whether a layer may compute something else in training; whoever wrote a class of his own may
    have asked which mode it is."""
    if not type(module).__module__.startswith("torch.nn."):
        return not hasattr(module, "wrapped")
    name = type(module).__name__
    draws = "Dropout" in name or name == "RReLU" or getattr(module, "dropout", 0) not in (0, 0.0)
    return draws or "BatchNorm" in name


def _name(call: Call) -> str:
    function = getattr(call.module, "wrapped", None)
    return getattr(function, "__name__", None) or type(call.module).__name__


def _run(reading: Reading, program: Program, call: Call) -> Any:
    """The results of the program in their structure, for the inputs of the call."""
    made: dict[int, Value] = {}
    values = dict(program.constants)
    for name, leaf in zip(program.inputs, call.leaves(), strict=True):
        if isinstance(leaf, Input):
            if id(leaf) not in made:
                ref = reading.builder.input(call.names[id(leaf)], leaf.shape)
                made[id(leaf)] = reading.traced(ref)
            values[name] = made[id(leaf)]
        elif isinstance(leaf, torch.Tensor) and leaf.is_floating_point():
            values[name] = leaf.detach().to(torch.float64)
        else:
            values[name] = leaf
    return program.structured(walked(reading, program.graph, values, program.owner))


def _chosen(reading: Reading, results: Any, output: Output) -> Value:
    """The result that is asked about; raises `InputError` where there is none of that name."""
    reading.place = Place("output")
    value, path = results, ""
    if output is not None:
        value = _part(results, output)
        path = f" of output {output}"
    while not isinstance(value, Traced | Mask | torch.Tensor):
        parts = _parts(value)
        if not parts:
            raise InputError(f"it returns {brief(type(value).__name__)}{path}, and no tensor")
        tensors = [k for k, v in parts if not (v is None or isinstance(v, Absent))]
        first = tensors[0] if tensors else parts[0][0]
        if len(tensors) > 1:
            text = ", ".join(map(repr, tensors[:6]))
            reading.note(f"several results ({text}); answered for output={first!r}")
        value = dict(parts)[first]
    if isinstance(value, Mask) or (
        isinstance(value, torch.Tensor) and not value.is_floating_point()
    ):
        reading.refuse("its results are no real numbers")
    return value


def _parts(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, tuple | list):
        return list(enumerate(value))
    return []


def _part(results: Any, output: int | str) -> Any:
    parts = dict(_parts(results))
    if isinstance(output, int) and isinstance(results, tuple | list) and output < 0:
        output += len(results)
    if output in parts:
        return parts[output]
    known = ", ".join(map(repr, parts)) or "one tensor alone"
    raise InputError(f"there is no output {output!r}: it returns {known}")


def _original(module: Any, call: Call, output: Output) -> Original:
    """The module itself in float64, on flat lists of floats."""

    def original(values: Mapping[str, Sequence[float]]) -> Sequence[float]:
        made: dict[int, Any] = {}

        def entry(value: Input) -> Any:
            if id(value) not in made:
                flat = torch.tensor(list(values[call.names[id(value)]]), dtype=torch.float64)
                made[id(value)] = flat.reshape(value.shape)
            return made[id(value)].clone()

        with silently(), wide_floats():
            args, kwargs = call.filled(torch.float64, entry)
            try:
                found = module(*args, **kwargs)
            except RuntimeError as error:
                raise ValueError(str(error)) from None
        flat: list[float] = _tensor(found, output).reshape(-1).tolist()
        if not all(map(math.isfinite, flat)):
            raise ArithmeticError("no value")
        return flat

    return original


def _tensor(results: Any, output: Output) -> Any:
    value = results if output is None else _part(results, output)
    while not isinstance(value, torch.Tensor):
        value = next(v for _, v in _parts(value) if v is not None)
    return value


# ---- files ----


def run_file(path: str, name: str) -> Any:
    """What a Python file calls by this name, after the file was run: only where the user said so.

    Raises `InputError` where the file fails, or has nothing of that name.
    """
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(Path(path).resolve().parent))
    try:
        sys.modules.setdefault(spec.name, module)
        spec.loader.exec_module(module)
    except OSError:
        raise
    except Exception as error:
        pass_on(error)
        raise InputError(f"{path} fails: {type(error).__name__}: {brief(error, 200)}") from None
    finally:
        sys.path.pop(0)
    value: Any = module
    for part in name.split("."):
        if not hasattr(value, part):
            raise InputError(f"{path} has no {name}{_instead(module)}")
        value = getattr(value, part)
    return value


def _instead(module: Any) -> str:
    found = sys.modules.get("torch")
    names = [
        key
        for key, value in vars(module).items()
        if found is not None and isinstance(value, found.nn.Module)
    ]
    return f"; its modules are {', '.join(names)}" if names else ""


def load_exported(path: str) -> tuple[Any, dict[str, tuple[int, ...]]]:
    """A saved program of torch.export as a module, and the shapes of its inputs.

    Loading may unpickle, which runs code: only where the user said so. Raises `InputError`.
    """
    refuse_streams(path)
    with silently():
        try:
            exported = torch.export.load(path)
            return widened(exported), _shapes(exported)
        except OSError:
            raise
        except Exception as error:
            pass_on(error)
            raise InputError(f"{path} is no exported program: {brief(error, 200)}") from None


def load_saved(path: str) -> Any:
    """A module that torch.jit.save or torch.save has written.

    Loading runs code: only where the user said so. Raises `InputError`.
    """
    refuse_streams(path)
    with silently():
        try:
            try:
                return torch.jit.load(path, map_location="cpu")
            except RuntimeError:  # none of TorchScript's
                found = torch.load(path, map_location="cpu", weights_only=False)
        except OSError:
            raise
        except Exception as error:
            pass_on(error)
            raise InputError(f"{path} holds no module: {brief(error, 200)}") from None
    if isinstance(found, torch.nn.Module):
        return found
    what = "weights alone" if isinstance(found, dict) else f"a {type(found).__name__}"
    raise InputError(f"{path} holds {what}, and no module: load it into the module in a file of "
                     "Python, and say --run")  # fmt: skip


def _shapes(exported: Any) -> dict[str, tuple[int, ...]]:
    """Of each input, as it was exported; sizes that may vary are those of the example."""
    found = {}
    names = set(exported.graph_signature.user_inputs)
    for node in exported.graph.nodes:
        if node.op == "placeholder" and node.name in names and "val" in node.meta:
            shape = getattr(node.meta["val"], "shape", None)
            if shape is not None:
                found[node.name] = tuple(int(n) for n in shape)
    return found
