"""The tree of a formula about functions: the grammar of the language, and functions at places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from symlin.language.cursor import Step, Words
from symlin.language.forms import number
from symlin.language.syntax import Parser
from symlin.language.tokens import Change, Token
from symlin.language.tree import Application, Binder, Name, Number, Pair, Tree
from symlin.reading.functions.certain import IMPULSE, Functions
from symlin.reading.functions.marks import PRIME, PRIMED
from symlin.reading.functions.words import BINDERS, PARTIAL
from symlin.reading.names import is_known

_COMPLEX = frozenset({"conj", "conjugate", "re", "im", "Re", "Im", "arg", "angle"})
MAX_ORDER = 20
"""Primes behind one name, and variables of one derivative."""


def tree_of(tokens: Sequence[Token], text: str, functions: Functions) -> Tree:
    """The tree of the words; a function without its argument has none in it yet.

    Raises `InputError` with the place for what cannot be understood.
    """
    words = Words(
        lambda name: is_known(name) or name in BINDERS,
        functions.names - {IMPULSE},
        is_known=True,
    )
    return _FunctionParser(text, tokens, words, functions).parse()


class _FunctionParser(Parser):
    def __init__(
        self, text: str, tokens: Sequence[Token], words: Words, functions: Functions
    ) -> None:
        super().__init__(text, tokens, words)
        self.functions = functions
        self.last_applied = (0, 0)
        """Where the last function at a place began, and the word behind it."""

    def atom(self) -> Tree | None:
        """A number or a symbol; None where a function stands."""
        return None if self.token.kind == "name" and self.split() else super().atom()

    def operand(self) -> Step:
        """A function at a place, or any other operand."""
        if self.token.kind == "name" and (found := self.split()):
            return (yield self.application(*found))
        return (yield super().operand())

    def split(self) -> tuple[str, str] | None:
        """The function that stands here, and the letters of its partial derivative."""
        word = self.token.text
        if word in self.functions.names:
            return word, ""
        match = PARTIAL.fullmatch(word)
        if match and match[1] in self.functions.names and word not in self.words.declared:
            return match[1], match[2]
        return None

    def application(self, name: str, letters: str) -> Step:
        """x(t), x[n - 1], x'(t), u_xx or a bare x."""
        first = self.index
        at = self.advance().at
        mark, primes = f"_{letters}" if letters else "", 0
        while self.token.kind == PRIMED:
            self.advance()
            primes += 1
        mark += PRIME * primes
        if primes == 1 and name in self.functions.transposed:
            self.refuse_transpose(first)
        if primes + len(letters) > MAX_ORDER:
            self.refuse(f"a derivative of order above {MAX_ORDER}", at)
        if primes and letters:
            self.refuse("a derivative has primes or letters, not both", at)
        brackets = {"(": "()", "[": "[]"}.get(self.token.kind, "")
        if not brackets:
            if name not in self.functions.bare:
                self.refuse_bare(first, name)
            return Application(name, (), (primes,), mark, "", at)
        items, _ = yield from self.brackets(brackets[1])
        if not items:
            self.refuse(f"expected what {name} is taken at", self.tokens[self.index - 1].at)
        self.last_applied = (first, self.index)
        arguments = tuple(number(item, self.refuse) for item in items)
        orders = (primes, *(0 for _ in arguments[1:]))
        if primes and len(arguments) > 1:
            self.refuse(f"{name}{mark}: write Derivative({name}(x, t), x)", at)
        return Application(name, arguments, orders, mark, brackets, at)  # type: ignore[arg-type]

    def unexpected(self, wanted: str = "expected an operator or the end") -> NoReturn:
        """Say what was found where something else was wanted."""
        if self.token.kind == PRIMED:
            self.refuse_prime()
        super().unexpected(wanted)

    def refuse_prime(self) -> NoReturn:
        """InputError for x(t)' and for (x*y)'."""
        message = "a prime stands behind a function's name: write x'(t), or for the derivative"
        first, behind = self.last_applied
        changes: tuple[Change, ...] = ()
        if behind == self.index:
            name, end = self.tokens[first], self.token.end
            place = self.text[name.end : self.tokens[behind - 1].end]
            changes = (Change(name.at, end, f"{name.text}'{place}"),)
        self.refuse(f"{message} of a formula Derivative(x(t)**2, t)", self.token.at, *changes)

    def refuse_transpose(self, first: int) -> NoReturn:
        """InputError for A', which is a transpose to whoever thinks of matrices."""
        name, end = self.tokens[first], self.tokens[self.index - 1].end
        head = f"T({name.text}: 2x2) = "
        message = (
            f"{name.text}': write {name.text}'(t) for the derivative; for a transpose {head}..."
        )
        changes = [Change(name.at, end, f"{name.text}'(t)")]
        begin = self.tokens[0].at
        if not self.text[:begin].strip():
            changes.append(Change(begin, begin, head))
        self.refuse(message, name.at, *changes)

    def refuse_bare(self, first: int, name: str) -> None:
        """InputError for x where x(t) is meant, or a product of x with something."""
        token = self.tokens[first]
        place = self.functions.places.get(name, "(t)")
        shown = f"{name}{place}"
        message = f"{name} is a function here, and stands without its argument: write {shown}"
        self.refuse(message, token.at, Change(token.at, token.end, shown))

    def called(
        self, first: int, name: Token, arguments: tuple[Tree, ...], keywords: dict[str, Tree]
    ) -> Tree:
        """The node of a call; an integral, a sum or a derivative has one of its own."""
        if name.text in _COMPLEX:
            self.refuse(f"{name.text}: functions have real values here", name.at)
        if name.text not in BINDERS or keywords:
            return super().called(first, name, arguments, keywords)
        kind = BINDERS[name.text]
        if kind == "Derivative":
            return self.derivative(name, arguments)
        if len(arguments) < 2:
            last = self.tokens[self.index - 1].at
            change = Change(last, last, ", (s, 0, t)" if kind == "Integral" else ", (k, 0, n)")
            self.refuse(f"{kind} of what, from where to where? write limits", name.at, change)
        body = number(arguments[0], self.refuse)
        for limits in arguments[1:]:  # the last of them is the outermost
            if not isinstance(limits, Pair) or len(limits.items) != 3:
                message = "expected a variable and its limits, as in (s, 0, t)"
                changes: tuple[Change, ...] = ()
                if isinstance(limits, Name):
                    end = "t" if kind == "Integral" else "n"
                    last = limits.at + len(limits.name)
                    changes = (Change(limits.at, last, f"({limits.name}, 0, {end})"),)
                self.refuse(message, limits.at, *changes)
            variable, lower, upper = limits.items
            if not isinstance(variable, Name):
                self.refuse("expected a variable, as in (s, 0, t)", variable.at)
            bounds = tuple(number(bound, self.refuse) for bound in (lower, upper))
            body = Binder(kind, body, variable.name, bounds, name.at)  # type: ignore[arg-type]
        return body

    def derivative(self, name: Token, arguments: Sequence[Tree]) -> Tree:
        """Derivative(body, x, x), Derivative(body, (x, 2)) or diff(body, x, 2)."""
        if len(arguments) < 2:
            self.refuse(f"expected a variable, as in {name.text}(x(t), t)", name.at)
        body = number(arguments[0], self.refuse)
        variables: list[str] = []
        for entry in arguments[1:]:
            match entry:
                case Name(variable):
                    variables.append(variable)
                case Pair((Name(variable), Number(int(order)))) if 0 <= order <= MAX_ORDER:
                    variables += [variable] * order
                case Number(int(order)) if variables and 1 <= order <= MAX_ORDER:
                    variables += [variables[-1]] * (order - 1)
                case _:
                    self.refuse("expected a variable, as in Derivative(x(t), t)", entry.at)
        if len(variables) > MAX_ORDER:
            self.refuse(f"a derivative of order above {MAX_ORDER}", name.at)
        for variable in variables:
            body = Binder("Derivative", body, variable, (), name.at)
        return body
