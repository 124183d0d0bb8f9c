"""Boxes, as they are asked about: two numbers, two arrays, or a file with bounds of the inputs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isinf, isnan
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

from flint import fmpq

from symlin.catalog.layers.arguments import as_shape
from symlin.errors import InputError, blamed, brief
from symlin.exact.floats import dyadic, from_fraction
from symlin.exact.signals import pass_on
from symlin.kernel.documents.fields import number_text
from symlin.kernel.network.arrays import Shape, size_of
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.numbers import Number, exact
from symlin.reading.files import content, refuse_streams
from symlin.reading.networks.options import Box
from symlin.reading.networks.packages import np
from symlin.reading.networks.parentheses import LONGEST
from symlin.reading.networks.vnnlib import bounds_of

End = Number | None
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?(/\d+)?")
LARGEST_TEXT = 32_000_000
"""Bytes of bounds as text, five times those of an image of 224 by 224 in three colours."""
MOST_OF_ENTRY, LONGEST_HEADER = 8, 100_000
"""Bytes in a file of NumPy's."""
EXPECTED = "a box is two numbers, as in -1,1, or a file .npz or .vnnlib"


class Read(NamedTuple):
    """A domain, and what has to be said of it."""

    domain: Domain
    notes: tuple[str, ...] = ()


def read_box(box: Box, shapes: Mapping[str, Shape]) -> Read:
    """The domain that a box makes of inputs with these shapes; nothing is everywhere.

    Raises `InputError` where it is no box of theirs, and `OSError` where a file cannot be read.
    """
    if box is None:
        return Read(Domain())
    if isinstance(box, str) and "," in box:
        return Read(_everywhere(_two(box.split(",")), shapes))
    if isinstance(box, str | PathLike):
        return _of_file(Path(fspath(box)), shapes)
    if isinstance(box, Sequence) and len(box) == 2:
        return Read(_of_pair(box[0], box[1], shapes))
    raise InputError(f"{EXPECTED}, not {brief(box)}")


def with_box(asked: Mapping[str, Any], box: Box) -> dict[str, Any]:
    """What is assumed of a pipeline, with its box; raises `InputError` where it has none."""
    said = asked.get("assume")
    given = tuple(said) if isinstance(said, list | tuple) else (said,) if said else ()
    return {"assume": (*given, *conditions(box, as_shape(asked.get("shape"))))}


def conditions(box: Box, shape: Shape | None) -> tuple[str, ...]:
    """A box as conditions on every entry x of a pipeline's input.

    Raises `InputError` where there is no pipeline, or ends differ from entry to entry.
    """
    if box is None:
        return ()
    if shape is None:
        raise InputError("a box is about tensors: give a shape; of numbers say assume, as x >= 0")
    row = read_box(box, {"x": shape}).domain.ends.get("x", ())
    if len(set(row)) > 1:
        raise InputError("the ends of a pipeline's box are the same for all entries")
    low, high = row[0] if row else (None, None)
    found = [] if low is None else [f"x >= {low}"]
    return tuple(found if high is None else [*found, f"x <= {high}"])


def _two(words: Sequence[str]) -> tuple[End, End]:
    if len(words) != 2:
        raise InputError(f"{EXPECTED}; here are {len(words)} numbers")
    return _checked(_written(words[0], "-"), _written(words[1], "+"), "")


def _written(word: str, side: str) -> End:
    """A number as people write it: 0.1 is 1/10, and infinity no bound on its own side."""
    word = word.strip()
    if word.lower() in (f"{side}inf", f"{side}oo") or (side == "+" and word in ("inf", "oo")):
        return None
    if not NUMBER.fullmatch(word) or ("/" in word and re.search(r"[.eE]", word)):
        raise InputError(f"{EXPECTED}; {word[:40]!r} is no number")
    try:
        value = Fraction(word)
    except ZeroDivisionError:
        raise InputError(f"{word!r} divides by 0") from None
    return from_fraction(value)


def _checked(low: End, high: End, where: str) -> Ends:
    if low is not None and high is not None and low > high:
        both = f"{number_text(low)[:LONGEST]} > {number_text(high)[:LONGEST]}"
        raise InputError(f"the lower end of a box is above the upper one{where}: {both}")
    return low, high


def _everywhere(ends: Ends, shapes: Mapping[str, Shape]) -> Domain:
    return Domain({name: (ends,) for name, shape in shapes.items() if size_of(shape)})


# ---- two numbers or arrays ----


def _of_pair(low: object, high: object, shapes: Mapping[str, Shape]) -> Domain:
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        unknown = {*low, *high} - set(shapes)
        if unknown:
            raise InputError(f"no input is called {brief(sorted(map(str, unknown))[0])}")
        return Domain(
            {
                name: _rows(name, low.get(name), high.get(name), shape)
                for name, shape in shapes.items()
                if size_of(shape)
            }
        )
    if len(_numbers(low, "-")) == len(_numbers(high, "+")) == 1:
        ends = _checked(_numbers(low, "-")[0], _numbers(high, "+")[0], "")
        return _everywhere(ends, shapes)
    ((name, shape),) = _only(shapes)
    return Domain({name: _rows(name, low, high, shape)})


def _only(shapes: Mapping[str, Shape]) -> list[tuple[str, Shape]]:
    if len(shapes) != 1:
        names = ", ".join(shapes)
        raise InputError(f"the inputs are {names}: give ends by name, in two dictionaries")
    return list(shapes.items())


def _rows(name: str, low: object, high: object, shape: Shape) -> tuple[Ends, ...]:
    """The ends of each entry; None stands for no bound."""
    size = size_of(shape)
    sides: list[list[End]] = []
    for word, sign, side in (("lower", "-", low), ("upper", "+", high)):
        numbers: list[End] = [None] if side is None else _numbers(side, sign)
        if len(numbers) not in (1, size):
            raise InputError(
                f"the {word} ends of {name} are {len(numbers)}, its entries {size} (shape {shape})"
            )
        sides.append(numbers * (size if len(numbers) == 1 else 1))
    pairs = zip(*sides, strict=True)
    return tuple(_checked(a, b, f" at entry {i} of {name}") for i, (a, b) in enumerate(pairs))


def _numbers(side: object, sign: str) -> list[End]:
    """Numbers of an array, a list or one number: floats are the dyadic numbers that they are."""
    if hasattr(side, "detach"):  # a tensor of torch
        side = side.detach().cpu().tolist()
    elif hasattr(side, "tolist"):
        side = side.tolist()
    flat: list[End] = []
    stack: list[Any] = [side]
    while stack:
        part = stack.pop()
        if isinstance(part, list | tuple):
            stack.extend(reversed(part))
        else:
            flat.append(_exact(part, sign))
    return flat


def _exact(value: object, sign: str) -> End:
    if value is None:
        return None
    if isinstance(value, str):
        return _written(value, sign)
    if isinstance(value, int | fmpq) and not isinstance(value, bool):
        return exact(value)
    if isinstance(value, float):
        if isnan(value):
            raise InputError("an end of a box is NaN")
        if isinf(value):  # no bound on its own side
            return _written(f"{value:+}", sign)
        return dyadic(value)
    if isinstance(value, Fraction):
        return from_fraction(value)
    raise InputError(f"an end of a box is a number, not {brief(value)}")


# ---- files ----


def _of_file(path: Path, shapes: Mapping[str, Shape]) -> Read:
    kind, _, number = path.suffix.lower().partition(":")
    if number:  # one of the boxes of a file
        path = path.with_name(path.name.rpartition(":")[0])
    if kind == ".npz" and not number:
        return Read(_of_arrays(path, shapes))
    if kind == ".vnnlib" and re.fullmatch(r"\d{0,9}", number):
        text = content(str(path), LARGEST_TEXT).decode("utf-8", "replace")
        rows, notes = bounds_of(text, shapes, int(number) if number else None)
        domain = {
            name: tuple(_checked(a, b, f" at entry {i} of {name}") for i, (a, b) in enumerate(row))
            for name, row in rows.items()
            if row
        }
        return Read(Domain(domain), notes)
    raise InputError(f"{EXPECTED}, not {brief(path)}")


def _of_arrays(path: Path, shapes: Mapping[str, Shape]) -> Domain:
    """Arrays `lower` and `upper`; of several inputs, `NAME.lower` and `NAME.upper`."""
    arrays = _loaded(path, max(map(size_of, shapes.values()), default=0))
    for name, array in arrays.items():
        if array.dtype.kind not in "fiu" or array.dtype.itemsize > 8:
            raise InputError(f"{name} in {path.name} holds no numbers ({array.dtype})")
    if {*arrays} == {"lower", "upper"}:
        return _of_pair(arrays["lower"], arrays["upper"], shapes)
    low = {n.removesuffix(".lower"): a for n, a in arrays.items() if n.endswith(".lower")}
    high = {n.removesuffix(".upper"): a for n, a in arrays.items() if n.endswith(".upper")}
    if len(low) + len(high) != len(arrays) or not arrays:
        names = ", ".join(arrays) or "nothing"
        raise InputError(f"{path.name} has to hold the arrays lower and upper; it holds {names}")
    return _of_pair(low, high, shapes)


def _loaded(path: Path, entries: int) -> dict[str, Any]:
    """The arrays in a file of NumPy's, each of at most so many entries: a few bytes may unpack to
    any number. Raises `InputError`, and `OSError`."""
    refuse_streams(str(path))
    try:
        with blamed(str(path)), zipfile.ZipFile(path) as packed:
            for part in packed.infolist():
                if part.file_size > MOST_OF_ENTRY * max(entries, 1) + LONGEST_HEADER:
                    what = f"{brief(part.filename)} in {path.name}"
                    raise InputError(f"{what} has more entries than the network's input")
            with np.load(path, allow_pickle=False) as stored:
                return {name: stored[name] for name in stored.files}
    except (InputError, OSError):
        raise
    except Exception as error:  # of the zip file, of what packed it, of NumPy's format
        pass_on(error)
        raise InputError(
            f"{path.name} is no .npz file with arrays of numbers ({brief(error, 200)})"
        ) from None
