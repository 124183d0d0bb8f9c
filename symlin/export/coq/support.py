"""The Coq files that ship with symlin, and how they enter an exported file or folder."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

NAMES = ("Definitions", "Laws", "Terms", "Refutation", "NormalForm", "ByComputation", "Cases")
ANALYSIS = ("Analysis",)
ERF = ("Erf",)
EVERYTHING = (*NAMES, *ANALYSIS, *ERF)


def needed(functions: set[str]) -> tuple[str, ...]:
    """The support files for an operator in which these functions occur."""
    if "erf" in functions:
        return EVERYTHING
    return (*NAMES, *ANALYSIS) if functions else NAMES


@cache
def source(name: str) -> str:
    """A support file's text."""
    return (files(__package__) / "support" / f"{name}.v").read_text(encoding="utf-8")


def imports(names: tuple[str, ...]) -> list[str]:
    """`From Coq ...` and other lines that load libraries, for all the files, each once."""
    lines = [line for n in names for line in source(n).splitlines() if _loads_library(line)]
    return list(dict.fromkeys(line.replace("Require Import", "Require") for line in lines))


def module(name: str) -> str:
    """The file as a module, for a file that needs no other."""
    body = []
    for line in source(name).splitlines():
        if _loads_library(line):
            body.append(_import_only(line))
        elif line.startswith("From Symlin Require Import "):
            body.append(line.removeprefix("From Symlin Require ").rstrip())
        else:
            body.append(line)
    text = "\n".join(line for line in body if line).strip()
    return f"Module {name}.\n{text}\nEnd {name}.\n"


def _loads_library(line: str) -> bool:
    return bool(re.match(r"From (?!Symlin)\w+ Require", line))


def _import_only(line: str) -> str:
    """`From Coq Require Import A B.` as `Import A B.`, the libraries being loaded already."""
    found = re.match(r"From (\w+) Require Import (.*)\.$", line)
    if not found:
        return ""
    return f"Import {found.group(2)}."
