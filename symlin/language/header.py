"""The header of a formula: what names its inputs, its parameters and itself.

f(x, y; a) = ...    y = ...    (x, y) -> ...    f: R -> R, x -> ...
lambda x: ...       def f(x): return ...
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from symlin.language.declared import Header
from symlin.language.header_python import PythonHeader
from symlin.language.header_words import NONE
from symlin.language.spaces import MAX_INPUTS, REAL, Space, Spaces, space_at
from symlin.language.tokens import Change, Token
from symlin.language.vocabulary import BUILTINS

_ARROWS = ("->", "=>")


def header_of(tokens: Sequence[Token], text: str, spaces: Spaces = ()) -> Header:
    """The header before a formula, or NONE; `spaces` are what is said beside it.

    Raises `InputError` for what begins like a header and is none, and for equations.
    """
    return _Reader(tokens, text, spaces).read()


class _Reader(PythonHeader):
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

    # ---- f(x, y; a) = ... and y = ... ----

    def equation(self, equals: int) -> Header:
        """What stands before the first = outside of brackets."""
        tokens = self.tokens
        name = tokens[0]
        if name.kind in ("name", "word") and equals == 1:
            self.refuse_equation(name.text, equals)
            return Header(2, name.text)
        if self._may_name(name) and tokens[1].kind == "(":
            closing = self.closing(1)
            if closing + 1 == equals:
                if name.text in BUILTINS:
                    self.refuse_function(name)
                return self.specified(name.text, closing, equals)
            if tokens[closing + 1].kind == "(":
                if closing + 4 == equals and tokens[closing + 2].kind == "name":
                    header = self.specified(name.text, closing, equals)
                    if self.of_polynomials(header):
                        return header._replace(variable=tokens[closing + 2].text)
                message = "T(p)(x) = ... is for operators on functions"
                self.refuse(message, tokens[closing + 1].at)
        if name.kind == "name" and tokens[1].kind == "[":
            self.refuse_sequence(equals)
        self.refuse_equation("", equals)
        raise AssertionError("an equation is refused")

    def _may_name(self, token: Token) -> bool:
        """Whether the word may be a function's name: I(f) = ... is an integral, not a unit."""
        return token.kind == "name" or (token.kind == "word" and token.text in ("I", "E"))

    def of_polynomials(self, header: Header) -> bool:
        """Whether all inputs are polynomials."""
        spaces = dict((*self.given, *header.spaces))
        inputs = header.inputs or ()
        return all(spaces.get(name, REAL).degree is not None for name in inputs)

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
            message = f"{name.text}[{index.text}]: write {new} ...; no sequence stands on the right"
            self.refuse(message, opening.at, Change(name.at, last, new))
        self.refuse("no sequence stands on the right", opening.at)

    def refuse_equation(self, output: str, equals: int) -> None:
        """InputError for an equation; nothing where the output's name stands on one side alone."""
        later = {token.text for token in self.tokens[equals + 1 :] if token.kind == "name"}
        sign = self.tokens[equals]
        if output and output not in later:
            return
        later_signs = [k for k in self.outer if k > equals and self.tokens[k].kind in ("=", ":=")]
        if later_signs:
            self.refuse_second(later_signs[0])
        if output:
            message = f"{output} stands on both sides of an equation of numbers; "
        else:
            message = "an equation of numbers is no operator; "
        left = self.text[self.tokens[0].at : self.tokens[equals - 1].end] if equals else ""
        right = self.text[self.tokens[equals + 1].at : self.tokens[-2].end]
        if not left or self.tokens[equals + 1].kind == "end":
            self.refuse("expected a formula on both sides of =", sign.at)
        first, second, third = self.tokens[:3]
        if equals == 2 and first.kind == second.kind == "name" and third.kind == "=":
            head = f"{first.text}({second.text})"
            message = f"{left} = ...: write {head} = ..."
            self.refuse(message, sign.at, Change(first.at, second.end, head))
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
        spaces: list[tuple[str, Space]] = []
        names, k = inputs, 2
        while k < closing:
            if self.tokens[k].kind == ";" and names is inputs and inputs:
                names, k = parameters, k + 1
                continue
            k = self.name(k, names, spaces)
            if self.tokens[k].kind == ",":
                k += 1
            elif self.tokens[k].kind not in (";", ")"):
                self.refuse_name(self.tokens[k])
        if not inputs:
            self.refuse("a header names the inputs, as in f(x) = ...", self.tokens[closing].at)
        gap = self.tokens[closing].at, ", " if names is parameters else "; "
        return Header(
            equals + 1, function, tuple(inputs), tuple(parameters), tuple(spaces), gap=gap
        )

    def name(self, k: int, names: list[str], spaces: list[tuple[str, Space]]) -> int:
        """One name with its space; the index of the word behind."""
        token = self.tokens[k]
        self.check_name(token)
        names.append(token.text)
        if len(names) > MAX_INPUTS:
            self.refuse(f"a header may have at most {MAX_INPUTS} names", token.at)
        if self.tokens[k + 1].kind != ":":
            return k + 1
        space, last = space_at(self.tokens, k + 2, self.refuse)
        spaces.append((token.text, space))
        return last

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
        space, k = space_at(tokens, 2, self.refuse)
        if k != arrows[0]:
            self.refuse("expected an arrow behind the set", tokens[k].at)
        _, k = space_at(tokens, k + 1, self.refuse)
        if tokens[k].kind in (",", ";", ":"):
            k += 1
        header = self.arrow_from(k, arrows, tokens[0].text)
        names = header.inputs or ()
        if len(names) == 1:
            return header._replace(spaces=((names[0], space),) if space != REAL else ())
        if space.size != len(names) or len(space.shape) != 1:
            message = f"{space} has {space.size} coordinates, and {len(names)} are named"
            self.refuse(message, tokens[k].at)
        if space.is_complex:
            return header._replace(spaces=tuple((name, Space((), True)) for name in names))
        return header
