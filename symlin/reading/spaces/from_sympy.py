"""SymPy's matrix symbols and complex numbers, as formulas over spaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from symlin.errors import InputError
from symlin.language.declared import Header, default_inputs
from symlin.language.notation import tree_text
from symlin.language.operator import Operator
from symlin.language.reading import Reading
from symlin.language.spaces import COMPLEX, Space, Spaces
from symlin.language.tree import (
    Call,
    Listing,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Tree,
    symbols,
)
from symlin.reading.spaces.operator import Question, read_over_spaces

_FUNCTIONS = {
    "Transpose": "transpose",
    "Trace": "trace",
    "Determinant": "det",
    "Adjoint": "adjoint",
    "HadamardProduct": "hadamard",
    "KroneckerProduct": "kron",
    "DotProduct": "dot",
    "conjugate": "conj",
    "adjoint": "adjoint",
    "re": "re",
    "im": "im",
    "arg": "arg",
}
"""SymPy's classes, and the functions that they are."""


def speaks_of_spaces(expression: Any) -> bool:
    """Whether it holds a matrix symbol, or takes a conjugate, a real or an imaginary part."""
    import sympy

    entries = expression if isinstance(expression, list | tuple) else (expression,)
    held = tuple(entry for entry in entries if isinstance(entry, sympy.Basic | sympy.MatrixBase))
    kinds = (sympy.MatrixSymbol, sympy.conjugate, sympy.re, sympy.im)
    return any(entry.has(*kinds, sympy.I) for entry in held)


def sympy_over_spaces(
    expression: Any,
    *,
    inputs: Sequence[str] | None = None,
    assume: Sequence[str] = (),
    spaces: Spaces = (),
) -> Operator:
    """The operator of an expression with matrix symbols or complex symbols.

    Raises `InputError` for what is not read, and for shapes that are no numbers.
    """
    found: dict[str, Space] = dict(spaces)
    entries = tuple(expression) if isinstance(expression, list | tuple) else None
    make = _Trees(found)
    tree = make.tree(expression) if entries is None else Listing(tuple(map(make.tree, entries)))
    if _has_unit(expression):
        names = inputs or default_inputs(symbols(tree))
        found.update((name, COMPLEX) for name in names if name not in found)
    text = tree_text(tree)
    reading = Reading(tree, Header(spaces=tuple(found.items())), ())

    def again(known: Spaces) -> Reading:
        return reading._replace(header=reading.header._replace(spaces=known))

    operator = read_over_spaces(reading, again, Question(text, inputs, assume), None)
    if operator is None:
        raise InputError(f"this is not read: {text}")
    return operator


def _has_unit(expression: Any) -> bool:
    """Whether I occurs: then the symbols are complex, as SymPy's are unless they say otherwise."""
    import sympy

    entries = expression if isinstance(expression, list | tuple) else (expression,)
    return any(entry.has(sympy.I) for entry in entries if isinstance(entry, sympy.Basic))


class _Trees:
    """Expressions as trees; the shapes of matrix symbols on the way."""

    def __init__(self, spaces: dict[str, Space]) -> None:
        self.spaces = spaces

    def tree(self, e: Any) -> Tree:
        """The tree of an expression; raises `InputError` for what is not read."""
        import sympy

        rules: Mapping[Any, Callable[[Any], Tree]] = {
            sympy.MatrixSymbol: self.symbol,
            sympy.MatAdd: lambda e: Sum(self.parts(e)),
            sympy.Add: lambda e: Sum(self.parts(e)),
            sympy.MatMul: self.product,
            sympy.Mul: self.product,
            sympy.MatPow: lambda e: Power(self.tree(e.base), self.tree(e.exp)),
            sympy.Inverse: lambda e: Power(self.tree(e.arg), Number(-1)),
            sympy.Identity: lambda e: Call("eye", (self.tree(e.shape[0]),)),
            sympy.ZeroMatrix: lambda e: Call("zeros", tuple(map(self.tree, e.shape))),
            sympy.MatrixBase: self.rows,
        }
        if e == sympy.I:
            return Name("I")
        if isinstance(e, sympy.matrices.expressions.matexpr.MatrixElement):
            return self.element(e)
        for kind, rule in rules.items():
            if isinstance(e, kind):
                return rule(e)
        name = type(e).__name__
        if name in _FUNCTIONS:
            return Call(_FUNCTIONS[name], self.parts(e))
        return self.other(e)

    def other(self, e: Any) -> Tree:
        """What speaks of no matrix is read as everywhere; a function of what does, by its parts."""
        import sympy

        from symlin.language.sympy.from_sympy import tree_of_sympy

        if not speaks_of_spaces(e):
            return tree_of_sympy(e)
        if isinstance(e, sympy.Pow):
            return Power(self.tree(e.base), self.tree(e.exp))
        if isinstance(e, sympy.Function) and len(e.args) == 1:
            return Call(type(e).__name__, self.parts(e))
        raise InputError(f"{type(e).__name__} of matrices or complex numbers is not read")

    def parts(self, e: Any) -> tuple[Tree, ...]:
        """The trees of the arguments."""
        return tuple(map(self.tree, e.args))

    def product(self, e: Any) -> Tree:
        """Factors in their order."""
        first, *rest = self.parts(e)
        if isinstance(first, Number) and first.value == -1 and rest:
            last = Product(tuple(rest), (False,) * len(rest)) if len(rest) > 1 else rest[0]
            return Negative(last)
        return Product((first, *rest), (False,) * (len(rest) + 1))

    def symbol(self, e: Any) -> Tree:
        """A matrix by its name; raises `InputError` where its size is no number."""
        shape = tuple(int(size) if size.is_Integer else 0 for size in e.shape)
        if 0 in shape:
            raise InputError(f"{e.name} has no size in numbers: {e.shape}")
        space = self.spaces.setdefault(e.name, Space(shape))
        if space.shape != shape:
            raise InputError(f"{e.name} is a matrix of two sizes")
        return Name(e.name)

    def element(self, e: Any) -> Tree:
        """A[0, 1], which is A12 here."""
        self.tree(e.parent)
        if not (e.i.is_Integer and e.j.is_Integer):
            raise InputError(f"{e} has an index that is no number")
        space = self.spaces[e.parent.name]
        return Name(space.entries(e.parent.name)[int(e.i) * space.shape[1] + int(e.j)])

    def rows(self, e: Any) -> Tree:
        """A matrix of numbers and symbols; a column is a vector."""
        if e.shape[1] == 1:
            return Call("Matrix", (Listing(tuple(map(self.tree, e))),))
        rows = (Listing(tuple(map(self.tree, e.row(k)))) for k in range(e.shape[0]))
        return Call("Matrix", (Listing(tuple(rows)),))
