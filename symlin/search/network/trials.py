"""The laws that break at points that are tried, and the values that say so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from flint import arb, fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.laws import PRECISIONS
from symlin.kernel.network.structure import is_total
from symlin.kernel.network.values import Values
from symlin.kernel.numbers import Number
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import NoValue
from symlin.search.network.stock import Combination, Trial, stock_trials

DEEP = 16
"""Products, each of which widens balls: after 20 convolutions of 32 x 32 images, nothing is left of
64 bits."""
FEW = 64
"""Outputs; of more, some are tried first."""


def breaches(
    graph: Graph, domain: Domain, laws: Sequence[Law], deadline: Deadline, most: int | None = None
) -> tuple[dict[Law, Breach], int]:
    """For laws that break at one of the points tried, where; and with how many bits that is seen.

    The simplest points come first; `most` says how many trials are made.
    """
    found: dict[Law, Breach] = {}
    needed = PRECISIONS[0]
    for trial in islice(stock_trials(graph, domain), most):
        if len(found) == len(laws) or deadline.left <= 0:
            break
        more, bits = broken_at(graph, trial, [law for law in laws if law not in found])
        found, needed = found | more, max(needed, bits)
    return found, needed


def broken_at(graph: Graph, trial: Trial, laws: Sequence[Law]) -> tuple[dict[Law, Breach], int]:
    """For laws that break at these points, where; and the bits of balls that it takes to see it."""
    found: dict[Law, Breach] = {}
    needed = PRECISIONS[0]
    # a law without instances in the domain has no points
    for bits, values in _ever_closer(graph, trial) if trial.points else ():
        for law in laws:
            known = law in found
            breach = None if known else _broken(trial, values, trial.instances.get(law, ()))
            if breach is not None:
                found[law], needed = breach, max(needed, bits)
        # wide balls may hide a breach, but not one that is seen
        if len(found) == len(laws) or _says_enough(values):
            break
    return found, needed


def at_origin(graph: Graph) -> Breach | None:
    """The origin as a breach, where some output is not 0 there: no linear map fits.

    A few outputs are looked at first: one row of the last layer is read much faster than all.
    """
    trial = Trial(({},), {})
    size = size_of(graph.output.shape)
    few = {0, size // 2, size - 1} if size > FEW and is_total(graph) else None
    for entries in (few, None) if few else (None,):
        for _, values in _ever_closer(graph, trial, entries):
            found = _broken(trial, values, (((0,), (1,)),))
            if found is not None:
                return found
            if _says_enough(values):
                break
    return None


# ---- what their values say ----


def _ever_closer(
    graph: Graph, trial: Trial, entries: set[int] | None = None
) -> Iterator[tuple[int, Values]]:
    """The values at a trial's points, exactly or with ever more bits; none where one is missing."""
    evaluation = Evaluation(graph, trial.points, {len(graph.nodes) - 1: entries})
    products = sum(isinstance(node, n.Dense | n.Convolve | n.MatMul) for node in graph.nodes)
    # in vain, a deep network is computed as long as with more bits
    for bits in PRECISIONS[1 if products > DEEP else 0 :]:
        try:
            values = evaluation.values(bits)
        except NoBall:
            continue
        except NoValue:
            return
        yield bits, values


def _says_enough(values: Values) -> bool:
    return values.is_exact or all(map(_is_narrow, values.rows))


def _is_narrow(row: Sequence[Any]) -> bool:
    """Whether the balls say something of the values."""
    known = [entry for entry in row if entry is not None]
    return all(entry.rel_accuracy_bits() > 20 or entry.rad() < arb(2) ** -20 for entry in known)


def _broken(trial: Trial, values: Values, combinations: Sequence[Combination]) -> Breach | None:
    for places, weights in combinations:
        output = _largest_defect(values, places, weights)
        if output is not None:
            return Breach(tuple(trial.points[p] for p in places), weights, output)
    return None


def _largest_defect(values: Values, places: Sequence[int], weights: Sequence[Number]) -> int | None:
    """The output at which the weighted sum is farthest from 0; None where it may be 0 at all."""
    rows = [values.row(p) for p in places]
    scale = _common(weights)
    whole = [int(w * scale) for w in weights]
    best, found = 0, None
    for output, entries in enumerate(zip(*rows, strict=True)):
        if None in entries:
            continue
        defect = sum((w * e for w, e in zip(whole, entries, strict=True)), 0 * entries[0])
        size = _size(defect, values.is_exact)
        if size > best:
            best, found = size, output
    return found


def _size(defect: Any, is_exact: bool) -> Any:
    """How far it is from 0 at least."""
    if is_exact:
        return abs(defect)
    return abs(defect).lower() if defect != 0 else 0


def _common(weights: Sequence[Number]) -> int:
    return math.lcm(*(int(fmpq(w).q) for w in weights))
