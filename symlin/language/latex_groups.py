"""Curly brackets and names in LaTeX: what groups, and which letters are factors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from symlin.language.greek import LETTERS
from symlin.language.tokens import Change, Token, fail, name_problem
from symlin.language.vocabulary import BUILTINS

MAX_DEPTH = 100
"""Groups within groups, and arguments within arguments."""


class Groups:
    """Words and groups; whoever knows the commands says what `one` is."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = list(tokens)
        self.text = text
        self.is_tex = any(token.kind == "command" for token in tokens)
        self.made: list[Token] = []
        self.index = 0
        self.open: list[str] = []
        """What closes the groups that are open: the kinds of the words to be put then."""

    @property
    def token(self) -> Token:
        """The word here."""
        return self.tokens[self.index]

    def refuse(self, message: str, at: int, *changes: Change) -> NoReturn:
        """Raise InputError about a place."""
        fail(message, self.text, at, *changes)

    def put(self, kind: str, like: Token, text: str | None = None) -> None:
        """A word that stands where another stood."""
        self.made.append(Token(kind, kind if text is None else text, like.at, like.end))

    def advance(self) -> Token:
        """The word here, and on to the next one."""
        token = self.tokens[self.index]
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def one(self) -> None:
        """The next word or command."""
        raise NotImplementedError

    def in_cases(self) -> bool:
        """Whether this stands in cases, whose words are no symbols."""
        return bool(self.open) and self.open[-1] in ("end cases", "} of cases")

    def enter(self, closing: str, at: int) -> None:
        """Open a group, which what is named here will close."""
        self.open.append(closing)
        if len(self.open) > MAX_DEPTH:
            self.refuse(f"nested more than {MAX_DEPTH} levels deep", at)

    def brace(self, token: Token) -> None:
        """{...} groups in LaTeX; elsewhere it holds cases, or is refused by the grammar."""
        if self.is_tex:
            self.put("(", token)
            self.enter("}", token.at)
            return
        if self.made and self.made[-1].kind == "name":
            self.refuse_braces(token)
        self.made.append(token)
        self.enter("} of cases", token.at)

    def refuse_braces(self, opening: Token) -> NoReturn:
        """max{x, 0}: with round brackets."""
        later = self.tokens[self.index : self.index + 200]
        closing = next((token for token in later if token.kind == "}"), None)
        changes = []
        if closing is not None:
            inside = self.text[opening.end : closing.at]
            changes.append(Change(opening.at, closing.end, f"({inside})"))
        name = self.made[-1].text
        message = f"curly brackets are not part of the language: write {name}(...)"
        self.refuse(message, opening.at, *changes)

    def close(self, token: Token) -> None:
        """The end of a group."""
        kind = self.open.pop() if self.open else ""
        if kind == "}":
            self.put(")", token)
        elif kind == "} of cases":
            self.made.append(token)
        else:
            self.refuse("this } closes nothing", token.at)

    def group_behind(self, sign: Token, what: str) -> None:
        """One argument in round brackets: a group, or one character as TeX takes it."""
        token = self.token
        if token.kind == "{":
            self.group(what)
        elif token.kind == "number" and len(token.text) > 1:
            self.refuse_digits(token)
        elif token.kind == "command" and token.text[1:] in LETTERS:
            self.put("(", sign)
            self.one()
            self.put(")", sign)
        elif token.kind == "name":
            self.advance()
            first = Token("name", token.text[0], token.at, token.at + 1)
            self.made.append(first)
            if len(token.text) > 1:
                rest = Token("name", token.text[1:], token.at + 1, token.end)
                self.name(rest)
        elif token.kind == "command":
            self.one()

    def check_raised_index(self) -> None:
        """InputError for x^{(2)}, which is an index to whoever sets braces around brackets."""
        ahead = self.tokens[self.index : self.index + 5]
        if [t.kind for t in ahead[:2] + ahead[3:]] != ["{", "(", ")", "}"] or len(self.made) < 2:
            return
        base, index = self.made[-2], ahead[2]
        if base.kind != "name" or base.text in ("e", "E") or index.text == "T":
            return
        if index.kind not in ("name", "number"):
            return
        word = self.text[base.at : base.end]
        new = f"{word}_{{{index.text}}}", f"{word}^{{{index.text}}}"
        message = f"{word}^{{({index.text})}}: an index, or a power? write {new[0]}, or {new[1]}"
        last = ahead[4].end
        self.refuse(message, base.at, *(Change(base.at, last, text) for text in new))

    def refuse_digits(self, token: Token) -> NoReturn:
        """x^12 in LaTeX sets only the 1 high."""
        word = token.text
        new = f"{{{word}}}"
        message = f"LaTeX takes one digit here: write {new}, or {word[0]} {word[1:]}"
        self.refuse(message, token.at, Change(token.at, token.end, new))

    def group(self, what: str) -> None:
        """A group in round brackets."""
        token = self.token
        start = len(self.made)
        self.advance()
        self.put("(", token)
        self.enter("}", token.at)
        depth = len(self.open)
        while len(self.open) >= depth and self.token.kind != "end":
            self.one()
        if self.token.kind == "end" and len(self.open) >= depth:
            self.refuse("expected '}' before the end of the text", token.at)
        if len(self.made) == start + 2:
            self.refuse(f"expected {what} between {{ and }}", token.at)

    def argument(self, command: Token) -> None:
        """One argument of a command, in round brackets."""
        token = self.token
        self.enter("argument", command.at)
        if token.kind == "{":
            self.group_behind(command, f"the argument of {command.text}")
        elif token.kind == "number":
            self.advance()
            self.digit(token)
        elif token.kind == "name":
            self.advance()
            self.made.append(Token("(", "(", token.at, token.at))
            self.made.append(Token("name", token.text[0], token.at, token.at + 1))
            self.made.append(Token(")", ")", token.at, token.at))
            if len(token.text) > 1:
                self.name(Token("name", token.text[1:], token.at + 1, token.end))
        elif token.kind == "command":
            self.put("(", token)
            self.one()
            self.put(")", self.tokens[self.index - 1])
        else:
            self.refuse(f"expected {{...}} behind {command.text}", token.at)
        self.open.pop()

    def digit(self, token: Token) -> None:
        """The first digit of a number; the others are pushed back: \\frac12 is 1/2."""
        self.made.append(Token("(", "(", token.at, token.at))
        self.made.append(Token("number", token.text[0], token.at, token.at + 1))
        self.made.append(Token(")", ")", token.at, token.at))
        if len(token.text) > 1:
            rest = Token("number", token.text[1:], token.at + 1, token.end)
            self.index -= 1
            self.tokens[self.index] = rest

    def words_in_braces(self, command: Token) -> str:
        """The letters in the braces behind \\text or \\operatorname."""
        if self.token.kind != "{":
            self.refuse(f"expected {{...}} behind {command.text}", self.token.at)
        start = self.advance().end
        while self.token.kind not in ("}", "end"):
            self.advance()
        end = self.advance().at
        return self.text[start:end].strip().removesuffix("*").strip(" ,.")

    def name(self, token: Token) -> None:
        """A name with its foot; in LaTeX letters beside each other are factors."""
        word = token.text
        if word.endswith("_") and self.token.kind == "{":
            word, token = self.foot(token)
        if word == "_" or name_problem(word.strip("_") or "_"):
            self.made.append(token._replace(text=word))
            return
        is_greek = token.end - token.at < len(word)  # a letter that was α
        if not self.is_tex or word in BUILTINS or is_greek:
            self.made.append(token._replace(kind="name", text=word))
            return
        self.factors(token, word)

    def foot(self, token: Token) -> tuple[str, Token]:
        """x_{12}: the name x_12."""
        self.advance()
        inside, closing = self.advance(), self.advance()
        if inside.kind not in ("name", "number") or closing.kind != "}":
            self.refuse("an index is a number or a word, as in x_{12}", token.at)
        word = token.text + inside.text
        if problem := name_problem(f"x{word}" if word.startswith("_") else word):
            self.refuse(problem, token.at)
        return word, Token("name", word, token.at, closing.end)

    def factors(self, token: Token, word: str) -> None:
        """xy is x*y, x_1y is x_1*y; x_12 is refused, for TeX sets only the 1 low."""
        letters, mark, foot = word.partition("_")
        if len(letters) > 3 and letters.isalpha():
            new = f"\\operatorname{{{word}}}"
            message = f"letters beside each other are factors in LaTeX: for one name write {new}"
            self.refuse(message, token.at, Change(token.at, token.end, new))
        at = token.at
        for letter in letters[:-1] if mark else letters:
            kind = "number" if letter.isdigit() else "name"
            self.made.append(Token(kind, letter, at, at + 1))
            at += 1
        if not mark:
            return
        if len(foot) > 1 and token.end - token.at == len(word):
            new = f"{letters}_{{{foot}}}"
            message = f"{word}: LaTeX sets only {foot[0]} low; write {new}, or {letters}_{foot[0]} {foot[1:]}"  # noqa: E501
            self.refuse(message, token.at, Change(token.at, token.end, new))
        self.made.append(Token("name", f"{letters[-1:]}_{foot}", at, token.end))
