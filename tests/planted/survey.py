"""What symlin says of many draws, judged and counted."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .each import each
from .generate import draw
from .item import Item
from .judge import WRONG, Finding, inhabitant, judge
from .workers import Ended, Failed, run

if TYPE_CHECKING:
    from symlin.language.operator import Operator

GRACE = 3.0
"""Seconds beyond the time allowed after which an answer counts as late."""
WILD = "wild"
"""The family of which nothing is known."""
PATIENCE = 45.0
"""Seconds beyond the time allowed after which a process is ended."""


@dataclass(frozen=True)
class Job:
    """One draw to be decided."""

    seed: int
    index: int
    timeout: float
    plain: bool = False

    def item(self) -> Item:
        """What is to be decided."""
        return each()[self.index] if self.plain else draw(self.seed, self.index)


@dataclass(frozen=True)
class Judged:
    """How a draw went."""

    seconds: float
    """Of the processor: on a busy machine others take their share of the time that passes."""
    findings: tuple[Finding, ...]


def read(item: Item) -> Operator:
    """What symlin makes of the text."""
    from symlin.reading.parse import parse_operator

    if item.shape is not None:
        return parse_operator(item.text, shape=item.shape)
    return parse_operator(item.text, inputs=item.inputs, assume=item.assume)


def judged(job: Job) -> Judged:
    """Decide the draw and judge the report."""
    from symlin.decision.decide import decide
    from symlin.errors import InputError

    item = job.item()
    start = time.process_time()
    try:
        operator = read(item)
        report = decide(operator, timeout=job.timeout).to_dict()
    except InputError as error:
        if item.expect:
            raise
        return Judged(0.0, (_refused(item, error.message),))
    seconds = time.process_time() - start
    return Judged(seconds, tuple(judge(item, report, job.index)))


def _refused(item: Item, message: str) -> Finding:
    point = inhabitant(item) if "empty" in message else None
    if point is not None:
        return Finding("wrong status", "domain", f"said to be empty, holds {point}"[:300])
    return Finding("refused", "", message)


@dataclass
class Survey:
    """Counts so far, and an example of everything that is not as it should be."""

    done: int = 0
    right: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    drawn: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    examples: dict[str, tuple[str, str]] = field(default_factory=dict)
    troubles: list[tuple[str, Item, str]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    part_drawn: Counter[str] = field(default_factory=Counter)
    part_unknown: Counter[str] = field(default_factory=Counter)
    laws: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, job: Job, outcome: object) -> None:
        """Take one outcome into account."""
        item = job.item()
        self.done += 1
        self.drawn[item.family] += 1
        self.part_drawn.update(set(item.parts))
        match outcome:
            case Judged(seconds, findings):
                self._judged(job, item, seconds, findings)
            case Failed(error):
                self._trouble("exception", item, error)
            case Ended(seconds, crashed):
                kind = "crash" if crashed else "never ended"
                self._trouble(kind, item, f"ended after {seconds:.1f} s")

    def _judged(self, job: Job, item: Item, seconds: float, findings: tuple[Finding, ...]) -> None:
        self.slowest = sorted([*self.slowest, (seconds, item.line())], reverse=True)[:5]
        if seconds > job.timeout + GRACE:
            self._trouble("late", item, f"{seconds:.1f} s of {job.timeout:g}")
        for finding in findings:
            if finding.kind == "refused":
                self.kinds["refused"] += 1
            elif finding.kind == "unknown":
                self.laws[item.family][finding.law] += 1
            else:
                self._trouble(finding.kind, item, f"{finding.law}: {finding.detail}")
        unknown = [f for f in findings if f.kind == "unknown"]
        if unknown:
            self._unknown(item, unknown)
        elif not any(f.kind in WRONG for f in findings):
            self.right += 1

    def _unknown(self, item: Item, findings: list[Finding]) -> None:
        self.kinds["unknown"] += 1
        self.unknown[item.family] += 1
        self.part_unknown.update(set(item.parts))
        laws = ", ".join(f.law for f in findings)
        example = (item.line(), f"{laws}: {findings[0].detail[:100]}")
        old = self.examples.get(item.family)
        if old is None or len(example[0]) < len(old[0]):
            self.examples[item.family] = example
        for part in item.parts if len(item.parts) == 1 else ():
            old = self.examples.get(part)
            if old is None or len(example[0]) < len(old[0]):
                self.examples[part] = example

    def _trouble(self, kind: str, item: Item, detail: str) -> None:
        self.kinds[kind] += 1
        self.troubles.append((kind, item, detail))

    @property
    def wrong(self) -> int:
        return sum(self.kinds[kind] for kind in WRONG)

    def progress(self, seconds: float) -> str:
        """One line on how it stands."""
        others = ", ".join(f"{n} {kind}" for kind, n in self.kinds.items() if kind not in WRONG)
        rate = self.done / seconds if seconds else 0.0
        return (
            f"{self.done} drawn, {self.right} right, {self.wrong} wrong; {others}; "
            f"{100 * self.unknown_share:.1f} % of the planted unknown; {rate:.1f}/s"
        )

    @property
    def unknown_share(self) -> float:
        """Of the draws whose truth is known, those left undecided in some law."""
        planted = self.done - self.drawn[WILD]
        return (self.unknown.total() - self.unknown[WILD]) / planted if planted else 0.0

    def lines(self) -> Iterator[str]:
        """The whole account."""
        for kind, item, detail in self.troubles:
            yield f"{kind.upper()} {item.line()}\n    {detail}"
        yield "unknown by family:"
        for family, drawn in self.drawn.most_common():
            missed = self.unknown[family]
            yield f"  {family}: {missed} of {drawn} ({100 * missed / drawn:.1f} %)"
            if family in self.examples:
                yield "    {}\n    {}".format(*self.examples[family])
        yield "unknown by part:"
        for part, missed in self.part_unknown.most_common():
            yield f"  {part}: {missed} of {self.part_drawn[part]}"
            if part in self.examples:
                yield "    {}\n    {}".format(*self.examples[part])
        yield "slowest:"
        yield from (f"  {seconds:.1f} s  {line}" for seconds, line in self.slowest)


def draws(count: int, seed: int, timeout: float, first: int = 0) -> list[Job]:
    """Random draws."""
    return [Job(seed, index, timeout) for index in range(first, first + count)]


def every(timeout: float) -> list[Job]:
    """Every identity, defect, template and domain once."""
    return [Job(0, index, timeout, plain=True) for index in range(len(each()))]


def survey(jobs: list[Job], processes: int) -> Iterator[Survey]:
    """The account after each job."""
    found = Survey()
    limit = max((job.timeout for job in jobs), default=0.0) + PATIENCE
    for job, outcome in run(judged, jobs, processes, limit):
        found.count(job, outcome)
        yield found
