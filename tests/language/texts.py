"""Random texts of the language, over x, y and a: well-formed, though not always meaningful."""

from __future__ import annotations

from hypothesis import strategies as st

ATOMS = ("x", "y", "a", "0", "1", "2", "-1", "1/2", "0.25", "3", "pi", "E")
UNARY = (
    "-({})",
    "Abs({})",
    "exp({})",
    "log({})",
    "sqrt({})",
    "sin({})",
    "atan({})",
    "tanh({})",
    "floor({})",
    "sign({})",
    "Heaviside({})",
    "({})**2",
    "({})**-1",
    "({})**(1/3)",
    "1/({})",
    "2**({})",
    "cosh({})",
    "acos({})",
    "ceiling({})",
    "relu({})",
    "softsign({})",
    "frac({})",
)
BINARY = (
    "({}) + ({})",
    "({}) - ({})",
    "({}) * ({})",
    "({}) / ({})",
    "Max({}, {})",
    "Min({}, {})",
    "Mod({}, {})",
    "({})**({})",
    "({}) // ({})",
    "leaky_relu({}, {})",
)
GUARDED = ("Piecewise(({}, {}), ({}, True))", "(({}) if ({}) else ({}))")
COMPARISONS = (
    "{} > {}",
    "{} >= {}",
    "{} < {}",
    "{} <= {}",
    "Eq({}, {})",
    "Ne({}, {})",
    "({}) == ({})",
)


def texts(depth: int = 8) -> st.SearchStrategy[str]:
    """Numbers over x, y and a."""
    return st.recursive(st.sampled_from(ATOMS), _extend, max_leaves=depth)


def _extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    guards = _guards(inner)
    return st.one_of(
        st.builds(str.format, st.sampled_from(UNARY), inner),
        st.builds(str.format, st.sampled_from(BINARY), inner, inner),
        st.builds(str.format, st.sampled_from(GUARDED), inner, guards, inner),
    )


def _guards(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    relation = st.builds(str.format, st.sampled_from(COMPARISONS), inner, inner)
    joined = st.builds(
        str.format,
        st.sampled_from(("And({}, {})", "Or({}, {})", "Xor({}, {})")),
        relation,
        relation,
    )
    return st.one_of(relation, joined, st.builds("Not({})".format, relation))
