"""`check_many`: one report after another, whoever works them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import Any, NamedTuple, Unpack

from symlin import api
from symlin.errors import InputError, SymlinError
from symlin.many.ordered import AHEAD, in_order
from symlin.reading.sources import Source
from symlin.report.answers import AnyReport

Answer = dict[str, object]


class Item(NamedTuple):
    """An operator with the options for it."""

    operator: Source
    options: Mapping[str, Any]


def check_many(
    items: Iterable[Source | Mapping[str, object]],
    *,
    executor: Executor | None = None,
    certificates: bool = False,
    ahead: int = AHEAD,
    **options: Unpack[api.CheckOptions],
) -> Iterator[Answer]:
    """The report on each item, in order, as dictionaries: those of `report.to_dict()`.

    An item is whatever `check` takes, or a mapping with the key "operator" and options of its own,
    such as {"operator": "max_pool1d(2)", "shape": (4,)}; `options` are for all. What cannot be
    understood yields {"error": ..., "position": ..., "suggestions": [...]} (the last two where they
    are known) in its place, what fails otherwise {"error": ..., "bug": True}; nothing is raised for
    one item, and the others go on.

    `executor` is any of concurrent.futures', or whatever behaves like one (a Dask client's
    `get_executor()`); without one everything runs here, an item at a time. At most `ahead` items
    wait for a slow one before them. Each item is sent to where the work is done, so it must
    survive pickling. With `certificates`, a report has the key "certificates", the documents by
    law; `symlin.verify` checks them here, if whoever did the work is not trusted. Raises `OSError`
    where the executor has gone.
    """
    asked = (_item(given, options) for given in items)
    work = partial(answered, certificates=certificates)
    if executor is None:
        yield from map(work, asked)
        return
    yield from in_order(work, asked, executor, _lost, ahead)


def _item(given: Source | Mapping[str, object], options: api.CheckOptions) -> Item:
    own = dict(given) if isinstance(given, Mapping) else {"operator": given}
    operator: Any = own.pop("operator", None)
    return Item(operator, {**options, **own})


def answered(item: Item, certificates: bool = False) -> Answer:
    """The report on one item as a dictionary, or what is wrong with it."""
    try:
        _refuse_unknown(item.options)
        report = api.check_any(item.operator, **item.options)
        found: Answer = dict(report.to_dict())
        if certificates:
            found["certificates"] = _certificates(report)
        return found
    except Exception as error:
        return failure(error)


def _refuse_unknown(options: Mapping[str, Any]) -> None:
    for name in sorted(set(options) - set(api.CheckOptions.__annotations__)):
        raise InputError(f"check has no option {name!r}")


def _certificates(report: AnyReport) -> dict[str, Any]:
    shown = {str(law): claim.certificate for law, claim in report.claims.items()}
    return {law: given.to_json() for law, given in shown.items() if given is not None}


def failure(error: Exception) -> Answer:
    """What stands in the place of a report."""
    if isinstance(error, InputError):
        found: Answer = {"error": error.message}
        if error.position is not None:
            found["position"] = error.position
        return {**found, "suggestions": list(error.suggestions)} if error.suggestions else found
    if isinstance(error, SymlinError | MemoryError):
        return {"error": str(error) or "out of memory: nothing is known"}
    text = f"symlin failed on this input (a bug): {type(error).__name__}: {error}"
    return {"error": text, "bug": True}


def _lost(item: Item, error: Exception) -> Answer:
    return {"error": f"it could not be worked out: {type(error).__name__}: {error}"}
