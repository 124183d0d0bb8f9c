"""Texts about functions, sequences and fields, made operators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from symlin.language.declared import Declared
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Note
from symlin.language.reading import framed_words
from symlin.language.symbols import settled
from symlin.language.tokens import Token, fail
from symlin.language.tree import Compare, Condition, Listing, Pair, Tree
from symlin.reading.functions.build import built
from symlin.reading.functions.certain import Functions, functions_of
from symlin.reading.functions.formula import Formula, Sides
from symlin.reading.functions.grammar import tree_of
from symlin.reading.functions.header import FunctionHeader, header_of
from symlin.reading.functions.large import with_integrals
from symlin.reading.functions.leibniz import with_derivatives
from symlin.reading.functions.marks import PRIMED, marked, with_indices, with_primes
from symlin.reading.functions.undecided import (
    refuse_convolution,
    refuse_delta,
    refuse_differentials,
    refuse_flat_sums,
    refuse_indices,
    refuse_joined,
    refuse_own_place,
    refuse_partials,
    refuse_powers,
    refuse_primes,
    refuse_quadratic,
    refuse_undeclared,
    refuse_without_function,
)
from symlin.reading.functions.words import BINDERS, PARTIAL, Scan
from symlin.reading.names import is_known, is_spelled


def read_functions(
    text: str,
    *,
    inputs: Sequence[str] | None = None,
    given: Sequence[str] = (),
    assume: Sequence[str] = (),
) -> FunctionOperator | None:
    """The operator on functions that the text denotes; None for a text about numbers.

    `inputs` are the unknown functions and `given` are held fixed; without them, all functions of
    the text are unknown. Raises `InputError`, with the place and what to write instead, for what
    cannot be understood or can be understood in two ways.
    """
    typed, constants = framed_words(text, marked)
    words = with_derivatives(
        with_integrals(with_indices(with_primes(typed, text), text), text), text
    )
    found = _split(words, text, (*(inputs or ()), *(entry.partition("=")[0] for entry in given)))
    if found is None:
        return None
    body, notes = _settled(found, text)
    formula = Formula(
        text=text,
        header=found.header,
        body=body,
        notes=notes,
        declared=frozenset(constants),
    )
    return built(formula, inputs, given, assume)


class _Split(NamedTuple):
    """A text in its parts: `sides` are one or, in an equation, two."""

    header: FunctionHeader
    functions: Functions
    scan: Scan
    sides: tuple[Sequence[Token], ...]


def _split(tokens: Sequence[Token], text: str, named: Sequence[str]) -> _Split | None:
    """The parts; None where no name is a function's. InputError where one may be."""
    header = header_of(tokens)
    if header is None:
        equals = [token for token in tokens if token.kind == "="]
        if len(equals) > 1 and any(token.kind == PRIMED for token in tokens):
            fail("ask about one equation at a time, without its conditions", text, equals[1].at)
        return None
    all_of_it = Scan(tokens, text)
    if _is_number_header(header, tokens, all_of_it, named):
        return None
    if header.equals is not None and _is_equation(header, tokens, all_of_it):
        functions = functions_of(all_of_it, (), header.variables or (), named)
        sides = tokens[: header.equals], tokens[header.equals + 1 :]
        ended = [*sides[0], Token("end", "", tokens[header.equals].at, tokens[header.equals].at)]
        index = header.variables if header.output in functions.names else None
        header = FunctionHeader(variables=index, square=header.square)
        return _checked(_Split(header, functions, all_of_it, (ended, sides[1])), text, named)
    body = Scan(tokens[header.first :], text)
    if header.loose:
        loose = functions_of(body, named=named, square=header.square)
        if set(header.unknowns) <= loose.names:
            header = header._replace(variables=None, output=None, square=False)
        elif header.variables is None:
            return None
        else:
            header = header._replace(unknowns=(), function=None)
    variables = header.variables or ()
    functions = functions_of(body, header.unknowns, variables, named, square=header.square)
    return _checked(_Split(header, functions, body, (body.tokens,)), text, named)


def _checked(found: _Split, text: str, named: Sequence[str]) -> _Split | None:
    """The parts, if one of the names is a function's; InputError where nobody can say."""
    functions = found.functions
    names = functions.names
    refuse_powers(found.scan, found.header.variables or (), names)
    refuse_convolution(found.scan, found.header.variables or (), text)
    declared = (*(found.header.variables or ()), *named)
    if names:
        refuse_indices(found.scan, text)
        refuse_joined(found.scan, text, (*found.header.unknowns, *named))
        refuse_own_place(found.scan, text, functions.bare - {*found.header.unknowns, *named})
        refuse_flat_sums(found.scan, text, functions)
        refuse_delta(found.scan, text, functions)
        if not found.header.unknowns:
            refuse_quadratic(found.scan, text)
        refuse_differentials(found.scan, text, (*declared, *found.header.parameters))
        return found
    refuse_partials(found.scan, text, declared)
    refuse_primes(found.scan, text)
    if found.header.variables is not None:
        refuse_undeclared(found.scan, found.header, text)
    refuse_without_function(found.scan, text)
    return None


def _is_number_header(
    header: FunctionHeader, tokens: Sequence[Token], scan: Scan, named: Sequence[str]
) -> bool:
    """Whether f(2) = x or f(x, x) = x is meant as a header of numbers, which is refused as such."""
    equals, first = header.equals, tokens[0]
    if equals is None or header.output is not None or header.unknowns:
        return False
    is_call = first.kind == "name" and first.text not in BINDERS and tokens[1].kind == "("
    if not is_call or scan.partner.get(1) != equals - 1:
        return False
    right = Scan(tokens[equals + 1 :], scan.text)
    return first.text not in right.names() and not functions_of(right, named=named).names


def _is_equation(header: FunctionHeader, tokens: Sequence[Token], scan: Scan) -> bool:
    """Whether what stands left of = is more than the name of the output."""
    if header.output is None:
        return not header.unknowns
    if PARTIAL.fullmatch(header.output):
        return True
    assert header.equals is not None
    later = tokens[header.equals + 1 :]
    words = {token.text for token in later if token.kind == "name"}
    partial = {match[1] for word in words if (match := PARTIAL.fullmatch(word))}
    return header.output in words | partial


def _settled(found: _Split, text: str) -> tuple[Tree | Sides, tuple[Note, ...]]:
    """The trees, once the names of the whole text are known."""
    names = found.functions.names
    letters = found.functions.letters
    declared = Declared(inputs=(*names, *(letters - names)))

    def known(name: str) -> bool:
        match = PARTIAL.fullmatch(name)
        return is_known(name) or name in BINDERS or (match is not None and match[1] in names)

    trees: list[Tree] = []
    notes: list[Note] = []
    for side in found.sides:
        if side[0].kind == "end":
            fail("expected a formula on both sides of =", text, side[0].at)
        tokens, more = settled(side, text, declared, known, is_spelled)
        notes += more
        trees.append(tree_of(tokens, text, found.functions))
    told = (note for note in dict.fromkeys(notes) if note.text != "oo")
    return _sides(trees, text), tuple(told)


def _sides(trees: Sequence[Tree], text: str) -> Tree | Sides:
    """One tree, or those of an equation."""
    if len(trees) == 2:
        for tree in trees:
            if isinstance(tree, Condition | Listing | Pair):
                fail("expected a formula on both sides of =", text, tree.at)
        return Sides(trees[0], trees[1])
    (tree,) = trees
    if isinstance(tree, Compare) and tree.operators == ("==",):
        return Sides(*tree.operands)
    if isinstance(tree, Condition):
        fail("expected a function's value here, not a condition", text, tree.at)
    return Listing(tree.items, tree.at) if isinstance(tree, Pair) else tree
