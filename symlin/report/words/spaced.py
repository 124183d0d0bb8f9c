"""Points and values of operators over spaces: as vectors, matrices and complex numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from symlin.kernel.term import Const, Term
from symlin.language.formula import opens_with_minus, opposite, point
from symlin.language.operator import Operator, Placed
from symlin.language.spaces import REAL, Space, Spaces
from symlin.language.spoken import tree_human
from symlin.language.tree import Matrix, Name, Negative, Number, Pair, Power, Product, Sum, Tree
from symlin.language.wording import tree_of

T = TypeVar("T")
IMAGINARY = "i"
"""How the imaginary unit is shown."""
VARIABLE = "x"
"""Of a polynomial, where none is named."""


def where_text(placed: Placed) -> str:
    """In which space each name lies: "A, B: 2x2, B given"."""
    groups: dict[Space, list[str]] = {}
    for name, space in (*placed.inputs, *placed.given):
        if space != REAL:
            groups.setdefault(space, []).append(name)
    said = [f"{', '.join(names)}: {space}" for space, names in groups.items()]
    given = ", ".join(name for name, _ in placed.given)
    return "; ".join(said) + (f", {given} given" if given else "")


def spaces_text(operator: Operator, placed: Placed, has_matrix: bool, over: str = "R") -> str:
    """From where to where it goes, and over what its matrix is."""
    before = " x ".join(str(space) for _, space in placed.inputs)
    if is_plain(placed.inputs):
        before = str(Space((len(placed.inputs),)))
    text = f"{before} -> {placed.output}"
    if not has_matrix:
        return text
    m, n = len(operator.outputs), len(operator.inputs)
    size = f"{m}x{n} matrix"
    if over == "C":
        size = f"{m // 2}x{n // 2} complex matrix"
    elif placed.output.is_complex:
        size = f"{m}x{n} matrix over real and imaginary parts"
    kinds = {space.kind for space in (placed.output, *(s for _, s in placed.inputs))}
    if "polynomials" in kinds:
        x = placed.variable or VARIABLE
        return f"{text}, {size} in 1, {x}, {x}^2, ..."
    if "matrices" in kinds:
        joined = "of" if size.endswith("parts") else "over"
        return f"{text}, {size} {joined} the entries in row-major order"
    return f"{text}, {size}"


def point_trees(placed: Placed, at: Sequence[Term]) -> tuple[Tree, ...]:
    """The inputs at a point."""
    found, rest = [], list(at)
    for _, space in placed.inputs:
        count = space.size * (2 if space.is_complex else 1)
        found.append(value_tree(space, rest[:count], placed.variable))
        rest = rest[count:]
    return tuple(found)


def _rows(entries: Sequence[T], width: int) -> list[tuple[T, ...]]:
    return [tuple(entries[k : k + width]) for k in range(0, len(entries), width)]


def value_tree(space: Space, at: Sequence[Term], variable: str | None = None) -> Tree:
    """The coordinates put together."""
    if space.degree is not None:
        return polynomial_tree(at, variable or VARIABLE)
    if space.is_complex:
        trees = [complex_tree(re, im) for re, im in _rows(at, 2)]
    else:
        trees = list(map(tree_of, at))
    if len(space.shape) == 2:
        return Matrix(tuple(_rows(trees, space.shape[1])))
    return Pair(tuple(trees)) if space.shape == (1,) else point(trees)


def complex_tree(re: Term, im: Term) -> Tree:
    """re + im*i"""
    real, imaginary = tree_of(re), tree_of(im)
    if _is(imaginary, 0):
        return real
    minus = isinstance(imaginary, Negative | Number) and opens_with_minus(imaginary)
    size = opposite(imaginary) if minus else imaginary
    unit: Tree = Name(IMAGINARY)
    part = unit if _is(size, 1) else Product((size, unit), (False, False))
    signed = Negative(part) if minus else part
    return signed if _is(real, 0) else Sum((real, signed))


def polynomial_tree(coefficients: Sequence[Term], variable: str) -> Tree:
    """The terms with the highest power first."""
    terms: list[Tree] = []
    for k, coefficient in reversed(list(enumerate(coefficients))):
        tree = tree_of(coefficient)
        if _is(tree, 0):
            continue
        x: Tree = Name(variable)
        power = x if k == 1 else Power(x, Number(k))
        minus = isinstance(tree, Negative | Number) and opens_with_minus(tree)
        size = opposite(tree) if minus else tree
        part = size if k == 0 else power if _is(size, 1) else Product((size, power), (False, False))
        terms.append(Negative(part) if minus else part)
    if not terms:
        return Number(0)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _is(tree: Tree, value: int) -> bool:
    return isinstance(tree, Number) and tree.value == value


def complex_entry(re: Term, im: Term) -> str:
    """An entry of a complex matrix."""
    return tree_human(complex_tree(re, im))


def complex_rows(rows: Sequence[Sequence[Term]]) -> list[list[str]]:
    """The complex matrix of a real one that commutes with i: of each block its first column."""
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [list(map(complex_entry, re[::2], im[::2])) for re, im in pairs]


MOST_CHARACTERS = 60
"""Of a value that is shown whole."""


def whole_value(placed: Placed, values: Sequence[Term]) -> Tree | None:
    """The output in one piece; None where that is too long, or its numbers want rounding."""
    tree = value_tree(placed.output, values, placed.variable)
    exact = all(isinstance(value, Const) for value in values) or len(values) <= 2
    return tree if exact and len(tree_human(tree)) <= MOST_CHARACTERS else None


def is_plain(spaces: Spaces) -> bool:
    """Whether all of them are the real numbers."""
    return all(space == REAL for _, space in spaces)
