"""Text in parentheses, as lists in lists: what files of SMT-LIB and VNN-LIB are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from symlin.errors import InputError
from symlin.kernel.clock import check_time

TOKEN = re.compile(r";[^\n]*|\s+|([()])|([^\s();\[\]]*\[[^\]]*\])|([^\s();]+)")
LONGEST = 60
"""Characters of what is quoted."""

Expression = Any
"""A word, or a list of these."""


def parsed(text: str) -> list[Expression]:
    """What stands in parentheses, as lists in lists. Raises `InputError` where one is missing."""
    stack: list[list[Expression]] = [[]]
    for found in TOKEN.finditer(text):
        paren, entry, word = found.groups()
        if paren == "(":
            stack.append([])
        elif paren == ")":
            if len(stack) == 1:
                raise InputError("a .vnnlib file closes a parenthesis that is not open")
            check_time()
            last = stack.pop()
            stack[-1].append(last)
        elif entry or word:
            stack[-1].append(entry or word)
    if len(stack) > 1:
        raise InputError("a .vnnlib file leaves a parenthesis open")
    return stack[0]


def text_of(expression: Expression) -> str:
    """As it was written, short; without recursion, for files may nest as deep as they like."""
    words: list[str] = []
    stack: list[Expression] = [expression]
    while stack and len(words) < LONGEST:
        part = stack.pop()
        if isinstance(part, str):
            words.append(part)
        else:
            stack += [")", *reversed(part), "("]
    text = " ".join(words).replace("( ", "(").replace(" )", ")")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def words_of(expression: Expression) -> Iterator[str]:
    """All words in it, from the last to the first."""
    stack = [expression]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
        else:
            stack += part
