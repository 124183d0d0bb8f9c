"""Many files in one that a browser loads: a table of their names and sizes, then their bytes.

A pack is compressed, and read whether or not a server has unpacked it on the way: whoever reads one
looks at its first two bytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping

GZIP = b"\x1f\x8b"
"""How compressed bytes begin; a pack begins with a digit."""
_AS_GZIP = zlib.MAX_WBITS | 16  # what zlib calls a file with the head of gzip, and no time in it


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files in one, the same bytes every time."""
    names = sorted(files)
    table = json.dumps([[name, len(files[name])] for name in names]).encode()
    whole = b"".join((f"{len(table):08x}".encode(), table, *(files[n] for n in names)))
    return compressed(whole)


def compressed(data: bytes) -> bytes:
    """The same for one file that stands alone."""
    packer = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, _AS_GZIP)
    return packer.compress(data) + packer.flush()


def plain(data: bytes) -> bytes:
    """The bytes, unpacked where they are not yet."""
    return zlib.decompress(data, _AS_GZIP) if data[:2] == GZIP else data


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file of a pack with its name."""
    data = plain(data)
    start = 8 + int(data[:8], 16)
    for name, length in json.loads(data[8:start]):
        yield name, data[start : start + length]
        start += length
