"""LaTeX and curly brackets: words that become plain ones, each at the place where it stood.

\\frac{A}{B} becomes ((A)/(B)), ^{A} becomes ^(A), x_{12} becomes x_12, spacing vanishes. Inside
LaTeX, TeX's own rule holds: ^ and _ take one character, and letters beside each other are factors.
A command that is not in the tables is refused by name; none is ever skipped.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NoReturn

from symlin.language.greek import LETTERS
from symlin.language.latex_arrays import ROWS, Arrays
from symlin.language.latex_commands import (
    ACCENTS,
    FENCES,
    FUNCTIONS,
    GREEK_SHAPES,
    NOT_YET,
    SIGNS,
    SKIPPED,
    WORDS,
)
from symlin.language.tokens import Change, Token, name_problem

_CONDITIONS = ("if", "for", "when", "where", "falls")
_OTHERWISE = ("otherwise", "else", "elsewhere", "sonst")
_HOLDING = ("^", "**", "/", "//", "%")
"""Signs that bind a number behind them more tightly than what follows it."""


def plain_words(tokens: Sequence[Token], text: str) -> list[Token]:
    """The words without commands and without the curly brackets that only group.

    Raises `InputError` for a command that is unknown, and for brackets that do not pair up.
    """
    return _Latex(tokens, text).run()


class _Latex(Arrays):
    def run(self) -> list[Token]:
        """All words."""
        while self.token.kind != "end":
            self.one()
        if self.open:
            self.refuse(f"expected {self.open[-1]!r} before the end of the text", self.token.at)
        self.made.append(self.token)
        return self.made

    def one(self) -> None:
        """The next word or command."""
        token = self.advance()
        if token.kind == "command":
            self.command(token)
        elif token.kind == "{":
            self.brace(token)
        elif token.kind == "}":
            self.close(token)
        elif token.kind in ("^", "**"):
            self.made.append(token)
            self.check_raised_index()
            if self.is_tex or self.token.kind == "{":
                self.group_behind(token, "the exponent")
        elif self.in_cases() and token.text.lower() in _CONDITIONS:
            self.put("if", token)
        elif self.in_cases() and token.text.lower() in _OTHERWISE:
            self.put("else", token)
        elif token.kind == "name" or (token.kind == "word" and self.is_tex):
            self.name(token)
        elif token.kind == "&" and self.open and self.open[-1] == ROWS:
            self.put(",", token)
        elif token.kind == "&" and "end cases" in self.open:
            self.put("column", token)
        else:
            self.made.append(token)

    def command(self, token: Token) -> None:
        """One command with its arguments."""
        name = token.text[1:]
        if name in SKIPPED or name.isspace():
            return
        if name in LETTERS or name in GREEK_SHAPES:
            self.letter(token, GREEK_SHAPES.get(name, name))
        elif name in FUNCTIONS:
            self.put("name", token, FUNCTIONS[name])
            self.function_foot()
        elif name in SIGNS:
            for sign in SIGNS[name]:
                self.put(sign, token)
        elif name in ("frac", "dfrac", "tfrac", "cfrac"):
            self.fraction(token)
        elif name == "sqrt":
            self.root(token)
        elif name in ("left", "right", "middle", "bigl", "bigr", "big", "Bigl", "Bigr"):
            self.fence(token)
        elif name in FENCES:
            self.put_fence(token, FENCES[name])
        else:
            self.construct(token, name)

    def construct(self, token: Token, name: str) -> None:
        """Words, environments and braces; InputError for a command that is unknown."""
        if name in WORDS:
            self.word(token)
        elif name in ACCENTS:
            self.accent(token)
        elif name in ("begin", "end"):
            self._environment(token)
        elif name == "\\":
            self._row(token)
        elif name in "{}":
            self.set_brace(token)
        else:
            self.unknown(token)

    def letter(self, token: Token, name: str) -> None:
        """A Greek letter, with the index behind it."""
        following = self.token
        if following.kind in ("name", "word") and following.text.startswith("_"):
            self.advance()
            foot = following.text
            if foot == "_" and self.token.kind == "{":
                foot, following = self.foot(following)
            if not foot[1:].isdigit() and len(foot) > 2:
                new = f"_{{{foot[1:]}}}"
                message = f"write {token.text}{new} for one index"
                self.refuse(message, token.at, Change(following.at, following.end, new))
            self.made.append(Token("name", name + foot, token.at, following.end))
            return
        self.put("name", token, "lam" if name == "lambda" else name)

    def function_foot(self) -> None:
        """\\log_2 and \\log_{10}: the base stays at the function's foot."""
        following, function = self.token, self.made[-1]
        if following.kind not in ("name", "word") or not following.text.startswith("_"):
            return
        self.advance()
        foot = following.text
        if foot == "_" and self.token.kind == "{":
            foot, following = self.foot(following)
        if function.text != "log":
            self.refuse(f"an index of {function.text} is not read", following.at)
        self.made[-1] = Token("name", f"log{foot}", function.at, following.end)

    def fraction(self, token: Token) -> None:
        before, start = self.made[-2:], len(self.made)
        self.put("(", token)
        self.argument(token)
        self.put("/", token)
        self.argument(token)
        self.put(")", self.tokens[self.index - 1])
        if before and before[-1].kind == "number" and before[0].kind not in _HOLDING:
            self.check_mixed(before[-1], start)

    def check_mixed(self, whole: Token, start: int) -> None:
        """InputError for 3\\frac{1}{2}, a mixed number as it is for 3½."""
        digits = [token.text for token in self.made[start:] if token.kind not in ("(", ")")]
        parts = whole.text, *digits[::2]
        if len(digits) != 3 or not all(part.isdigit() for part in parts):
            return
        fraction = "".join(digits)
        end = self.tokens[self.index - 1].end
        shown = self.text[whole.at : end]
        new = f"({whole.text} + {fraction})", f"{whole.text}*({fraction})"
        message = f"{shown}: write {new[0]}, or {new[1]}"
        self.refuse(message, whole.at, *(Change(whole.at, end, text) for text in new))

    def root(self, token: Token) -> None:
        """\\sqrt{A}, \\sqrt[n]{A}."""
        if self.token.kind != "[":
            self.put("name", token, "sqrt")
            self.argument(token)
            return
        self.advance()
        degree, closing = self.advance(), self.advance()
        if degree.kind not in ("number", "name") or closing.kind != "]":
            self.refuse("expected the degree of the root, as in \\sqrt[3]{x}", degree.at)
        self.put("name", token, "real_root")
        self.argument(token)
        end = self.made.pop()
        self.put(",", end)
        self.made += [degree, end]

    def fence(self, token: Token) -> None:
        """\\left( and \\right): the bracket alone; \\left| opens a bar, \\right| closes one."""
        following = self.advance()
        opens = token.text[1:] in ("left", "bigl", "Bigl", "big")
        if following.kind == "|" or following.text in ("\\vert", "\\lvert", "\\rvert"):
            self.put_fence(following, "Abs(" if opens else ")")
        elif following.text == "\\{" and self.begins_cases():
            return
        elif following.kind in ("(", ")", "[", "]", "<", ">"):
            self.made.append(following)
        elif following.kind == "command" and following.text[1:] in FENCES:
            self.put_fence(following, FENCES[following.text[1:]])
        elif following.kind == ".":
            return
        else:
            self.refuse(f"expected a bracket behind {token.text}", following.at)

    def begins_cases(self) -> bool:
        return self.token.text == "\\begin"

    def put_fence(self, token: Token, new: str) -> None:
        if new.endswith("(") and len(new) > 1:
            self.put("name", token, new[:-1])
        self.put(new[-1], token)

    def word(self, token: Token) -> None:
        """\\text{if}, \\operatorname{relu}, \\mathbf{x}, \\mathbb{R}."""
        word = self.words_in_braces(token)
        last = self.tokens[self.index - 1]
        spanned = Token("name", word, token.at, last.end)
        lower = word.lower()
        if not word:
            return  # \text{ } is space
        if lower in _CONDITIONS:
            self.put("if", spanned)
        elif lower in _OTHERWISE:
            self.put("else", spanned)
        elif lower in ("and", "or", "not"):
            self.put(lower, spanned)
        elif problem := name_problem(word):
            self.refuse(f"{token.text}{{{word[:40]}}}: {problem}", token.at)
        else:
            self.made.append(spanned)

    def accent(self, token: Token) -> NoReturn:
        """\\bar{z}: a conjugate, a mean or a name, so it is asked."""
        message = f"{token.text} is not read yet: write the symbol without it, x or x_1"
        inside, closing = (*self.tokens[self.index + 1 : self.index + 3], token, token)[:2]
        if self.token.kind != "{" or inside.kind != "name" or closing.kind != "}":
            self.refuse(message, token.at)
        name, end = inside.text, closing.end
        changes = []
        if token.text in ("\\bar", "\\overline"):
            changes.append(Change(token.at, end, f"conj({name})"))
            message = f"{token.text}{{{name}}}: for the conjugate write conj({name}) and "
            message += f"f(z: C) = ...; for a name {name}_1"
        self.refuse(message, token.at, *changes)

    def set_brace(self, token: Token) -> None:
        """\\{ before cases is their own; elsewhere braces hold a set."""
        if token.text == "\\{" and self.begins_cases():
            return
        self.refuse(f"{token.text}: sets are not part of the language; use ( )", token.at)

    def unknown(self, token: Token) -> NoReturn:
        name = token.text[1:]
        if name in NOT_YET:
            self.refuse(f"{token.text}: {NOT_YET[name]} are not read yet", token.at)
        table = sorted(
            {*FUNCTIONS, *SIGNS, *LETTERS, *GREEK_SHAPES, *FENCES, *WORDS, "frac", "sqrt"}
        )
        near = difflib.get_close_matches(name, table, n=1, cutoff=0.75)
        hint = f"did you mean \\{near[0]}?" if near else "write the formula without it"
        self.refuse(f"{token.text[:40]} is not part of the language: {hint}", token.at)
