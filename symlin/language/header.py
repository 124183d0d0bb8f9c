"""The header of a formula: what names its inputs, its parameters and itself.

f(x, y; a) = ...    y = ...    (x, y) -> ...    f: R -> R, x -> ...
lambda x: ...       def f(x): return ...
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from symlin.language.declared import Header
from symlin.language.tokens import Change, Token, fail, name_problem
from symlin.language.vocabulary import BUILTINS

MAX_INPUTS = 1_000
"""Names in one header, and entries of one vector."""
_ARROWS = ("->", "=>")
_CLOSING = {"(": ")", "[": "]", "{": "}", "cases": "end cases"}


NONE = Header()


def header_of(tokens: Sequence[Token], text: str) -> Header:
    """The header before a formula, or NONE.

    Raises `InputError` for what begins like a header and is none, and for equations.
    """
    return _Reader(tokens, text).read()


class _Reader:
    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.outer = _outer(tokens)
        """Indices of the words that stand in no brackets."""

    def refuse(self, message: str, at: int, *changes: Change) -> NoReturn:
        fail(message, self.text, at, *changes)

    def read(self) -> Header:
        first = self.tokens[0].kind
        if first == "lambda":
            return self.anonymous()
        if first == "def":
            return self.definition()
        arrows = [k for k in self.outer if self.tokens[k].kind in _ARROWS]
        if arrows:
            return self.checked(self.arrow(arrows))
        equals = [k for k in self.outer if self.tokens[k].kind in ("=", ":=")]
        if not equals:
            return NONE
        header = self.equation(equals[0])
        if len(equals) > 1:
            self.refuse_second(equals[1])
        return self.checked(header)

    def checked(self, header: Header) -> Header:
        """The header; InputError where a name is given twice or nothing follows."""
        names = [*(header.inputs or ()), *header.parameters]
        for k, name in enumerate(names):
            if name in names[:k]:
                self.refuse(f"{name} is named twice", self.tokens[0].at)
        if self.tokens[header.first].kind == "end":
            self.refuse("expected a formula behind the header", self.tokens[header.first].at)
        return header

    # ---- f(x, y; a) = ... and y = ... ----

    def equation(self, equals: int) -> Header:
        """What stands before the first = outside of brackets."""
        tokens = self.tokens
        name = tokens[0]
        if name.kind in ("name", "word") and equals == 1:
            self.refuse_equation(name.text, equals)
            return Header(2, name.text)
        if name.kind == "name" and tokens[1].kind == "(":
            closing = self.closing(1)
            if closing + 1 == equals:
                if name.text in BUILTINS:
                    self.refuse_function(name)
                return self.specified(name.text, closing, equals)
            if tokens[closing + 1].kind == "(":
                message = "operators on functions, T(p)(x) = ..., are not read yet"
                self.refuse(message, tokens[closing + 1].at)
        if name.kind == "name" and tokens[1].kind == "[":
            self.refuse_sequence(equals)
        self.refuse_equation("", equals)
        raise AssertionError("an equation is refused")

    def refuse_function(self, name: Token) -> NoReturn:
        new = Change(name.at, name.end, "f")
        message = f"{name.text} is a function already: call yours f, as in f(x) = ..."
        self.refuse(message, name.at, new)

    def refuse_sequence(self, equals: int) -> NoReturn:
        """y[n] = ...: a sequence; f[x_] := ...: Mathematica's way to write a function."""
        name, opening, index, closing = self.tokens[0], *self.tokens[1:4]
        word = index.text.rstrip("_")
        if closing.kind == "]" and equals == 4 and index.kind == "name":
            last = self.tokens[equals].end
            new = f"{name.text}({word}) ="
            message = f"{name.text}[{index.text}]: write {new} ...; sequences are not read yet"
            self.refuse(message, opening.at, Change(name.at, last, new))
        self.refuse("sequences are not read yet", opening.at)

    def refuse_equation(self, output: str, equals: int) -> None:
        """InputError for an equation; nothing where the output's name stands on one side alone."""
        later = {token.text for token in self.tokens[equals + 1 :] if token.kind == "name"}
        sign = self.tokens[equals]
        if output and output not in later:
            return
        if output:
            message = f"{output} stands on both sides: equations are not read yet; "
        else:
            message = "equations are not read yet; "
        left = self.text[self.tokens[0].at : self.tokens[equals - 1].end] if equals else ""
        right = self.text[self.tokens[equals + 1].at : self.tokens[-2].end]
        if not left or self.tokens[equals + 1].kind == "end":
            self.refuse("expected a formula on both sides of =", sign.at)
        new = f"{left} - ({right})"
        message += f"for left minus right write {new if len(new) < 80 else '... - (...)'}"
        change = Change(self.tokens[0].at, self.tokens[-2].end, new)
        self.refuse(message, sign.at, change)

    def refuse_second(self, second: int) -> NoReturn:
        at = self.tokens[second].at
        self.refuse('more than one "=": ask about one operator at a time', at)

    def specified(self, function: str, closing: int, equals: int) -> Header:
        """The names in the brackets, with their spaces; behind a semicolon the parameters."""
        inputs: list[str] = []
        parameters: list[str] = []
        vectors: list[tuple[str, int]] = []
        names, k = inputs, 2
        while k < closing:
            if self.tokens[k].kind == ";" and names is inputs and inputs:
                names, k = parameters, k + 1
                continue
            k = self.name(k, names, vectors)
            if self.tokens[k].kind == ",":
                k += 1
            elif self.tokens[k].kind not in (";", ")"):
                self.refuse_name(self.tokens[k])
        if not inputs:
            self.refuse("a header names the inputs, as in f(x) = ...", self.tokens[closing].at)
        gap = self.tokens[closing].at, ", " if names is parameters else "; "
        return Header(
            equals + 1, function, tuple(inputs), tuple(parameters), tuple(vectors), (), gap
        )

    def name(self, k: int, names: list[str], vectors: list[tuple[str, int]]) -> int:
        """One name with its space; the index of the word behind."""
        token = self.tokens[k]
        self.check_name(token)
        if self.tokens[k + 1].kind != ":":
            names.append(token.text)
            if len(names) > MAX_INPUTS:
                self.refuse(f"a header may have at most {MAX_INPUTS} names", token.at)
            return k + 1
        size, last = self.space(k + 2)
        if size is None:
            names.append(token.text)
        else:
            vectors.append((token.text, size))
            names.extend(f"{token.text}{i}" for i in range(1, size + 1))
        return last

    def check_name(self, token: Token) -> None:
        if token.kind == "word" and token.text == "I":
            return  # a current, say: declared, it is no imaginary unit
        if token.kind != "name" or "." in token.text or token.text in ("True", "False"):
            self.refuse_name(token)

    def refuse_name(self, token: Token) -> NoReturn:
        if token.kind == "word" and (problem := name_problem(token.text)):
            self.refuse(problem, token.at)
        found = repr(token.text) if token.text else "the end of the text"
        self.refuse(f"a header has names in its brackets, as in f(x, y; a) = ..., not {found}",
                    token.at)  # fmt: skip

    def space(self, k: int) -> tuple[int | None, int]:
        """R (None) or R^n (n), and the index of the word behind it."""
        token = self.tokens[k]
        if token.text == "R":
            if self.tokens[k + 1].kind not in ("^", "**"):
                return None, k + 1
            size, last = self.power(k + 2)
            return size, last
        known = {"C": "complex numbers", "Z": "whole numbers", "N": "whole numbers"}
        what = known.get(token.text[:1]) if token.kind == "name" else None
        if token.kind == "number":
            what = "matrices as inputs"
        elif token.text[:1] == "P" and token.text[1:].isdigit():
            what = "polynomials as inputs"
        if what is None:
            self.refuse("expected a space: R, or R^n as in f(x: R^3) = ...", token.at)
        self.refuse(f"{what} are not read yet; spaces are R and R^n", token.at)

    def power(self, k: int) -> tuple[int, int]:
        """The n of R^n, also in brackets."""
        wrapped = self.tokens[k].kind == "("
        k += wrapped
        word = self.tokens[k].text
        if not word.isdigit() or len(word) > 4 or not 1 <= int(word) <= MAX_INPUTS:
            message = f"expected a size from 1 to {MAX_INPUTS}, as in R^3"
            self.refuse(message, self.tokens[k].at)
        return int(word), k + 1 + wrapped

    # ---- x -> ... ----

    def arrow(self, arrows: list[int]) -> Header:
        """(x, y) -> ..., or f: R^2 -> R, (x, y) -> ..."""
        tokens = self.tokens
        if tokens[0].kind == "name" and tokens[1].kind in (":", "="):
            if tokens[1].kind == "=":
                return self.arrow_from(2, arrows, tokens[0].text)
            return self.between_sets(arrows)
        if len(arrows) > 1:
            self.refuse("one arrow, as in x -> 2x", tokens[arrows[1]].at)
        return self.arrow_from(0, arrows, None)

    def arrow_from(self, first: int, arrows: list[int], function: str | None) -> Header:
        """The names between an index and the arrow."""
        arrow = arrows[-1]
        words = self.tokens[first:arrow]
        if words and words[0].kind == "(" and words[-1].kind == ")":
            words = words[1:-1]
        inputs = []
        for k, token in enumerate(words):
            if k % 2:
                if token.kind != ",":
                    self.refuse_name(token)
                continue
            self.check_name(token)
            inputs.append(token.text)
        if len(words) % 2 == 0 or len(inputs) > MAX_INPUTS:
            self.refuse("expected names before the arrow, as in (x, y) -> x + y",
                        self.tokens[arrow].at)  # fmt: skip
        return Header(arrow + 1, function, tuple(inputs))

    def between_sets(self, arrows: list[int]) -> Header:
        """f: R^2 -> R, (x, y) -> ...; the sizes must agree."""
        tokens = self.tokens
        if len(arrows) == 1 and tokens[arrows[0]].kind == "->":
            rest = tokens[2 : arrows[0]]
            is_set = len(rest) == 1 and rest[0].text[:1].isupper()
            if rest and not is_set and rest[0].text != "R":  # f: x -> 2x
                return self.arrow_from(2, arrows, tokens[0].text)
            message = "sets alone are no operator: write f: R -> R, x -> 2x"
            self.refuse(message, tokens[arrows[0]].at)
        if len(arrows) != 2:
            self.refuse("two arrows, as in f: R -> R, x -> 2x", tokens[0].at)
        size, k = self.space(2)
        if k != arrows[0]:
            self.refuse("expected an arrow behind the set", tokens[k].at)
        _, k = self.space(k + 1)
        if tokens[k].kind in (",", ";", ":"):
            k += 1
        header = self.arrow_from(k, arrows, tokens[0].text)
        count = len(header.inputs or ())
        if (size or 1) != count:
            if count == 1 and size is not None and header.inputs is not None:
                (name,) = header.inputs
                entries = tuple(f"{name}{i}" for i in range(1, size + 1))
                return Header(header.first, header.function, entries, (), ((name, size),))
            message = f"R^{size or 1} has {size or 1} coordinates, and {count} are named"
            self.refuse(message, tokens[k].at)
        return header

    # ---- Python ----

    def anonymous(self) -> Header:
        """lambda x, a=1: ..."""
        colon = next((k for k in self.outer if self.tokens[k].kind == ":"), None)
        if colon is None:
            return NONE
        return self.checked(self.arguments(1, colon, colon + 1, None))

    def definition(self) -> Header:
        """def f(x): return ..."""
        tokens = self.tokens
        fits = len(tokens) > 5 and tokens[1].kind == "name" and tokens[2].kind == "("
        closing = self.closing(2) if fits else 0
        if not fits or [t.kind for t in tokens[closing + 1 : closing + 3]] != [":", "return"]:
            message = "one line is read: def f(x): return ..."
            self.refuse(message, tokens[0].at)
        return self.checked(self.arguments(3, closing, closing + 3, tokens[1].text))

    def arguments(self, first: int, last: int, body: int, function: str | None) -> Header:
        """Python's arguments; one with a default is a parameter."""
        inputs: list[str] = []
        parameters: list[str] = []
        defaults: list[Token] = []
        commas = self.commas(first)
        k = first
        while k < last:
            token = self.tokens[k]
            self.check_name(token)
            k += 1
            if self.tokens[k].kind == "=":
                parameters.append(token.text)
                defaults.append(token)
                while k < last and k not in commas:
                    k += 1
            else:
                inputs.append(token.text)
            if k < last:
                if self.tokens[k].kind != ",":
                    self.refuse_name(self.tokens[k])
                k += 1
        if not inputs:
            self.refuse("no input: write lambda x: ...", self.tokens[0].at)
        if len(inputs) + len(parameters) > MAX_INPUTS:
            self.refuse(f"a header may have at most {MAX_INPUTS} names", self.tokens[0].at)
        return Header(body, function, tuple(inputs), tuple(parameters), (), tuple(defaults))

    def commas(self, first: int) -> frozenset[int]:
        """The indices of commas that stand between arguments."""
        depth, found = 0, []
        for k in range(first, len(self.tokens)):
            kind = self.tokens[k].kind
            depth += (kind in _CLOSING) - (kind in _CLOSING.values())
            if depth < 0:
                break
            if depth == 0 and kind == ",":
                found.append(k)
        return frozenset(found)

    def closing(self, opening: int) -> int:
        """The index of the bracket that closes the one at an index."""
        depth = 0
        for k in range(opening, len(self.tokens) - 1):
            kind = self.tokens[k].kind
            depth += (kind in _CLOSING) - (kind in _CLOSING.values())
            if depth == 0:
                return k
        self.refuse("this bracket is not closed", self.tokens[opening].at)


def _outer(tokens: Sequence[Token]) -> list[int]:
    depth, found = 0, []
    for k, token in enumerate(tokens):
        if token.kind in _CLOSING:
            depth += 1
        elif token.kind in _CLOSING.values():
            depth -= 1
        elif depth == 0:
            found.append(k)
    return found
