"""`python -m tests.house`: what the package measures; `--of PATH` measures another tree.

`--names` lists what stands behind each number. Two trees side by side: `--of BEFORE --of AFTER`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from .measures import House, name_of, size

HERE = Path(__file__).parents[2]
ROW = "{:<14}{:>6}{:>8}{:>8}{:>7}{:>11}{:>8}{:>6}{:>6}{:>10}{:>8}"
HEADS = ("", "files", "lines", "median", "max", "functions", "median", "p90", "max")
Listed = Callable[[House], list[str]]

COUNTED: dict[str, Listed] = {
    "modules that are loose in symlin/": lambda house: house.loose,
    "modules in circles": lambda house: [name for circle in house.circles for name in circle],
    "imports that run upward": lambda house: [f"{a} -> {b}" for a, b in house.upward],
    "files over 300 lines": lambda house: house.files_over(300),
    "files over 400 lines": lambda house: house.files_over(400),
    "functions over 30 lines": lambda house: house.functions_over(30),
    "functions over 40 lines": lambda house: house.functions_over(40),
    "public names": House.public_names,
    "  without a docstring": House.without_docstring,
    "  with a raise that it does not name": House.undocumented_raises,
    "limits (upper-case numbers)": House.limits,
    "  without a reason beside them": House.without_reason,
}
LONG = ("public names", "limits (upper-case numbers)")


def rooms(house: House) -> None:
    """Sizes room by room, and of the whole."""
    print(ROW.format(*HEADS, "comments", "docs"))
    for room, sources in [*sorted(house.rooms.items()), ("all", house.sources)]:
        s = size(sources)
        numbers = (s.files, f"{s.lines:,}", f"{s.file_median:g}", s.file_max, f"{s.functions:,}")
        lengths = (f"{s.function_median:g}", s.function_p90, s.function_max)
        print(
            ROW.format(
                name_of(room), *numbers, *lengths, f"{s.comments:.1%}", f"{s.docstrings:.1%}"
            )
        )


def counts(houses: list[House], *, names: bool) -> None:
    """One line for each count, with a column for each tree."""
    lines: list[tuple[str, list[str]]] = [
        ("floors of the layers contract", [str(house.floors) for house in houses]),
        ("lines of the kernel's core", [f"{house.core:,}" for house in houses]),
        ("  of them for verdicts", [f"{house.for_verdicts:,}" for house in houses]),
        ("lines of the kernel on functions", [f"{house.for_functions:,}" for house in houses]),
        ("lines of the kernel on networks", [f"{house.for_networks:,}" for house in houses]),
        ("circles", [str(len(house.circles)) for house in houses]),
    ]
    lines += [(head, [f"{len(of(house)):,}" for house in houses]) for head, of in COUNTED.items()]
    for head, values in lines:
        print(f"{head:<40}" + "".join(f"{value:>10}" for value in values))
        if names and head not in LONG and head in COUNTED:
            for name in COUNTED[head](houses[-1]):
                print(f"    {name}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.house", description=__doc__)
    parser.add_argument("--of", type=Path, action="append", metavar="PATH", help="another tree")
    parser.add_argument("--names", action="store_true", help="what stands behind each number")
    arguments = parser.parse_args()
    houses = [House(root.resolve()) for root in arguments.of or [HERE]]
    for house in houses:
        print(house.root.name)
        rooms(house)
        print()
    counts(houses, names=arguments.names)


if __name__ == "__main__":
    main()
