"""ONNX files from disk: what is no such file, or reaches outside of its folder, is refused."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from pathlib import Path
from typing import Any

from symlin.errors import InputError
from symlin.exact.signals import pass_on
from symlin.reading.files import content
from symlin.reading.networks.packages import onnx

Proto = Any
"""A message of the file's format."""

OPSETS = range(7, 29)
"""The versions of the operator set whose rules were written down."""
DOMAINS = ("", "ai.onnx")
"""Two names of the one operator set that is read."""
MOST_BYTES = 1 << 31
"""The format's own limit for one message."""
MOST_OF_ENTRY = 16
"""Bytes: of a complex number of double precision."""


def loaded(path: Path) -> Proto:
    """The model in a file; raises `InputError` where there is none, and `OSError`."""
    data = content(str(path), MOST_BYTES - 1)
    return parsed(data, path.name)


def parsed(data: bytes, name: str) -> Proto:
    """The model that these bytes are; raises `InputError` where they are none."""
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except Exception as error:  # protobuf has an error of its own for each of its implementations
        pass_on(error)
        raise InputError(f"{name} is no ONNX file, or is cut off") from None
    if not model.ir_version or not model.graph.output or not model.opset_import:
        raise InputError(f"{name} is no ONNX file: it holds no graph")
    return model


def opsets(model: Proto) -> dict[str, int]:
    """The version of each operator set that is used; raises `InputError` for unknown versions."""
    found = {"" if o.domain in DOMAINS else o.domain: int(o.version) for o in model.opset_import}
    version = found.get("")
    if version is not None and version not in OPSETS:
        raise InputError(f"opset {version} is not read: {OPSETS[0]} to {OPSETS[-1]} are")
    return found


def array(tensor: Proto, folder: Path | None) -> Any:
    """A tensor of a file as an array; raises `InputError` where it cannot be read."""
    name = tensor.name or "a constant"
    if tensor.data_type == onnx.TensorProto.UNDEFINED:
        raise InputError(f'the weights "{name}" have no type')
    if any(size < 0 for size in tensor.dims):
        raise InputError(f'the weights "{name}" have a negative size')
    if tensor.data_location == onnx.TensorProto.EXTERNAL:
        _check_place(tensor, folder)
    try:
        found = onnx.numpy_helper.to_array(tensor, str(folder or ""))
    except Exception as error:  # whatever is raised for bytes that do not fit the shape
        pass_on(error)
        raise InputError(f'the weights "{name}" cannot be read: {error}') from None
    if tensor.raw_data and not found.size:
        raise InputError(f'the weights "{name}" have bytes, and no entries')
    return found


def _check_place(tensor: Proto, folder: Path | None) -> None:
    """External weights lie in the file's folder, or below it."""
    said = {entry.key: entry.value for entry in tensor.external_data}
    location = said.get("location", "")
    if folder is None or not location:
        raise InputError(
            f'the weights "{tensor.name}" lie outside of the file, which has no folder'
        )
    home = folder.resolve()
    try:
        place = (home / location).resolve()
        inside = place.is_relative_to(home)
        there = inside and place.is_file()
    except (OSError, ValueError, RuntimeError):
        inside, there = False, False
    if not inside:
        raise InputError(
            f'the weights "{tensor.name}" lie outside of the file\'s folder: {location!r}'
        )
    if not there:
        raise InputError(f'the file {location!r} of the weights "{tensor.name}" is missing')
    _check_extent(tensor, place, said)


def _check_extent(tensor: Proto, place: Path, said: Mapping[str, str]) -> None:
    """External weights lie within their file, which may be far larger than they are."""
    size = place.stat().st_size
    try:
        start, length = (int(said.get(key) or 0) for key in ("offset", "length"))
    except ValueError:
        start, length = -1, 0
    if start < 0 or length < 0 or start + length > size:
        raise InputError(f'the file {place.name!r} ends before the weights "{tensor.name}" do')
    taken = length or size - start
    if taken > MOST_OF_ENTRY * prod(tensor.dims):
        raise InputError(
            f'the weights "{tensor.name}" have fewer entries than their {taken:,} bytes'
        )
