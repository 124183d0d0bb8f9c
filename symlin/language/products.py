"""Products with and without a sign, quotients and powers; and where their reach is in doubt."""

from __future__ import annotations

from symlin.language.cursor import IMPLIED, LEVEL, NOWHERE, POWER, SIGN, Step, Steps
from symlin.language.forms import number
from symlin.language.operands import Operands
from symlin.language.tokens import Change
from symlin.language.tree import (
    Call,
    Condition,
    Constant,
    Listing,
    Name,
    Number,
    Pair,
    Piecewise,
    Power,
    Product,
    Tree,
    Truth,
    children,
)

POSTFIX = frozenset({".T", "'"})
"""What makes a transpose of the matrix before it."""
_FACTORS = frozenset({Name, Number, Call, Power})
"""The most frequent factors."""
WRITTEN_OUT = "Matrix"
"""The call that stands for entries in brackets."""
_BORDERS = frozenset({",", ";", "if", "else", "and", "or", "<", "<=", ">", ">=", "==", "!="})
"""Words that no product reaches across."""


class Products(Operands):
    """Reads what stands between signs of sums."""

    def single(self, loosest: int) -> Tree | None:
        """The next atom, where nothing that binds as tightly as `loosest` follows it."""
        tokens, after = self.tokens, self.index + 1
        if after < len(tokens) and LEVEL.get(tokens[after].kind, -1) >= loosest:
            return None
        return self.atom()

    def product(self, left: Tree, first: int) -> Step:
        """Factors and divisors with their signs; remainders and floors begin anew."""
        at = self.token.at
        factors = [self.factor(left)]
        inverted = [False]
        floors = 0
        while self.token.kind in ("*", "/", "//", "%", "@"):
            stroke = self.index
            if self.bare[2] == stroke or self.first_power[2] == stroke:
                yield from self.check_reach(stroke)
            kind = self.advance().kind
            if kind in "*@":
                factor = self.factor(self.single(IMPLIED) or (yield self.expression(IMPLIED)))
                if kind == "@":
                    floors += 1
                    self.deeper()
                    sofar = _product(factors, inverted, at)
                    factors, inverted = [], []
                    factor = Call("matmul", (sofar, factor), (), self.tokens[stroke].at)
                factors.append(factor)
                inverted.append(False)
                continue
            if kind == "%":
                self.check_percentage(stroke)
            factor = self.single(SIGN) or (yield self.expression(SIGN))
            if self.goes_on():
                yield from self.refuse_quotient(first, stroke)
            number(factor, self.refuse)
            if kind == "/":
                factors.append(factor)
                inverted.append(True)
                continue
            floors += 1
            self.deeper()
            factors = [self.whole(kind, _product(factors, inverted, at), factor, stroke)]
            inverted = [False]
        self.depth -= floors
        return _product(factors, inverted, at)

    def whole(self, kind: str, sofar: Tree, factor: Tree, stroke: int) -> Tree:
        """a % b, the remainder, or a // b, the whole part of the quotient."""
        place = self.tokens[stroke].at
        if kind == "%":
            self.check_percent(stroke)
            return Call("Mod", (sofar, factor), (), place)
        return Call("floor", (Product((sofar, factor), (False, True), place),), (), place)

    def check_percentage(self, stroke: int) -> None:
        """InputError for 5%, behind which nothing follows."""
        number = self.tokens[stroke - 1]
        if number.kind == "number" and self.token.kind in ("end", ")", ",", "+", "*", "]"):
            message = f"{number.text}%: write {number.text}/100"
            change = Change(number.at, self.tokens[stroke].end, f"{number.text}/100")
            self.refuse(message, number.at, change)

    def check_percent(self, stroke: int) -> None:
        """InputError for 5% x, in which 5% may be 5/100."""
        before, sign, after = self.tokens[stroke - 1 : stroke + 2]
        if before.kind == "number" and before.end == sign.at and sign.end < after.at:
            from symlin.language.ambiguities import refuse_percent

            refuse_percent(self, stroke)

    def factor(self, tree: Tree) -> Tree:
        """A factor; a condition counts as 1 where it holds, and as 0 elsewhere."""
        if type(tree) in _FACTORS:
            return tree
        if isinstance(tree, Condition):
            branches = (Number(1, tree.at), tree), (Number(0, tree.at), Truth(True, tree.at))
            return Piecewise(branches, tree.at)
        if self.is_bracket(tree):
            from symlin.language.ambiguities import refuse_square

            refuse_square(self)
        return self.quantity(tree)

    def is_bracket(self, tree: Tree) -> bool:
        """Whether it is [x + 1], which may be meant for a number."""
        single = isinstance(tree, Listing) and len(tree.items) == 1
        here = single and self.tokens[self.squared[0]].at == tree.at
        return here and not isinstance(children(tree)[0], Listing)

    def quantity(self, tree: Tree) -> Tree:
        """A number, or a vector or a matrix that is written out."""
        if isinstance(tree, Listing) and (
            len(tree.items) > 1 or (tree.items and isinstance(tree.items[0], Listing))
        ):
            return Call(WRITTEN_OUT, (Listing(tree.items, tree.at),), (), tree.at)
        if isinstance(tree, Pair) and self.closed[1] == self.index:
            vector = f"[{self.written(self.closed[0] + 1, self.index - 1)}]"
            products = f"products of vectors are cross(v, {vector}) and dot(v, {vector})"
            self.refuse(f"expected a number here, not a tuple: {products}", tree.at)
        return number(tree, self.refuse)

    def transposed(self, tree: Tree) -> Tree:
        """A.T and A'."""
        sign = self.advance()
        if sign.kind == "'" and not self.words.in_spaces:
            self.refuse("derivatives (x') are not part of the language", sign.at)
        name = "transpose" if sign.kind == ".T" else "prime"
        return Call(name, (self.quantity(tree),), (), sign.at)

    def goes_on(self) -> bool:
        """Whether a factor without a sign follows."""
        kind = self.token.kind
        return LEVEL.get(kind) == IMPLIED or (kind == "|" and not self.bars)

    def implied(self, left: Tree, first: int) -> Step:
        """Factors one after the other: 2x, 3(x + 1), x y."""
        at = self.token.at
        self.implied_products += 1
        factors = [self.factor(left)]
        while self.goes_on():
            yield from self.check_neighbours()
            factor = self.single(POWER) or (yield self.expression(POWER))
            if isinstance(factor, Listing):
                factor = self.indicator(factor)
            factors.append(self.factor(factor))
        return _product(factors, [False] * len(factors), at)

    def check_neighbours(self) -> Steps:
        """InputError where the factor that follows may belong to something else."""
        from symlin.language import ambiguities

        kind = self.token.kind
        if kind == "number":
            ambiguities.refuse_number(self)
        if self.index == self.loose[2]:
            base, exponent, end = self.loose
            yield from self.rest(POWER)
            ambiguities.refuse_exponent(self, base, exponent, end)
        if self.index == self.bare[2] and not (
            kind == "name" and self.is_function(self.token.text)
        ):
            yield from self.check_reach(self.index)
        if kind == "|" and self.barred[1] not in (NOWHERE, self.index):
            yield from self.check_bars()
        if kind == "[" and self.tokens[self.index - 1].kind == "name":
            ambiguities.refuse_entry(self)
        if kind == "(" and ambiguities.is_power_of_function(self):
            first = self.index - 3
            yield from self.brackets(")")
            ambiguities.refuse_power_of_function(self, first)
        if kind == "name" and self.touching() and self.tokens[self.index - 1].text == "0":
            self.refuse(f"0{self.token.text} is no number of the language", self.token.at - 1)

    def indicator(self, listing: Listing) -> Tree:
        """2[x > 0]: twice 1 where x > 0."""
        if len(listing.items) == 1 and isinstance(listing.items[0], Condition):
            return listing.items[0]
        return listing

    def check_bars(self) -> Steps:
        """InputError for |x|y|z|, which may be |x|*y*|z| or |x*|y|*z|."""
        from symlin.language.ambiguities import refuse_bars

        (first, middle), last = self.barred, self.index
        between = {token.kind for token in self.tokens[middle:last]}
        if self.tokens[middle].kind not in ("name", "number", "(") or between & _BORDERS:
            return
        yield self.absolute()
        refuse_bars(self, first, middle - 1, last)

    def rest(self, loosest: int) -> Steps:
        """Pass over what follows, to know where it ends."""
        yield self.expression(loosest)

    def check_reach(self, stroke: int) -> Steps:
        """InputError behind a function without brackets, and behind x^1."""
        from symlin.language import ambiguities

        if stroke == self.first_power[2]:
            if self.token.kind == "/" and self.following().kind == "number":
                ambiguities.refuse_first_power(self, *self.first_power[:2])
            return
        first, start, end = self.bare
        if self.goes_on():
            yield from self.rest(POWER)
            while self.token.kind == "name" and not self.is_function(self.token.text):
                self.bare = (NOWHERE, NOWHERE, NOWHERE)
                yield from self.rest(POWER)  # cos 2 π t: all of it
            ambiguities.refuse_reach(self, first, start, end, stroke)
        self.advance()
        yield from self.rest(SIGN)
        ambiguities.refuse_reach(self, first, start, end, stroke + 1)

    def refuse_quotient(self, first: int, stroke: int) -> Steps:
        """InputError for 1/2x, in words that name all of what follows the stroke."""
        from symlin.language.ambiguities import refuse_quotient

        divisor = self.index
        while self.goes_on() and self.token.kind != "number":
            self.bare = self.loose = (NOWHERE, NOWHERE, NOWHERE)
            yield from self.rest(POWER)
        refuse_quotient(self, first, stroke, divisor)

    def power(self, left: Tree, first: int) -> Step:
        """base**exponent, from the right; base^exponent where nothing else can be meant."""
        stroke = self.index
        if stroke == self.bare[2]:
            yield from self.check_reach(stroke)
        caret, _, at, _ = self.advance()
        self.deeper()
        start = self.index
        exponent = yield self.expression(SIGN)
        self.depth -= 1
        wrapped = self.wrapped(start)
        is_e = isinstance(left, Constant) and left.name == "E"
        if caret == "^" and not wrapped:
            nested = self.caret[1] == self.index
            if nested and not (is_e and self.tokens[start].kind != "("):
                from symlin.language.ambiguities import refuse_tower

                refuse_tower(self, first, start, self.caret[0])
            if self.tokens[start].text == "1" and self.index == start + 1:
                self.first_power = (first, start, self.index)
        if not wrapped and (is_e or isinstance(left, Number)):
            self.loose = (first, start, self.index)
        if caret == "^":
            self.caret = (start, self.index)
        return Power(self.quantity(left), number(exponent, self.refuse), at)


def _product(factors: list[Tree], inverted: list[bool], at: int) -> Tree:
    return factors[0] if len(factors) == 1 else Product(tuple(factors), tuple(inverted), at)
