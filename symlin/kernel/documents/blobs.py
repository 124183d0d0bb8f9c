"""Bytes of a document: weights and indices, in the document or in a file beside it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from hashlib import sha256
from typing import NoReturn

from symlin.kernel.certificate import Rejected
from symlin.kernel.documents.fields import Field, Json

MOST_BYTES = 1 << 31
"""Of all weights together."""
ALIGNED = 8
"""Numbers of eight bytes are read where they stand."""


class Writing:
    """Bytes that are collected; what is added twice stands once."""

    def __init__(self) -> None:
        self._runs: list[bytes] = []
        self._known: dict[bytes, list[int]] = {}
        self._size = 0

    def add(self, data: bytes) -> list[int]:
        """Where the bytes will stand, and how many they are."""
        key = sha256(data).digest()
        if key not in self._known:
            self._known[key] = [self._size, len(data)]
            # runs begin at multiples of eight bytes, whatever stands before them
            filled = data + bytes(-len(data) % ALIGNED)
            self._runs.append(filled)
            self._size += len(filled)
        return self._known[key]

    def data(self) -> bytes:
        """All of them."""
        return b"".join(self._runs)

    def statement(self) -> Json:
        """How many they are, and their digest: what the document says of them."""
        return {"bytes": self._size, "sha256": sha256(self.data()).hexdigest()}


def with_bytes(document: Json, data: bytes) -> Json:
    """The document with its bytes inside."""
    weights = document["weights"]
    assert isinstance(weights, dict)
    return {**document, "weights": {**weights, "base64": base64.b64encode(data).decode()}}


def with_file(document: Json, name: str) -> Json:
    """The document with the name of the file that holds its bytes."""
    weights = document["weights"]
    assert isinstance(weights, dict)
    return {**document, "weights": {**weights, "file": name}}


def no_file(name: str, size: int) -> NoReturn:
    """Of a document that was not read from a file: nothing lies beside it. Raises `Rejected`."""
    raise Rejected("the weights lie in a file, and this document does not come from one")


class Blob:
    """The bytes that a document states, of which every run is used."""

    def __init__(self, field: Field, beside: Callable[[str, int], bytes]) -> None:
        where = "file" if "file" in field.names() else "base64"
        size, digest, source = field.parts("bytes", "sha256", where)
        self._size = size.integer(0, MOST_BYTES)
        if where == "file":
            self._data = beside(source.text(), self._size)
        else:
            try:
                self._data = base64.b64decode(source.text(), validate=True)
            except (binascii.Error, ValueError):
                raise source.fail("bytes in base64") from None
        # the document's own claim names the bytes: other bytes would be another network
        if len(self._data) != self._size or sha256(self._data).hexdigest() != digest.text():
            raise Rejected("the weights are not those of which the document speaks")
        self._used: set[tuple[int, int]] = set()

    def at(self, field: Field, width: int = 1) -> bytes:
        """The bytes from a place on, whole numbers of so many each."""
        first, length = (part.integer(0, self._size) for part in field.pair())
        if first + length > self._size or length % width:
            raise field.fail("a run of the weights")
        # what fills up a run belongs to it
        self._used.add((first, first + length + -length % ALIGNED))
        return self._data[first : first + length]

    def refuse_unused(self) -> None:
        """Raises `Rejected` where bytes belong to nothing: they would be no part of the claim."""
        # runs may overlap, but must leave no gap and no rest
        end = 0
        for first, last in sorted(self._used):
            if first > end:
                break
            end = max(end, last)
        if end < self._size:
            raise Rejected("some of the weights are not used")
