"""Texts with two readings that people mean: each is refused, with both to choose from.

Every function is called where the parser stands behind the words in question, whose indices it is
given, and raises `InputError`.
"""

from __future__ import annotations

from typing import NoReturn

from symlin.language import greek
from symlin.language.cursor import Cursor
from symlin.language.tokens import Change, Token
from symlin.language.tree import Negative, Number, Tree
from symlin.language.vocabulary import BUILTINS


def refuse(
    parser: Cursor, message: str, first: int, last: int, *new: str, at: int | None = None
) -> NoReturn:
    """Refuse the words from `first` up to `last`; each of `new` may stand in their place."""
    begin, end = parser.tokens[first].at, parser.tokens[last - 1].end
    changes = (Change(begin, end, text) for text in new)
    parser.refuse(message, begin if at is None else at, *changes)


def refuse_quotient(parser: Cursor, first: int, stroke: int, divisor: int) -> NoReturn:
    """1/2x: half of x, or 1 over 2*x?"""
    sign = parser.tokens[stroke].text
    above, below = parser.written(first, stroke), parser.written(stroke + 1, divisor)
    rest = parser.written(divisor)
    if parser.index == divisor:
        refuse_number(parser)
    tail = f"{below} {rest}" if parser.tokens[divisor].at > parser.tokens[divisor - 1].end else (
        below + rest)  # fmt: skip
    new = f"({above}{sign}{below})*{rest}", f"{above}{sign}({below}*{rest})"
    message = f'after "{sign}", is {tail} below the line? write {new[0]}, or {new[1]}'
    refuse(parser, message, first, parser.index, *new, at=parser.tokens[divisor].at)


def refuse_number(parser: Cursor) -> NoReturn:
    """x 2, (x + 1)2, 2 3: a lost sign, a lost superscript, or digits apart."""
    before, number = parser.tokens[parser.index - 1], parser.token
    a, b, at = before.text, number.text, number.at
    if parser.following().kind in ("]", ";") and before.kind in ("number", "name"):
        message = f"{a} {b}: entries stand between commas"
        parser.refuse(message, at, Change(before.end, before.end, ","))
    if before.kind == "number" and parser.touching():
        parser.refuse(f"{a}{b} is no number", before.at)
    if before.kind in ("number", "name"):
        _refuse_pair(parser, before, number)
    times = Change(at, at, "*")
    if before.kind == "|":
        message = f"write abs( ) and * where bars meet {b}, or put * before it"
        parser.refuse(message, at, times)
    if before.kind == ")" and parser.closed[1] == parser.index:
        a = parser.written(parser.closed[0])
    elif before.at == before.end or before.text != parser.text[before.at : before.end]:
        a = "..."
    parser.refuse(f"{a}{b}: write {a}*{b}, or {a}^{b}", at, times, Change(at, at, "^"))


def _refuse_pair(parser: Cursor, before: Token, number: Token) -> NoReturn:
    """2 3 and x 2."""
    a, b = before.text, number.text
    new = [f"{a}*{b}", f"{a}{b}"] if before.kind == "number" else [f"{a}*{b}", f"{a}^{b}"]
    if before.kind == "name" and b.isdigit() and a.isalpha():
        new.append(f"{a}_{b}")
    shown = " or ".join([", ".join(new[:-1]), new[-1]])
    changes = (Change(before.at, number.end, text) for text in new)
    parser.refuse(f"{a} {b}: write {shown}", number.at, *changes)


def refuse_exponent(parser: Cursor, base: int, exponent: int, end: int) -> NoReturn:
    """e^2x: e^(2*x), or (e^2)*x?"""
    under, over = parser.written(base, exponent), parser.written(exponent, end)
    rest = parser.written(end)
    new = f"{under}({over}*{rest})", f"({under}{over})*{rest}"
    message = f"does {rest} belong to the exponent? write {new[0]}, or {new[1]}"
    refuse(parser, message, base, parser.index, *new, at=parser.tokens[end].at)


def refuse_tower(parser: Cursor, base: int, exponent: int, second: int) -> NoReturn:
    """x^2^3: x^(2^3), or (x^2)^3?"""
    under, over = parser.written(base, exponent), parser.written(exponent)
    inner, outer = parser.written(base, second - 1), parser.written(second)
    new = f"{under}({over})", f"({inner})^{outer}"
    whole = parser.written(base)
    refuse(parser, f"{whole}: write {new[0]}, or {new[1]}", base, parser.index, *new)


def refuse_first_power(parser: Cursor, base: int, exponent: int) -> NoReturn:
    """x^1/2: nobody writes a power 1; is the exponent 1/2?"""
    divisor = parser.following().text
    under = parser.written(base, exponent - 1)
    new = f"{under}^(1/{divisor})", f"{under}/{divisor}"
    message = f"^1/{divisor}: write {new[0]} for the root, or {new[1]}"
    parser.advance()
    parser.advance()
    refuse(parser, message, base, parser.index, *new)


def refuse_reach(parser: Cursor, first: int, start: int, end: int, rest: int) -> NoReturn:
    """sin x^2: how far does sin reach?"""
    name, argument = parser.written(first, start), parser.written(start, end)
    more = parser.written(rest) if parser.index > rest else parser.tokens[rest].text
    sign = parser.written(end, rest) if rest > end else "*"
    word = {"√": "sqrt", "∛": "cbrt"}.get(name, name)
    new = f"{word}({argument}{sign}{more})", f"{word}({argument}){sign}{more}"
    if name in ("√", "∛"):
        new = new[1], new[0]
        message = f"{parser.written(first)}: write {new[0]}, or {new[1]}"
    else:
        message = f"how far does {name} reach? write {new[0]}, or {new[1]}"
    last = max(parser.index, rest)
    refuse(parser, message, first, last, *new, at=parser.tokens[end].at)


def refuse_function_power(parser: Cursor, first: int, behind: int, power: Tree) -> NoReturn:
    """sin^-1 x is asin(x) or 1/sin(x); f^2(x) is f(x)^2 or f(f(x)). The argument is passed over."""
    name, inside = parser.tokens[first].text, parser.written(behind)
    of = inside if parser.tokens[behind].kind == "(" else f"({inside})"
    minus_one = isinstance(power, Negative) and _is(power.operand, 1)
    inverse = f"a{name}" if f"a{name}" in BUILTINS else "exp" if name in ("ln", "log") else None
    if minus_one and inverse:
        new = f"{inverse}{of}", f"1/{name}{of}"
        message = f"{name}^-1: write {new[0]} for the inverse, or {new[1]}"
    elif _is(power, 2):
        new = f"{name}{of}^2", f"{name}({name}{of})"
        message = f"{name}^2: write {new[0]} for the square, or {new[1]}"
    else:
        exponent = parser.text[parser.tokens[first].end : parser.tokens[behind - 1].end].lstrip("^")
        only = f"{name}{of}^({exponent})"
        refuse(parser, f"a power of the function {name}: write {only}", first, parser.index, only)
    refuse(parser, message, first, parser.index, *new)


def _is(tree: Tree, value: int) -> bool:
    return isinstance(tree, Number) and tree.value == value


def refuse_call(parser: Cursor, first: int, count: int) -> None:
    """a(b + c): a product, or an unknown function? A word that is no letter may yet be known."""
    name = parser.tokens[first]
    letters = name.text.rstrip("0123456789").rstrip("_")
    if len(letters) > 1 and letters not in greek.NAMES:
        return
    inside = parser.written(first + 1)
    words = parser.tokens[first + 2 : parser.index - 1]
    places = list(dict.fromkeys(t.text for t in words if t.kind == "name" and t.text != name.text))
    places = [letter for letter in places if letter in "xyztnkmsr"] or places
    head = f"T({name.text})({', '.join(places) or 't'}) = "
    begin = parser.tokens[0].at
    alone = not parser.text[:begin].strip() and all(t.kind not in ("(", "[") for t in words)
    changes = [Change(begin, begin, head)] if alone else []
    unknown = f"for an unknown function {head}..." if changes else "unknown functions are declared"
    if count != 1:
        message = f"{name.text}{inside}: {name.text} is no function here; {unknown}"
        parser.refuse(message, name.at, *changes)
    new = f"{name.text}*{inside}"
    message = f"{name.text}{inside}: write {new} for a product; {unknown}"
    end = parser.tokens[parser.index - 1].end
    parser.refuse(message, name.at, Change(name.at, end, new), *changes)


def refuse_bar(parser: Cursor, first: int) -> NoReturn:
    """A bar without a partner."""
    at = parser.tokens[first].at
    if first and parser.token.kind in ("<", "<=", ">", ">=", "==", "!="):
        parser.refuse("| joins conditions, in brackets: (x > 0) | (y > 0)", at)
    name = "the end of the text" if parser.token.kind == "end" else repr(parser.token.text)
    parser.refuse(
        f"this bar has no partner: expected '|', not {name}; bars can be written abs(x)", at
    )


def refuse_bars(parser: Cursor, first: int, middle: int, last: int) -> NoReturn:
    """|x|y|z|: two pairs beside each other, or one in the other?"""
    a, b = parser.written(first + 1, middle), parser.written(middle + 1, last)
    c = parser.written(last + 1, parser.index - 1)
    new = f"abs({a})*{b}*abs({c})", f"abs({a}*abs({b})*{c})"
    message = f"these bars pair up in two ways: write {new[0]}, or {new[1]}"
    refuse(parser, message, first, parser.index, *new)


def refuse_percent(parser: Cursor, stroke: int) -> NoReturn:
    """5% x: five hundredths of x, or the remainder of 5?"""
    number = parser.tokens[stroke - 1].text
    rest = parser.written(stroke + 1)
    new = f"{number}/100*{rest}", f"Mod({number}, {rest})"
    message = f"{number}%: write {new[0]}; for the remainder {new[1]}"
    refuse(parser, message, stroke - 1, parser.index, *new)


def refuse_entry(parser: Cursor) -> NoReturn:
    """x[0]: an entry of a vector, or a value of a sequence; Sin[x]: a call in Mathematica."""
    name = parser.tokens[parser.index - 1]
    if name.text in parser.words.in_spaces:
        message = f"{name.text}[...]: entries are counted from 1 here: {name.text}1 of a vector, "
        parser.refuse(f"{message}{name.text}12 of a matrix", name.at)
    if parser.is_function(name.text):
        opening, later = parser.token, parser.tokens[parser.index + 1 :]
        inside = next((k for k, token in enumerate(later) if token.kind in ("[", "]")), len(later))
        changes = []
        if later[inside:] and later[inside].kind == "]":
            end = later[inside]
            argument = parser.text[opening.end : end.at]
            changes.append(Change(opening.at, end.end, f"({argument})"))
        message = f"{name.text}[...]: write {name.text}(...), with round brackets"
        parser.refuse(message, name.at, *changes)
    if name.text in ("E", "P"):
        message = "random variables are not read; of a sample: mean(x), variance(x)"
        parser.refuse(message, name.at)
    first = parser.tokens[0].at
    head = f"T({name.text})[n] = "
    alone = not parser.text[:first].strip() and len(name.text) == 1
    parser.refuse(
        f"{name.text}[...]: for the value of a sequence {head}...; the first entry of a vector is "
        f"{name.text}[0] in lambda {name.text}: ... alone; call the entries {name.text}1, "
        f"{name.text}2, ...",
        name.at,
        *((Change(first, first, head),) if alone else ()),
    )


def refuse_half_cases(parser: Cursor) -> NoReturn:
    """x if x > 1: and else?"""
    if parser.token.kind != "end":
        parser.unexpected("expected 'else' after the condition")
    at = parser.token.at
    end = parser.tokens[parser.index - 1].end
    parser.refuse(
        "expected 'else' after the condition: what is the value elsewhere? write ... else 0",
        at,
        Change(end, end, " else 0"),
    )


def refuse_comma(parser: Cursor) -> NoReturn:
    """1,5 is 1.5, or two outputs; x, y are outputs and want brackets."""
    before, comma = parser.tokens[parser.index - 1], parser.token
    after = parser.following()
    first, last = parser.tokens[0].at, parser.tokens[-2].end
    inside = parser.text[first:last]
    spaced = inside if ", " in inside or len(inside) > 200 else inside.replace(",", ", ")
    outputs = f"({spaced})"
    changes = [Change(first, last, outputs)]
    tight = before.kind == after.kind == "number" and before.end == comma.at
    if tight and comma.end == after.at:
        whole = before.text.isdigit() and after.text.isdigit() and len(after.text) == 3
        number = f"{before.text}{'' if whole else '.'}{after.text}"
        message = f"{before.text},{after.text}: write {number} for the number; "
        changes.insert(0, Change(before.at, after.end, number))
        parser.refuse(f"{message}for two outputs {outputs}", before.at, *changes)
    parser.refuse(f"several outputs stand in brackets: write {outputs}", comma.at, *changes)


def refuse_square(parser: Cursor) -> NoReturn:
    """[x + 1]*2: a bracket, the whole part, or a vector?"""
    first, last = parser.squared
    inside = parser.written(first + 1, last - 1)
    new = f"({inside})", f"floor({inside})"
    message = f"[{inside}]: write {new[0]} for a bracket, {new[1]} for the whole part"
    refuse(parser, message, first, last, *new)


def is_power_of_function(parser: Cursor) -> bool:
    """Whether f^2 stands before a bracket, where f is no number that anybody has declared."""
    before = parser.tokens[max(parser.index - 3, 0) : parser.index]
    if [token.kind for token in before] != ["name", "^", "number"]:
        return False
    name = before[0].text
    return name in ("f", "g", "h", "F", "G", "H") and name not in parser.words.declared


def refuse_power_of_function(parser: Cursor, first: int) -> NoReturn:
    """f^2(x): a square of the function f, or of a number? The bracket is passed over."""
    square, inside = parser.written(first, first + 3), parser.written(first + 3)
    word, new = parser.tokens[first].text, f"{square}*{inside}"
    message = f"{square}{inside}: write {new} for a product, {word}(...)^2 for a function"
    refuse(parser, message, first, parser.index, new)
