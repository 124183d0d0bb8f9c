"""Certificates of real verdicts, and random alterations of one field of their documents."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import symlin
from symlin.catalog.index import all_definitions
from symlin.decision.verdict import Certified
from symlin.kernel.claim import Law
from symlin.kernel.term import FUNCTIONS

from ..decided import decided
from .claim_judge import Judge
from .kernel_reference import Uncertain

CORPUS = Path(__file__).parent.parent / "corpus" / "operators.jsonl"
SLOW = frozenset(
    {"batch_norm", "celu", "clamp", "clip", "elu", "group_norm", "hardshrink", "huber"}
    | {"instance_norm", "l2_norm", "layer_norm", "logistic_regression", "median", "median3"}
    | {"quantise", "rms_norm", "smooth_l1", "softshrink", "threshold"}
    | {"Piecewise((x-k, x > k), (x+k, x < -k), (0, True))"}
)
"""They take three times as long as all the others together."""
BY_CASES = ("x/(a + b*x)",)
"""Operators some of whose laws are proved by cases of the parameters."""
LAWS = tuple(law.value for law in Law)
STATUSES = ("proved", "refuted", "conditional")
NUMBERS = ("0", "1", "-1", "2", "-2", "3", "1/2", "-1/2", "-7/3", "10", "100", "1/1000")
OPERATIONS = ("=", "!=", ">", ">=")
STRANGE = ("", "2/4", "+1", "1.5", "x'", "a'", "matrix", "symlin-certificate/2", "contradiction")
GROUPS = (
    LAWS,
    STATUSES,
    NUMBERS,
    OPERATIONS,
    FUNCTIONS,
    ("x", "y", "x1", "x2", "alpha", "a", "x'"),
)
"""Words that could stand in each other's place."""


@lru_cache
def certificates(every: bool) -> dict[str, tuple[Certified, ...]]:
    """The certificates of the catalog and the corpus; unless `every`, of those decided quickly."""
    numbers = [d for d in all_definitions() if {*d.claim, "equivalent"} == set(LAWS)]
    names = [d.name for d in numbers if every or d.name not in SLOW]
    found = {name: tuple(_certificates(name)) for name in names}
    found |= {text: tuple(_certificates(text)) for text in BY_CASES}
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        options = {key: row[key] for key in ("inputs", "assume", "shape") if key in row}
        if every or row["operator"] not in SLOW:
            found[f"{row['id']}: {row['operator']}"] = tuple(
                _certificates(row["operator"], **options)
            )
    return found


def _certificates(operator: str, **options: Any) -> list[Certified]:
    report = decided(operator, **options)
    return [c.certificate for c in report.claims.values() if c.certificate is not None]


def altered(document: dict[str, Any], random: Random) -> tuple[dict[str, Any], str]:
    """A copy with one field altered, and where."""
    result = copy.deepcopy(document)
    path = random.choice(_places(result, ()))
    parent: Any = result
    for key in path[:-1]:
        parent = parent[key]
    choice = random.random()
    while choice > 0.2 and isinstance(parent[path[-1]], list | dict):
        inner = parent[path[-1]]
        if not inner:
            break
        path = (*path, random.choice(list(inner) if isinstance(inner, dict) else range(len(inner))))
        parent = inner
    key = path[-1]
    if choice < 0.05 and isinstance(parent, list):
        parent.insert(key, copy.deepcopy(random.choice(parent)))
    elif choice < 0.1:
        del parent[key]
    elif choice < 0.12 and isinstance(parent, dict):
        parent[random.choice(STRANGE)] = parent.pop(key)
    else:
        parent[key] = _other(parent[key], random, len(document["nodes"]))
    return result, ".".join(map(str, path))


def _places(value: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    entries: Sequence[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    below = [place for key, part in entries for place in _places(part, (*path, key))]
    return [path, *below] if path else below


def _other(value: Any, random: Random, nodes: int) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        near = [value - 1, value + 1, -value, 0, 1, 2, 3]
        strange = [10**9, True, str(value)]
        pool = random.choices((near, range(nodes), strange), weights=(10, 10, 1))[0]
        return random.choice(pool)
    if isinstance(value, str):
        near_by = [word for group in GROUPS if value in group for word in group]
        return random.choice(near_by or NUMBERS if random.random() < 0.9 else STRANGE)
    if value is None:
        return random.choice([0, nodes - 1, "", []])
    if isinstance(value, list):
        shuffled = random.sample(value, len(value))
        return random.choice([shuffled, value[:-1], [], value * 2, None, {}])
    return random.choice([None, [], {}, 0, "", {**value, "note": "x"}])


def survey(count: int, seed: int, every: bool = False) -> tuple[Counter[str], list[str]]:
    """What became of that many alterations, and the false claims that were accepted."""
    random = Random(seed)
    pool = [(n, c, c.to_json()) for n, group in certificates(every).items() for c in group]
    outcomes: Counter[str] = Counter()
    wrong = []
    for number in range(count):
        name, original, document = random.choice(pool)
        changed, where = altered(document, random)
        outcome = _outcome(original, json.dumps(changed), number)
        outcomes[outcome.partition(":")[0]] += 1
        if outcome.startswith(("false", "crash")):
            wrong.append(f"{name} {original.law} {where}: {outcome}: {json.dumps(changed)}")
    return outcomes, wrong


def _outcome(original: Certified, text: str, seed: int) -> str:
    try:
        accepted = symlin.verify(text)
    except symlin.Unreadable:
        return "unreadable"
    except symlin.Rejected:
        return "rejected"
    except Exception as error:  # anything else is no answer
        return f"crash: {type(error).__name__}: {error}"
    if _claim(accepted) == _claim(original):
        return "same claim" if accepted.steps != original.steps else "same certificate"
    try:
        objection = Judge(accepted, seed).objection()
    except Uncertain:
        return "false claim: or a sum so near 0 that 60 digits do not tell"
    return "another claim, true" if objection is None else f"false claim: {objection}"


def _claim(c: Certified) -> tuple[object, ...]:
    return (c.subject, c.law, c.status, c.guard)


def main(count: int, seed: int) -> int:
    """All certificates are accepted, and that many alterations looked at; 0 if none is wrong."""
    found = [c for group in certificates(True).values() for c in group]
    refused = sum(not _accepts(c) for c in found)
    print(f"{len(found)} certificates of the catalog and the corpus, {refused} refused")
    outcomes, wrong = survey(count, seed, every=True)
    for outcome, number in outcomes.most_common():
        print(f"{number:6} {outcome}")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return int(bool(refused or wrong))


def _accepts(certified: Certified) -> bool:
    try:
        return symlin.verify(json.dumps(certified.to_json())) == certified
    except symlin.Rejected:
        return False


if __name__ == "__main__":
    import sys

    sys.exit(main(*map(int, sys.argv[1:3])))
