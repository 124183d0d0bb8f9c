"""The module statistics, of as many numbers as are known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.places import Refusal
from symlin.reading.python.reductions import REDUCTIONS
from symlin.reading.python.standard import BUILTIN
from symlin.reading.python.values import Array, Call, Value, whole


def _of_entries(name: str, ddof: int | None, m: Machine, given: Values, named: Named) -> Value:
    """What NumPy's function of that name is, as a float of Python's."""
    (data,) = arguments(name, given, named, ("data",))
    assert data is not None
    entries = m.collected(data)
    if not entries or any(isinstance(entry, Array) for entry in entries):
        raise Refusal(name, f"statistics.{name} takes one number or more")
    more: Named = {} if ddof is None else {"ddof": whole(ddof)}
    return BUILTIN["float"](m, [REDUCTIONS[name](m, [m.listed(entries)], more)], {})


STATISTICS: Mapping[str, Call] = {
    "mean": partial(_of_entries, "mean", None), "fmean": partial(_of_entries, "mean", None),
    "median": partial(_of_entries, "median", None), "variance": partial(_of_entries, "var", 1),
    "pvariance": partial(_of_entries, "var", 0), "stdev": partial(_of_entries, "std", 1),
    "pstdev": partial(_of_entries, "std", 0),
}  # fmt: skip
