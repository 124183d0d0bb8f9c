"""What torch exports of a call, or a refusal in the user's words."""

from __future__ import annotations

import linecache
import logging
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

from symlin.errors import InputError, Unsupported, brief
from symlin.exact.signals import pass_on
from symlin.reading.networks.torch.asked import asks_for_inputs
from symlin.reading.networks.torch.call import Call, copied
from symlin.reading.networks.torch.reading import torch
from symlin.reading.networks.torch.standins import stand_ins
from symlin.reading.networks.torch.wide import names_narrow, widened


@contextmanager
def silently() -> Iterator[None]:
    """Without gradients, without draws that the user would notice, and without torch's chatter."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with (
            warnings.catch_warnings(),
            redirect_stdout(StringIO()),
            redirect_stderr(StringIO()),
            torch.no_grad(),
            torch.random.fork_rng(devices=[]),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


@contextmanager
def wide_floats() -> Iterator[None]:
    """Float64 where a program names no kind of floats: one third is not rounded to 24 bits."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def captured(call: Call) -> tuple[Any, Any]:
    """The exported program, and the module in float64 that it was made of.

    Raises `Unsupported` for what is no graph of tensors, and `InputError` where the call fails.
    """
    with silently():
        try:
            return _wide(_ready(call).double(), call)
        except InputError:
            raise
        except Exception as error:
            pass_on(error)
            return _from_narrow(_ready(call), call, error)


def _ready(call: Call) -> Any:
    module = copied(call.module)
    _initialised(module, call)
    return module


def _wide(module: Any, call: Call) -> tuple[Any, Any]:
    with wide_floats():
        exported = _exported(module, call, torch.float64)
        if names_narrow(exported):
            module = widened(exported)
            exported = _exported(module, call, torch.float64)
        return exported, module


def _exported(module: Any, call: Call, dtype: Any) -> Any:
    args, kwargs = call.sample(dtype)
    if isinstance(module, torch.jit.ScriptModule):  # which export does not take
        converter = import_module("torch._export.converter").TS2EPConverter
        module = converter(module, args, dict(kwargs)).convert().module()
    with own_lines(), stand_ins():
        return torch.export.export(module, args, kwargs, strict=False)


def _from_narrow(module: Any, call: Call, first: Exception) -> tuple[Any, Any]:
    """Where a module names the floats it wants: what it exports with these, made wide."""
    dtype = next((p.dtype for p in module.parameters() if p.is_floating_point()), torch.float32)
    if dtype == torch.float64:
        _refuse(module, call, dtype, first)
    try:
        narrow = _exported(module, call, dtype)
    except Exception as error:
        pass_on(error)
        _refuse(module, call, dtype, error)
    try:
        return _wide(widened(narrow), call)
    except Exception as error:
        pass_on(error)
        _refuse(module, call, dtype, first)


def _initialised(module: Any, call: Call) -> None:
    """Lazy layers get the weights that their first call draws; raises `InputError`."""
    if not is_lazy(module):
        return
    args, kwargs = call.sample(torch.float32)
    try:
        module(*args, **kwargs)
    except Exception as error:
        pass_on(error)
        raise InputError(f"{type(module).__name__} cannot be called: {_said(error)}") from None


def is_lazy(module: Any) -> bool:
    """Whether weights of the module are still to be drawn; layers of Keras say whether they are
    built."""
    lazy = torch.nn.parameter.UninitializedTensorMixin
    if any(getattr(each, "built", True) is False for each in module.modules()):
        return True
    return any(isinstance(p, lazy) for p in (*module.parameters(), *module.buffers()))


# ---- why not ----


def _refuse(module: Any, call: Call, dtype: Any, error: Exception) -> NoReturn:
    """Raises what the user is told: the call itself fails, or it is no graph."""
    args, kwargs = call.sample(dtype)
    try:
        module(*args, **kwargs)
    except Exception as failed:
        pass_on(failed)
        line = _user_line(failed)
        where = f" ({line})" if line else ""
        raise InputError(
            f"{_name(call)} cannot be called on this{where}: {_said(failed)}"
        ) from None
    line = _user_line(error)
    op, why = _reason(error, _asked(module, call, dtype))
    where = f" ({line})" if line else ""
    raise Unsupported(why.replace(HERE, where), op=op, node=_name(call), place=line) from None


def _name(call: Call) -> str:
    function = getattr(call.module, "wrapped", None)
    return getattr(function, "__name__", None) or type(call.module).__name__


def _asked(module: Any, call: Call, dtype: Any) -> str:
    """What a choice by values depends on."""
    if not asks_for_inputs(module, call, dtype):
        return "values that are held fixed"
    names = list(dict.fromkeys(call.names.values()))
    return f"the values of {names[0] if len(names) == 1 else 'the inputs'}"


def _said(error: Exception) -> str:
    first = str(error).strip().split("\n")[0]
    return brief(first or type(error).__name__, 200)


HERE = "\0"
"""In a sentence, the place of the user's line."""
NUMPY = ("numpy", "__array__")


def _reason(error: Exception, asked: str) -> tuple[str, str]:
    """The word that is refused, and the sentence; `HERE` stands for the place."""
    kind, text = type(error).__name__, str(error)
    code = _code(error)
    if any(word in code or word in text.split("\n", maxsplit=1)[0] for word in NUMPY):
        return "numpy", f"numpy{HERE}: its numbers leave torch: write it with torch's functions"
    if kind in ("GuardOnDataDependentSymNode", "DataDependentOutputException", "UserError") or (
        "data-dependent" in text.lower()
    ):
        return _of_values(code, asked)
    if kind == "DynamicOutputShapeException":
        op = text.strip().split("\n")[0]
        return op, f"{op}{HERE}: how many entries there are depends on values"
    return kind, f"torch.export cannot read this{HERE}: {_said(error)}"


def _of_values(code: str, asked: str) -> tuple[str, str]:
    words = code.split()
    if words and words[0] in ("if", "elif", "while", "assert"):
        word = "if" if words[0] == "elif" else words[0]
        advice = {"if": ": write torch.where", "while": "", "assert": ": leave it out"}[word]
        article = "an" if word in ("if", "assert") else "a"
        return word, f"{article} {word} depends on {asked}{HERE}{advice}"
    if ".item()" in code or "float(" in code or "int(" in code:
        return "item", f".item(){HERE}: it takes a number out of a tensor: keep it a tensor"
    return "if", f"a choice depends on {asked}{HERE}: write torch.where"


@contextmanager
def own_lines() -> Iterator[None]:
    """While torch traces, it notes every line of the user's, and not only those of a forward."""
    tracer = torch.fx.proxy.TracerBase
    before = getattr(tracer, "_filter_traceback_frames", None)
    if before is None:
        yield
        return

    def kept(self: Any, frames: Any) -> Any:
        called = [i for i, f in enumerate(frames) if f.filename.startswith(OURS)]
        inside = list(frames)[max(called, default=-1) + 1 :]
        return traceback.StackSummary.from_list([f for f in inside if is_user_file(f.filename)])

    tracer._filter_traceback_frames = kept
    try:
        yield
    finally:
        tracer._filter_traceback_frames = before


def _user_frames(error: BaseException | None) -> list[traceback.FrameSummary]:
    """Frames of the user's own files, the innermost last."""
    found: list[traceback.FrameSummary] = []
    while error is not None and not found:
        frames = traceback.extract_tb(error.__traceback__)
        found = [f for f in frames if is_user_file(f.filename)]
        error = error.__cause__ or error.__context__
    return found


OURS = str(Path(__file__).resolve().parents[3])
NO_FILES = ("<string>", "<frozen", "<eval")
LIBRARIES = ("site-packages", "dist-packages", "/lib/python3", "\\Lib\\")


def is_user_file(name: str) -> bool:
    """Whether a file is neither of a library nor of symlin's own."""
    return not name.startswith((OURS, *NO_FILES)) and not any(part in name for part in LIBRARIES)


def _user_line(error: BaseException) -> str:
    frames = _user_frames(error)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def _code(error: BaseException) -> str:
    frames = _user_frames(error)
    if not frames:
        return ""
    return linecache.getline(frames[-1].filename, frames[-1].lineno or 0).strip()
