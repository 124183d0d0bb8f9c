"""From an operator to its report: decided by theorems first, doubted on numbers after that.

Both halves are apart, so that a person reads the verdict while the numbers are still tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from symlin.decision.opinion import CrossCheck
from symlin.exact.deadline import Deadline, own_time, whole_time
from symlin.language.operator import Operator
from symlin.report.shown import Report, decided_numbers, doubted_numbers

if TYPE_CHECKING:
    from symlin.decision.functions.claims import FunctionClaim
    from symlin.decision.network.claims import NetworkClaim
    from symlin.decision.sized.claims import SizedClaim
    from symlin.decision.verdict import Claim
    from symlin.language.function_operator import FunctionOperator
    from symlin.language.network.network import Network
    from symlin.language.sized_operator import SizedOperator
    from symlin.report.functions import FunctionReport
    from symlin.report.networks import NetworkReport
    from symlin.report.sized import SizedReport

Question: TypeAlias = "Operator | FunctionOperator | Network | SizedOperator"
AnyReport: TypeAlias = "Report | FunctionReport | NetworkReport | SizedReport"
"""On an operator on numbers, functions, tensors, or matrices of all sizes: with one face."""
AnyClaim: TypeAlias = "Claim | FunctionClaim | NetworkClaim | SizedClaim"
"""About one law of any of these."""

Q = TypeVar("Q")
R = TypeVar("R", bound=AnyReport)
EXAMPLES = 200
"""How many numeric examples stand behind a verdict unless told otherwise."""
AT_LEAST = 0.2
"""Seconds for a second opinion when the search has used up all there were."""


@dataclass(frozen=True)
class Answer:
    """What the kernel has accepted, while the numbers have not been asked yet."""

    report: AnyReport
    """Its second opinion is "skipped" so far."""
    doubted: Callable[[], AnyReport]
    """Tries numbers, if that is wanted: the whole report."""


def answer(question: Question, total: Deadline, crosscheck: bool, seed: int) -> Answer:
    """The decision, and the way to what numbers say of it."""
    if isinstance(question, Operator):
        return _in_two(question, (decided_numbers, doubted_numbers), total, crosscheck, seed)
    from symlin.language.network.network import Network

    if isinstance(question, Network):
        from symlin.report.networks import decided_network, doubted_network

        return _in_two(question, (decided_network, doubted_network), total, crosscheck, seed)
    from symlin.language.sized_operator import SizedOperator

    if isinstance(question, SizedOperator):
        from symlin.report.sized import decided_sizes, doubted_sizes

        return _in_two(question, (decided_sizes, doubted_sizes), total, crosscheck, seed)
    from symlin.report.functions import decided_functions, doubted_functions

    return _in_two(question, (decided_functions, doubted_functions), total, crosscheck, seed)


def _in_two(
    question: Q,
    by: tuple[Callable[[Q, float], R], Callable[[R, int, int, float], CrossCheck]],
    total: Deadline,
    crosscheck: bool,
    seed: int,
) -> Answer:
    started = time.perf_counter()
    opinion = CrossCheck("skipped", 0, seed, "switched off")
    decide, doubt = by
    found = decide(question, total.left)
    took = time.perf_counter() - started
    found = replace(found, crosscheck=opinion, seconds=took)

    @own_time()
    def doubted() -> R:
        if not crosscheck:
            return found
        begun = time.perf_counter()
        left = whole_time(max(total.left, AT_LEAST)).left
        tried = doubt(found, seed, EXAMPLES, left)
        more = time.perf_counter() - begun
        return replace(found, crosscheck=replace(tried, seconds=more), seconds=took + more)

    return Answer(found, doubted)
