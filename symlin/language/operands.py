"""What an operator stands between: signs, brackets, calls, bars, roots, vectors and cases."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.bare import Bare
from symlin.language.cursor import COMPARE, SIGN, SUM, Step
from symlin.language.declared import default_inputs
from symlin.language.forms import condition, number
from symlin.language.notation import tree_text
from symlin.language.tokens import Change, number_value, words
from symlin.language.tree import (
    Call,
    Listing,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Product,
    Tree,
)

ANGLES = "angles"
"""The call that stands for <a, b> where vectors are about."""
_SIGNS = frozenset({"+", "-", "~", "not"})


class Operands(Bare):
    """Reads one operand."""

    def operand(self) -> Step:
        """A sign and what follows it, a call, brackets, bars, a root or cases."""
        kind, _, at, _ = self.token
        if kind in _SIGNS:
            return (yield self.signed())
        if kind == "name":
            is_call = self.following().kind == "("
            return (yield self.call() if is_call else self.applied())
        if kind == "(":
            items, comma = yield from self.brackets(")")
            if not items:
                self.refuse("expected an expression between ( and )", at)
            return Pair(items, at) if comma else items[0]
        if kind == "[":
            items, _ = yield from self.brackets("]")
            return Listing(items, at)
        if kind == "|":
            return (yield self.absolute())
        if kind in ("√", "∛"):
            return (yield self.root())
        if kind == "<":
            return (yield self.angles())
        if kind in ("cases", "{"):
            from symlin.language.cases import rows

            return (yield rows(self))
        if kind == "quoted":
            return self.quoted()
        self.unexpected("expected a number, a name or a bracket")

    def quantity(self, tree: Tree) -> Tree:
        """A number, or a vector or a matrix that is written out."""
        raise NotImplementedError

    def signed(self) -> Step:
        """-x, +x, ~c or not c; any number of signs of one kind is one step."""
        kind, _, at, _ = self.advance()
        negations = int(kind != "+")
        group = ("+", "-") if kind in "+-" else (kind,)
        while self.token.kind in group:
            negations += self.advance().kind != "+"
        part = yield self.expression(COMPARE if kind == "not" else SIGN)
        if kind in "+-":
            part = self.quantity(part)
            return Negative(part, at) if negations % 2 else part
        condition(part, self.refuse)
        return Not(part, at) if negations % 2 else part

    def absolute(self) -> Step:
        """|x|: a bar opens where an operand is due, and closes where one has ended."""
        first = self.index
        bar = self.advance()
        self.deeper()
        self.bars += 1
        value = yield self.expression(SUM)
        if self.token.kind != "|":
            from symlin.language.ambiguities import refuse_bar

            refuse_bar(self, first)
        self.advance()
        self.bars -= 1
        self.depth -= 1
        self.barred = (first, self.index)
        return Call("Abs", (number(value, self.refuse),), (), bar.at)

    def angles(self) -> Step:
        """<a, b>: the outputs of a vector."""
        first = self.index
        at = self.advance().at
        self.deeper()
        items = [(yield self.expression(SUM))]
        while self.token.kind == ",":
            self.advance()
            items.append((yield self.expression(SUM)))
        self.expect(">", "behind the entries of the vector <a, b>")
        self.depth -= 1
        if not self.words.in_spaces:
            self._check_inner(first, items)
        if self.words.in_spaces:  # of vectors it is another thing
            return Call(ANGLES, (Listing(tuple(items), at),), (), at)
        return Listing(tuple(items), at)

    def _check_inner(self, first: int, items: Sequence[Tree]) -> None:
        """<w, x> + b is an inner product, and so is <w, x> where x alone is an input.

        Raises `InputError` for them: what it is of has to be said.
        """
        names = [item.name for item in items if isinstance(item, Name)]
        alone = first == 0 and self.token.kind == "end"
        inputs = self.words.declared or default_inputs(names)
        two = len(items) == len(names) == 2 and len({name in inputs for name in names}) == 2
        if len(items) != 2 or (alone and not two):
            return
        a, b = (tree_text(item) for item in items)
        message = f"<{a}, {b}>: for an inner product write dot({a}, {b}), with a vector as in "
        message += f"f({b}: R^3) = ...; for two outputs ({a}, {b})"
        begin, end = self.tokens[first].at, self.tokens[self.index - 1].end
        new = [f"dot({a}, {b})", f"({a}, {b})"][: 1 + alone]
        self.refuse(message, begin, *(Change(begin, end, text) for text in new))

    def quoted(self) -> Tree:
        """'1.05', as SymPy prints it in Rational('1.05')."""
        before = self.tokens[self.index - 2].text if self.index > 1 else ""
        _, word, at, _ = self.advance()
        above, stroke, below = word[1:-1].partition("/")
        if before not in ("Rational", "Integer", "Float", "Decimal", "Fraction"):
            self.refuse("text in quotes is not part of the language", at)
        values = [self.decimal(part, at) for part in ((above, below) if stroke else (above,))]
        if len(values) == 1:
            return values[0]
        return Product(tuple(values), (False, True), at)

    def decimal(self, word: str, at: int) -> Tree:
        """A number with an optional sign."""
        digits = word.removeprefix("-")
        found = words(digits, digits)
        if len(found) != 2 or found[0].kind != "number":
            self.refuse(f"{word!r} is no number", at)
        value = Number(number_value(digits, self.text, at), at)
        return value if digits == word else Negative(value, at)
