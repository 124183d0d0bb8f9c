"""A text as people write it: from characters to the tree, with what was declared and noted.

characters -> words -> LaTeX to plain words -> header -> names of the whole text -> tree
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from symlin.language.cursor import Words
from symlin.language.declared import MAX_PRIMES, Declared, Header
from symlin.language.operator import Note
from symlin.language.plain import plain_tokens
from symlin.language.spaces import Spaces
from symlin.language.symbols import settled
from symlin.language.syntax import tree_of_tokens
from symlin.language.tokens import Change, Token, fail
from symlin.language.tree import Compare, Condition, Listing, Pair, Tree

_PYTHON = ("lambda", "def")
_NONE = frozenset[str]().__contains__
_HEADS = frozenset({"=", ":=", "->", "=>", "lambda", "def"})


class Reading(NamedTuple):
    """The tree of a text, its header, and what was read as something else."""

    tree: Tree
    header: Header
    notes: tuple[Note, ...]


def read(
    text: str,
    known: Callable[[str], bool],
    inputs: Sequence[str] | None = None,
    *,
    layered: bool = False,
    arrays: Callable[[str], bool] = _NONE,
    spelled: Callable[[str], bool] = _NONE,
    spaces: Spaces = (),
) -> Reading:
    """The formula of a text, with its header.

    `known` tells functions from symbols, `spelled` their other spellings from symbols, where an
    argument follows, and `arrays` knows those of vectors, matrices and complex numbers; `inputs`
    are those that the caller has named, and `spaces` says where names lie; in a text of layers no
    letter is an input. Raises `InputError`, with the place and what to write instead, for whatever
    cannot be understood or can be understood in two ways.
    """
    words, constants = framed_words(text)
    tokens, header, entries = _header(words, text, spaces)
    if inputs is not None and header.inputs not in (None, tuple(inputs)):
        fail("the header names the inputs already: leave --inputs out", text, tokens[0].at)
    header = header._replace(spaces=_together(header.spaces, spaces, text))
    declared = _declared(header, inputs, constants)
    body: Sequence[Token] = [_symbol(token) for token in tokens[header.first :]]
    body, notes = _arrays_in(body, text, declared)
    if not layered and all(token.kind != ">>" for token in body):
        is_function = _known_to(known, declared, arrays)
        body, more = settled(body, text, declared, is_function, spelled)
        notes += more
    tree = tree_of_tokens(text, body, words_of(known, declared, arrays, spelled))
    header = header._replace(parameters=declared.parameters)
    told = (*entries, *notes, *_remarks(body, header))
    return Reading(whole(tree, body, text), header, told)


def _arrays_in(
    body: Sequence[Token], text: str, declared: Declared
) -> tuple[Sequence[Token], tuple[Note, ...]]:
    if not declared.spaces and all(token.kind not in (";", "'") for token in body):
        return body, ()
    from symlin.language.arrays import plain_arrays

    return plain_arrays(body, text, declared)


def _together(written: Spaces, given: Spaces, text: str) -> Spaces:
    """What the header and the caller say of spaces; InputError where they differ."""
    found = dict(written)
    for name, space in given:
        if found.setdefault(name, space) != space:
            fail(f"{name} is in {found[name]} in the header, and in {space} beside it", text, 0)
    return tuple(found.items())


def framed_words(
    text: str, plainer: Callable[[str], str] | None = None
) -> tuple[list[Token], tuple[str, ...]]:
    """The words without what stands around the formula, and names that are said to be constant.

    `plainer` may put other signs into the text, each where it stood. Raises `InputError` for a
    text without a formula, and for what is no word.
    """
    if not text.strip():
        fail("the text is empty: expected an operator, such as relu or Max(x, 0)", text, 0)
    if text.lstrip()[:2] in ('{"', "{'"):
        fail("this is JSON: lines of JSON are for symlin batch FILE", text, 0)
    shown, constants = text, tuple[str, ...]()
    if _may_be_framed(text):
        from symlin.language.frame import framed

        shown, constants = framed(text)
    if plainer is not None:
        shown = plainer(shown)
    tokens = plain_tokens(text, shown)
    if tokens[0].kind == "end":
        fail("expected a formula", text, 0)
    return tokens, constants


def _declared(header: Header, inputs: Sequence[str] | None, constants: tuple[str, ...]) -> Declared:
    """What the header, the caller and the words around the formula say together."""
    given = None if inputs is None else tuple(inputs)
    return Declared(
        inputs=given if header.inputs is None else header.inputs,
        parameters=(*header.parameters, *constants),
        header=header.inputs is not None,
        spaces=header.spaces,
        gap=header.gap,
    )


def _header(
    tokens: Sequence[Token], text: str, spaces: Spaces
) -> tuple[Sequence[Token], Header, tuple[Note, ...]]:
    """The words, their header, and what was read as an entry of a vector."""
    if not any(token.kind in _HEADS for token in tokens):
        return tokens, Header(), ()
    from symlin.language.header import header_of

    header = header_of(tokens, text, spaces)
    if tokens[0].kind not in _PYTHON or all(token.kind != "[" for token in tokens):
        return tokens, header, ()
    from symlin.language.entries import with_entries

    return with_entries(tokens, header, text, dict(spaces))


def words_of(
    known: Callable[[str], bool],
    declared: Declared,
    arrays: Callable[[str], bool] = _NONE,
    spelled: Callable[[str], bool] = _NONE,
) -> Words:
    """What the names mean, to the parser."""
    spaces = declared.spaces
    polynomials = (name for name, space in spaces if space.degree is not None)
    primed = frozenset(n + "'" * k for n in polynomials for k in range(MAX_PRIMES))
    is_function = _known_to(known, declared, arrays)
    return Words(is_function, declared.names, declared.in_spaces, primed, arrays, True, spelled)


def _known_to(
    known: Callable[[str], bool], declared: Declared, arrays: Callable[[str], bool]
) -> Callable[[str], bool]:
    """Which names are functions: where some names have spaces, also trace in trace A."""
    if not declared.spaces:
        return known
    return lambda name: known(name) or arrays(name)


def _may_be_framed(text: str) -> bool:
    """Whether the text may have something around its formula."""
    first, last = text[:1], text[-1:]
    return (
        first in "$`\\ "
        or last in ".?,;` $"
        or last.isspace()
        or first.isspace()
        or text[:6].lower().startswith(("is ", "check ", "prove ", "show ", "verify", "the "))
        or " where " in text
        or " with " in text
    )


def _symbol(token: Token) -> Token:
    """The word; `lambda` is a symbol wherever it is not Python's."""
    return token._replace(kind="name", text="lam") if token.kind == "lambda" else token


def whole(tree: Tree, body: Sequence[Token], text: str) -> Tree:
    """The tree of a whole formula: a tuple is its outputs; InputError for what is no formula."""
    if isinstance(tree, Pair):
        return Listing(tree.items, tree.at)
    if isinstance(tree, Condition):
        _refuse_condition(tree, body, text)
    if isinstance(tree, Listing) and len(tree.items) == 1 and body[0].kind == "[":
        _refuse_brackets(tree.items[0], body, text)
    return tree


def _refuse_brackets(item: Tree, body: Sequence[Token], text: str) -> None:
    """[x]: a bracket, the whole part, or a vector of one entry, which is written [x,]; whoever
    writes [3*x] writes code, where a list is a list.
    """
    is_code = any(token.kind in ("*", "**", "(", ",") for token in body)
    if is_code or isinstance(item, Condition | Listing):
        return
    inside = text[body[1].at : body[-3].end]
    new = f"({inside})", f"floor({inside})"
    message = f"[{inside}]: write {new[0]} for a bracket, {new[1]} for the whole part"
    fail(message, text, body[0].at, *(Change(*_span(body), word) for word in new))


def _span(body: Sequence[Token]) -> tuple[int, int]:
    return body[0].at, body[-2].end


def _refuse_condition(tree: Tree, body: Sequence[Token], text: str) -> None:
    """A condition alone is no operator: neither y == m*x, nor x > 0."""
    at, end = _span(body)
    written = text[at:end]
    if isinstance(tree, Compare) and "==" in tree.operators and "==" in written:
        name, _, rest = (part.strip() for part in written.partition("=="))
        message = '"==" is a comparison: an operator is written y = m*x + c'
        change = Change(at, end, f"{name} = {rest}")
        fail(message, text, tree.at, *((change,) if name.isidentifier() else ()))
    new = f"Piecewise((1, {written}), (0, True))"
    shown = new if len(new) < 80 else "Piecewise"
    message = (
        f"expected a number here, not a condition: for 1 where it holds and 0 elsewhere {shown}"
    )
    fail(message.replace("elsewhere", "elsewhere, write"), text, tree.at, Change(at, end, new))


def _remarks(body: Sequence[Token], header: Header) -> list[Note]:
    """Notes about words that mean something by custom."""
    found = [
        Note(t.at, t.end, t.text, "a parameter (its default is not used)") for t in header.defaults
    ]
    everyday = header.first > 0
    if header.inputs is None and not header.spaces:
        found += _commuting(body)
    for token, after in pairwise(body):
        if token.text == "log" and token.kind == "name" and (everyday or after.kind != "("):
            found.append(Note(token.at, token.end, "log", "the natural logarithm"))
            break
    return found


def _commuting(body: Sequence[Token]) -> list[Note]:
    """A note where two capital letters are multiplied, which may be meant for matrices."""
    capitals = [k for k, token in enumerate(body) if _is_capital(token)]
    for k in capitals:
        j = k + 1 + (body[k + 1].kind == "*")
        if _is_capital(body[j]) and body[j].text != body[k].text:
            text = f"{body[k].text}*{body[j].text}"
            return [Note(body[k].at, body[j].end, text, "a product of numbers, not of matrices")]
    return []


def _is_capital(token: Token) -> bool:
    return token.kind == "name" and len(token.text) == 1 and token.text.isupper()
