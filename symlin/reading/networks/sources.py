"""Models as users have them: files, modules, fitted objects; which is which, and who reads it.

No library is imported to find out: what is none of its objects cannot be, unless it is imported.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeGuard

from symlin.catalog.layers.arguments import as_shape
from symlin.errors import InputError
from symlin.reading.networks.fitted.kinds import is_fitted
from symlin.reading.networks.options import Box, ModelOptions

if TYPE_CHECKING:
    from symlin.kernel.network.arrays import Shape
    from symlin.language.network.network import Network

_FILE = re.compile(
    r"[^\n()\[\]]+\.(onnx|pt2|pt|pth|ckpt|safetensors|h5|keras|pkl|pickle|joblib)(:\w+)?"
)
_RUN = re.compile(r"([^\n()\[\]]+\.py):([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
PICKLES = ("pt", "pth", "ckpt", "pkl", "pickle", "joblib")


def is_model(source: object, model: ModelOptions) -> bool:
    """Whether this is read as a graph of tensors; raises `InputError` for options of models on
    what is none."""
    text = _text(source)
    if text is not None:
        found = bool(_FILE.fullmatch(text)) or bool(model.get("run") and _RUN.fullmatch(text))
    else:
        called = callable(source) and bool(model.get("args"))  # with what it is called
        found = (
            called
            or is_jax(source, model)
            or _is_network(source)
            or is_fitted(source)
            or _is_module(source)
        )
    if not found:
        for name, value in model.items():
            if value and name != "box":  # which pipelines have, too
                raise InputError(f"{name} is about models: files, modules and fitted objects")
    return found


def has_to_be_run(source: object) -> bool:
    """Whether this names a file that is read by running it."""
    text = _text(source) or ""
    return bool(_RUN.fullmatch(text)) or text.rpartition(".")[2] in ("pt2", "pt", "pth")


def _text(source: object) -> str | None:
    if isinstance(source, PathLike):
        return str(fspath(source))
    return source.strip() if isinstance(source, str) else None


def _is_network(source: object) -> TypeGuard[Network]:
    from symlin.language.network.network import Network

    return isinstance(source, Network)


def _is_module(source: object) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(source, torch.nn.Module)


def is_jax(source: object, model: ModelOptions) -> bool:
    """Whether jax shall trace it: what jax.jit has made, or a function that may be run where jax is
    imported and torch is not."""
    jax = sys.modules.get("jax")
    if jax is None or not callable(source) or isinstance(source, type):
        return False
    if type(source).__module__.partition(".")[0] in ("jax", "jaxlib"):
        return True
    return bool(model.get("run")) and not is_fitted(source) and not _is_module(source)


def read_model(source: object, asked: Mapping[str, Any], model: ModelOptions) -> Network:
    """The network; raises `InputError` where it cannot be read."""
    for name in ("inputs", "space", "given"):
        if asked[name]:
            raise InputError(f"a model takes no {name}: its inputs are tensors; give its shape")
    network = _network(source, asked["shape"], model)
    return _restricted(network, asked["assume"], model.get("box"))


def _network(source: object, shape: Any, model: ModelOptions) -> Network:
    if _is_network(source):
        return source
    text = _text(source)
    if text is None:
        return _object(source, shape, model)
    run = _RUN.fullmatch(text)
    if run is not None:
        from symlin.reading.networks.torch.read import run_file

        return _object(run_file(run[1], run[2]), shape, model, text, f"{run[1]} was run")
    return _file(text, shape, model)


def _file(text: str, shape: Any, model: ModelOptions) -> Network:
    kind = text.rpartition(".")[2].partition(":")[0]
    if kind == "onnx":
        from symlin.reading.networks.onnx.read import read_onnx

        output = model.get("output")
        named = None if output is None else str(output)
        return read_onnx(text, shapes=_sizes(shape), fixed=model.get("kwargs"), output=named)
    if kind == "pt2" and model.get("run"):
        from symlin.reading.networks.torch.read import load_exported

        module, shapes = load_exported(text)
        return _module(module, shape or shapes, model, text, f"{text} was loaded, which runs code")
    if kind in ("pt", "pth") and model.get("run"):
        from symlin.reading.networks.torch.read import load_saved

        return _module(load_saved(text), shape, model, text, f"{text} was loaded, which runs code")
    if kind in PICKLES or kind == "pt2":
        readable = kind in ("pt2", "pt", "pth")
        raise InputError(
            f"{text} is a pickle, which runs code when it is loaded: export the model to ONNX, or "
            f"{'say --run' if readable else 'load it in a file and say --run'}"
        )
    raise InputError(f"{text}: .{kind} files are not read; export the model to ONNX")


def _object(
    source: object, shape: Any, model: ModelOptions, name: str | None = None, note: str = ""
) -> Network:
    if is_jax(source, model):
        return _traced(source, shape, model, name, note)
    if not is_fitted(source):
        return _module(source, shape, model, name, note)
    from symlin.reading.networks.fitted.read import read_fitted

    if model.get("args") or model.get("kwargs"):
        raise InputError("a fitted object takes rows of numbers: give a shape, and no arguments")
    found = read_fitted(source, shape=as_shape(shape), output=model.get("output"))
    notes = (note, *found.notes) if note else found.notes
    return replace(found, notes=notes, name=name or found.name)


def _module(
    module: object, shape: Any, model: ModelOptions, name: str | None = None, note: str = ""
) -> Network:
    from symlin.reading.networks.torch.read import read_module

    found = read_module(
        module,
        shape=_sizes(shape),
        args=model.get("args", ()),
        kwargs=model.get("kwargs"),
        output=model.get("output"),
        name=name,
    )
    return replace(found, notes=(note, *found.notes)) if note else found


def _traced(function: Any, shape: Any, model: ModelOptions, name: str | None, note: str) -> Network:
    from symlin.reading.networks.jax.read import read_jax

    found = read_jax(
        function,
        shape=_sizes(shape),
        args=model.get("args", ()),
        kwargs=model.get("kwargs"),
        output=model.get("output"),
        name=name,
    )
    return replace(found, notes=(note,)) if note else found


def _sizes(shape: Any) -> Shape | dict[str, Shape] | None:
    """The shape of a model's only input, or of several by their names."""
    if isinstance(shape, Mapping):
        return {str(name): as_shape(one) or () for name, one in shape.items()}
    return as_shape(shape)


def _restricted(network: Network, assume: Any, box: Box) -> Network:
    """The network on the domain that a box or conditions on its entries make."""
    if not assume and box is None:
        return network
    from symlin.reading.networks.assumed import restricted

    return restricted(network, assume, box)
