"""Attributes of nodes: as they stand in the file, or as the schema says where they are left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symlin.reading.networks.onnx.files import Proto, array
from symlin.reading.networks.packages import onnx

Protos = Mapping[str, Proto]
"""Attributes by their names."""


def resolved(node: Proto, outer: Protos) -> Protos:
    """A node's attributes; inside a function some are those of its call, or are left out."""
    found = {}
    for attribute in node.attribute:
        if not attribute.ref_attr_name:
            found[attribute.name] = attribute
        elif attribute.ref_attr_name in outer:
            given = onnx.AttributeProto()
            given.CopyFrom(outer[attribute.ref_attr_name])
            given.name = attribute.name
            found[attribute.name] = given
    return found


def with_defaults(given: Protos, schema: Proto | None) -> Protos:
    """The attributes with those that the schema gives a value."""
    found = dict(given)
    for name, attribute in (schema.attributes if schema else {}).items():
        if attribute.default_value.type and name not in found:
            default = onnx.AttributeProto()
            default.CopyFrom(attribute.default_value)
            default.name = name
            found[name] = default
    return found


def values(attributes: Protos, folder: Path | None) -> dict[str, Any]:
    """Numbers, texts, lists of them, arrays, and graphs as they are."""
    return {name: _value(a, folder) for name, a in attributes.items()}


def _value(attribute: Proto, folder: Path | None) -> Any:
    kinds = onnx.AttributeProto
    if attribute.type == kinds.TENSOR:
        return array(attribute.t, folder)
    found = onnx.helper.get_attribute_value(attribute)
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    if attribute.type == kinds.STRINGS:
        return [text.decode("utf-8", "replace") for text in found]
    return list(found) if attribute.type in (kinds.INTS, kinds.FLOATS) else found
