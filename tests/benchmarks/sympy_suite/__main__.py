"""python -m tests.benchmarks.sympy_suite: pairs of SymPy's own test suite, and who proves them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import sympy

from ..peers import with_section
from . import report
from .ask import CONDITIONAL, DIFFERENT, PROVED, Asked, asked, by_symlin
from .collect import Pair, collected, files, read, stored
from .doubt import altered, differs
from .peers import by_sympy, by_z3


def main() -> int:
    """1 where symlin was wrong: it proved what numbers or an alteration deny, or says of two that
    they are different and nobody has explained why."""
    arguments = _arguments()
    pairs = _pairs(arguments.pairs, arguments.only.split(","))
    pairs = pairs[:: arguments.every][: arguments.most]
    for question in (by_symlin, by_sympy, by_z3):  # so that no process has to import anything
        question(Pair("", sympy.Symbol("x"), sympy.Integer(0)), arguments.seconds)
    found = [*_with_progress(asked(pairs, by_symlin, arguments.seconds), len(pairs))]
    wrong = [pair for pair, said in found if said.answer == PROVED and differs(pair)]
    mutants = _mutants([pair for pair, said in found if said.answer == PROVED], arguments.mutants)
    answers = [*asked(mutants, by_symlin, arguments.seconds)]
    wrong += [pair for pair, said in answers if said.answer in (PROVED, CONDITIONAL)]
    few = pairs[:: arguments.beside] if arguments.beside else []
    beside = {
        "SymPy simplify": [*asked(few, by_sympy, arguments.seconds)],
        "z3": [*asked(few, by_z3, arguments.seconds)],
    }
    names = ("only", "every", "most", "seconds", "mutants", "beside")
    chosen = {name: getattr(arguments, name) for name in names}
    options = "".join(f" --{name} {value}" for name, value in chosen.items() if value)
    text = report.section(found, answers, beside, wrong, seconds=arguments.seconds, options=options)
    if arguments.output is None:
        print(text, end="")
    else:
        page = arguments.output.read_text(encoding="utf-8") if arguments.output.exists() else ""
        new = with_section(page, text, report.HEADING)
        arguments.output.write_text(new, encoding="utf-8")
    unexplained = [pair for pair, said in found if said.answer == DIFFERENT]
    unexplained = [pair for pair in unexplained if report.explanation(pair) is None]
    for pair in (*wrong, *unexplained):
        print(f"WRONG OR NOT EXPLAINED: {pair.where}: {pair.left} | {pair.right}", file=sys.stderr)
    return int(bool(wrong or unexplained))


def _pairs(store: Path, only: Sequence[str]) -> list[Pair]:
    """Those in the file, or all that SymPy's tests assert, which are then kept there."""
    if not store.exists():
        store.write_bytes(stored(collected(files(only))))
    return read(store.read_bytes())


def _with_progress(rows: Iterable[Asked], count: int) -> Iterable[Asked]:
    for number, row in enumerate(rows, 1):
        if number % 100 == 0:
            print(f"{number} of {count}", file=sys.stderr, flush=True)
        yield row


def _mutants(pairs: Sequence[Pair], most: int) -> list[Pair]:
    step = max(1, len(pairs) // most) if most else 1
    found = (altered(pair, seed) for seed, pair in enumerate(pairs[::step]))
    return [pair for pair in found if pair is not None][:most]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.sympy_suite", description=__doc__
    )
    kept = Path(tempfile.gettempdir()) / "symlin-sympy-suite.pickle"
    parser.add_argument("--pairs", type=Path, default=kept, help="where the pairs are kept")
    parser.add_argument("--only", default="", help="only files with one of these words in them")
    parser.add_argument("--every", type=int, default=1, help="only every so many pairs (1)")
    parser.add_argument("--most", type=int, help="only so many, from the first")
    parser.add_argument("--seconds", type=float, default=4, help="processor time for a pair (4)")
    parser.add_argument("--mutants", type=int, default=400, help="altered pairs (400)")
    parser.add_argument("--beside", type=int, default=6, help="SymPy and z3: one in so many (6)")
    parser.add_argument("-o", dest="output", type=Path, help="the page whose section it writes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
