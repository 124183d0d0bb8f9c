"""A file, or a model that is one, as a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from symlin.errors import InputError, Unsupported
from symlin.kernel.certificate import Rejected
from symlin.language.network.network import Network
from symlin.reading.networks.onnx.files import Proto, loaded, opsets, parsed
from symlin.reading.networks.onnx.inputs import Given, given_inputs
from symlin.reading.networks.onnx.original import original
from symlin.reading.networks.onnx.values import Condition, Known, Tensor, Value
from symlin.reading.networks.onnx.walk import FAULTS, Reader, Scope

Shapes = Mapping[str, Sequence[int]] | Sequence[int]
"""By the names of the inputs, or of the only one."""


def read_onnx(
    path: str | Path,
    *,
    shapes: Shapes | None = None,
    fixed: Mapping[str, Any] | None = None,
    output: int | str | None = None,
) -> Network:
    """The network in an ONNX file: of its first output, or of another by number or name; a name
    may also stand behind the file's, as in "net.onnx:logits".

    `shapes` are needed where the file leaves sizes open; `fixed` are inputs that are held fixed,
    by name. Raises `InputError` for what is no such file or does not fit, `Unsupported` for an
    operator that is not read, `NotInstalled` where the package onnx is missing, and `OSError`.
    """
    found = Path(path)
    if output is None and not found.is_file() and ":" in found.name:
        front, _, output = str(path).rpartition(":")
        found = Path(front)
    model = loaded(found)
    return read_model(
        model, found.name, path=found, shapes=shapes, fixed=fixed or {}, output=output
    )


def read_bytes(
    data: bytes,
    name: str = "model.onnx",
    *,
    shapes: Shapes | None = None,
    fixed: Mapping[str, Any] | None = None,
    output: int | str | None = None,
) -> Network:
    """The network that these bytes of a file are; raises as `read_onnx` does."""
    model = parsed(data, name)
    return read_model(model, name, shapes=shapes, fixed=fixed or {}, output=output)


def read_model(
    model: Proto,
    name: str,
    *,
    path: Path | None = None,
    shapes: Shapes | None = None,
    fixed: Mapping[str, Any] | None = None,
    output: int | str | None = None,
) -> Network:
    """The network of a model that is in memory.

    Raises `InputError` and `NotInstalled` as `read_onnx` does.
    """
    try:
        return _read(model, name, path, (shapes, fixed or {}), output)
    except FAULTS as error:  # nodes have their own words: this is what stands around them
        raise InputError(f"{name} is damaged: {error}") from None


def _read(
    model: Proto,
    name: str,
    path: Path | None,
    given: tuple[Shapes | None, Mapping[str, Any]],
    output: int | str | None,
) -> Network:
    graph = model.graph
    reader = Reader(model.functions, path.parent if path else None)
    outputs = [o.name for o in graph.output]
    chosen = _chosen(outputs, output, reader)
    inputs = given_inputs(graph, *given, reader.note)
    values: dict[str, Value | None] = dict(inputs.fixed)
    for i in inputs.free:
        values[i.name] = Tensor(reader.builder.input(i.name, i.shape), i.shape, i.type)
    reader.graph(graph, Scope(values, opsets(model)), [chosen])
    found = values.get(chosen)
    if found is None:
        raise InputError(f'nothing in {name} makes its output "{chosen}"')
    with _labelled(reader, chosen):
        ref = _output(reader, found, chosen)
    run = _run(model, path, chosen, inputs) if reader.is_runnable else None
    return _network(reader, ref, name, run)


def _run(model: Proto, path: Path | None, chosen: str, inputs: Given) -> Any:
    free = {i.name: (i.shape, i.type) for i in inputs.free}
    fixed = {name: value.array for name, value in inputs.fixed.items()}
    return original(model, path, chosen, free, fixed)


def _labelled(reader: Reader, chosen: str) -> Any:
    return reader.builder.labelled(f'"{chosen}" (output)')


def _chosen(outputs: list[str], wanted: int | str | None, reader: Reader) -> str:
    if isinstance(wanted, str) and wanted not in outputs and wanted.isdigit():
        wanted = int(wanted)  # how a command line says a number
    if isinstance(wanted, int):
        if not -len(outputs) <= wanted < len(outputs):
            raise InputError(f"there is no output {wanted}: there are {len(outputs)}")
        return outputs[wanted]
    if wanted is not None:
        if wanted not in outputs:
            raise InputError(f'there is no output "{wanted}": there are {", ".join(outputs)}')
        return wanted
    if len(outputs) > 1:
        others = ", ".join(outputs[1:])
        reader.note(f'answered for the first output, "{outputs[0]}"; the others are {others}')
    return outputs[0]


def _output(reader: Reader, found: Value, name: str) -> int:
    if isinstance(found, Condition):
        one, zero = (reader.builder.numbers((), (n,)) for n in (1, 0))
        return reader.builder.select(found.op, found.ref, one, zero)
    if isinstance(found, Known):
        return reader.constant(found, f'"{name}" (output)')
    if found.masked is not None:
        raise Unsupported(f'the output "{name}" is minus infinity at some entries')
    return found.ref


def _network(reader: Reader, ref: int, name: str, run: Any) -> Network:
    try:
        graph, labels = reader.builder.graph(ref)
    except Rejected as rejection:
        raise InputError(f"{name} holds no network: {rejection}") from None
    return Network(name=name, graph=graph, labels=labels, notes=tuple(reader.notes), original=run)
