"""The lines of a batch: read, checked, and answered one by one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from symlin.commands.answers import NO_MEMORY, place_of, shortage_of
from symlin.commands.intake import LONGEST_LINE
from symlin.commands.workers import ordered_map
from symlin.errors import InputError
from symlin.many.ordered import in_order

if TYPE_CHECKING:
    from symlin.many.cluster import Cluster

Answer = dict[str, Any]


@dataclass(frozen=True)
class Settings:
    """What `batch` passes on to every check."""

    timeout: float = 30.0
    crosscheck: bool = True
    seed: int = 0
    cache: bool = True
    times: bool = True
    """Whether the seconds are in the answers: without them two runs give the same bytes."""


@dataclass(frozen=True)
class Row:
    """A line that was understood as JSON; its operator may still be malformed."""

    operator: str
    id: str | int | None = None
    inputs: tuple[str, ...] | None = None
    assume: tuple[str, ...] = ()
    shape: tuple[int, ...] | dict[str, tuple[int, ...]] | None = None
    space: tuple[str, ...] = ()
    expect: Mapping[str, Any] | None = None
    note: str | None = None


def answers(
    lines: Iterable[bytes],
    settings: Settings,
    jobs: int = 1,
    *,
    skipped: int = 0,
    cluster: Cluster | None = None,
) -> Iterator[Answer]:
    """The answer to each line that is not blank, in order; blank lines are passed over, and the
    first `skipped` of the others."""
    numbered = ((n, raw) for n, raw in enumerate(lines, 1) if raw.strip())
    open_ones, work = islice(numbered, skipped, None), partial(answer, settings=settings)
    if cluster is None:
        yield from ordered_map(work, open_ones, jobs, _lost)
    else:
        yield from in_order(work, open_ones, cluster.executor, _unfinished, cluster.ahead)


def answer(numbered: tuple[int, bytes], settings: Settings) -> Answer:
    """The report on one line, or what is wrong with the line."""
    number, raw = numbered
    found: dict[str, Any] = {}
    try:
        found = _object(raw)
        return _report(read_row(found), settings)
    except InputError as error:
        return {**_failure(found, number, error.message), **place_of(error)}
    except Exception as error:
        if (shortage := shortage_of(error)) is not None:
            return _failure(found, number, shortage.message)
        text = f"symlin failed on this input (a bug): {type(error).__name__}: {error}"
        return {**_failure(found, number, text), "bug": True}


def _failure(found: Mapping[str, Any], number: int, message: str) -> Answer:
    name = found.get("id")
    return {"id": name if isinstance(name, str | int) else None, "line": number, "error": message}


def _unfinished(numbered: tuple[int, bytes], error: Exception) -> Answer:
    """Its worker ended each time that it was sent."""
    return _lost(numbered, isinstance(error, MemoryError))


def _lost(numbered: tuple[int, bytes], short: bool) -> Answer:
    number, raw = numbered
    try:
        found = _object(raw)
    except InputError:
        found = {}
    if short:
        return _failure(found, number, f"{NO_MEMORY}; the process that looked at it ended")
    text = "symlin failed on this input (a bug): its process ended"
    return {**_failure(found, number, text), "bug": True}


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise InputError(f"the line has more than {LONGEST_LINE:,} bytes")
    try:
        found = json.loads(raw.decode("utf-8-sig"), parse_float=str, object_pairs_hook=_members)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError("the line has half a character (a lone surrogate)") from None
    except UnicodeDecodeError as error:
        raise InputError(f"the line is not UTF-8 text (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise InputError(f"the line is not JSON: {error.msg}", error.doc, error.pos) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"the line is not JSON that can be read: {error}") from None
    if not isinstance(found, dict):
        raise InputError('the line must be a JSON object such as {"operator": "relu"}')
    return found


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members; of two that have one key, neither is to be forgotten."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = Counter(key for key, _ in pairs)
        raise InputError(f"the key {max(names, key=lambda key: names[key])!r} is given twice")
    return found


def read_rows(lines: Iterable[bytes], most: int) -> tuple[tuple[int, Row], ...]:
    """Every line that is not blank, with its number.

    Raises InputError with the number of a malformed one, and for more lines than are wanted.
    """
    found: list[tuple[int, Row]] = []
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            if len(found) == most:
                raise InputError(f"line {number}: there are more than {most:,} operators")
            try:
                found.append((number, read_row(_object(raw))))
            except InputError as error:
                raise InputError(f"line {number}: {error.message}") from None
    return tuple(found)


KEYS = ("id", "operator", "inputs", "assume", "shape", "space", "expect", "note")


def read_row(found: Mapping[str, Any]) -> Row:
    """The line's fields, checked one by one; raises InputError with the field at fault."""
    from symlin.commands.expectation import check_expectation

    for key in found:
        if key not in KEYS:
            raise InputError(f"unknown key {key!r}; the keys are {', '.join(KEYS)}")
    if not isinstance(found.get("operator"), str):
        raise InputError('the key "operator" is missing, or is not a text')
    for key in ("id", "note"):
        if not isinstance(found.get(key), str | int | None):
            raise InputError(f'"{key}" must be a text')
    expect = found.get("expect")
    if expect is not None:
        check_expectation(expect)
    return Row(
        operator=found["operator"],
        id=found.get("id"),
        inputs=_texts(found, "inputs"),
        assume=_texts(found, "assume") or (),
        shape=_shape(found.get("shape")),
        space=_texts(found, "space") or (),
        expect=expect,
        note=found.get("note"),
    )


def _texts(found: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    texts = found.get(key)
    if texts is None:
        return None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise InputError(f'"{key}" must be a list of texts')
    return tuple(texts)


def _shape(sizes: object) -> tuple[int, ...] | dict[str, tuple[int, ...]] | None:
    if sizes is None:
        return None
    if isinstance(sizes, dict):  # of the arguments of a Python function
        return {name: _shape_of(size if isinstance(size, list) else [size])
                for name, size in sizes.items()}  # fmt: skip
    return _shape_of(sizes)


def _shape_of(sizes: object) -> tuple[int, ...]:
    if not isinstance(sizes, list) or not all(type(size) is int and size > 0 for size in sizes):
        raise InputError('"shape" must be a list of positive integers')
    return tuple(sizes)


def _report(row: Row, settings: Settings) -> Answer:
    from symlin.api import check_any
    from symlin.commands.expectation import unmet

    report = check_any(
        row.operator,
        inputs=row.inputs,
        assume=row.assume,
        shape=row.shape,
        space=row.space,
        timeout=settings.timeout,
        crosscheck=settings.crosscheck,
        seed=settings.seed,
        cache=settings.cache,
    )
    result: Answer = {"id": row.id, **report.to_dict()}
    if not settings.times:
        del result["seconds"]
    if row.expect is not None:
        missed = unmet(row.expect, report)
        result["met"] = not missed
        if missed:
            result["unmet"] = missed
    return result
