"""Numbers of a file as constants of a graph: bytes as they are stored, where that is possible."""

from __future__ import annotations

from symlin.errors import InputError
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.onnx.values import Known
from symlin.reading.networks.packages import np

EXACT_INTEGERS = 1 << 53
"""Whole numbers up to here are float64 numbers."""
STORED = {"float32": "float32", "float64": "float64"}
"""The types whose bytes a graph keeps."""


class Constants:
    """Makes each array a constant once."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._made: dict[int, tuple[Known, Ref]] = {}

    def ref(self, known: Known, label: str) -> Ref:
        """The constant; raises `InputError` where an entry is no number, with the name of the
        weights or the label of the node that uses them."""
        found = self._made.get(id(known))
        if found is None:
            # the value is kept beside its node: its id must not be given to another
            found = self._made[id(known)] = (known, self._constant(known, label))
        return found[1]

    def _constant(self, known: Known, label: str) -> Ref:
        array, shape = known.array, known.shape
        if array.dtype.kind in "OSU":
            raise InputError(f"node {label}: text is no number")
        if array.dtype.kind == "c":
            raise InputError(f"node {label}: complex numbers are not read")
        if array.dtype.kind in "iub":
            if array.size and max(abs(int(array.min())), abs(int(array.max()))) > EXACT_INTEGERS:
                return self._builder.numbers(shape, (int(n) for n in array.reshape(-1)))
            array = array.astype(np.float64)
        elif array.dtype.name not in STORED:
            array = array.astype(np.float32)  # half floats are float32 numbers
        if not np.isfinite(array).all():
            raise InputError(_words(known, label))
        little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        return self._builder.floats(shape, array.dtype.name, little.tobytes())


def _words(known: Known, label: str) -> str:
    """What the first entry is that is no number, and where it stands in the file."""
    named = known if known.name or known.source is None else known.source
    array = named.array.astype(np.float64)
    if np.isfinite(array).all():
        named, array = known, known.array.astype(np.float64)
    place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    what = "a NaN" if np.isnan(array[place]) else "an infinite number"
    where = f" at {list(place)}" if place else ""
    if named.name:
        return f'the weights "{named.name}" hold {what}{where}'
    return f"node {label}: a constant holds {what}{where}"
