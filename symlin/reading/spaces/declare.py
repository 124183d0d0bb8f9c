"""Which names of a text lie in which space, and which of them are inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from symlin.language.declared import Header, default_inputs
from symlin.language.plain import plain_tokens
from symlin.language.spaces import COMPLEX, REAL, Space, Spaces, space_at
from symlin.language.tokens import fail, name_problem
from symlin.language.tree import Call, Name, Tree, postorder, symbols
from symlin.reading.roles import checked_inputs
from symlin.reading.spaces.functions import plain_name

_OF_COMPLEX = frozenset({"conj", "conjugate", "re", "real", "im", "imag", "adjoint", "hermitian",
                         "dagger", "ctranspose"})  # fmt: skip
_UNKNOWNS = frozenset("XYZ")
"""Letters that are inputs by custom where they are matrices, beside x, y, z, t, u, v."""


def given_spaces(texts: Iterable[str]) -> Spaces:
    """What texts such as "B: 2x2" and "a, b: R^3" say; raises `InputError` for any other."""
    found: dict[str, Space] = {}
    for text in texts:
        for name, space in _said(text):
            if found.setdefault(name, space) != space:
                fail(f"{name} is said to be in {found[name]} and in {space}", text, 0)
    return tuple(found.items())


def _said(text: str) -> list[tuple[str, Space]]:
    """The names before the colon, each with the space behind it."""
    if not text.strip():
        fail("expected a space, as in B: 2x2", text, 0)
    tokens = plain_tokens(text)
    names = []
    k = 0
    while True:
        token = tokens[k]
        if token.kind not in ("name", "word") or name_problem(token.text):
            fail(name_problem(token.text) or "expected a name, as in B: 2x2", text, token.at)
        names.append(token.text)
        k += 2
        if tokens[k - 1].kind != ",":
            break
    if tokens[k - 1].kind not in (":", "∈", "in"):
        fail("expected a colon and a space, as in B: 2x2", text, tokens[k - 1].at)

    def refuse(message: str, at: int) -> None:
        fail(message, text, at)

    space, last = space_at(tokens, k, refuse)  # type: ignore[arg-type]
    if tokens[last].kind != "end":
        fail("one space, as in B: 2x2", text, tokens[last].at)
    return [(name, space) for name in names]


def with_shape(
    tree: Tree, header: Header, inputs: Sequence[str] | None, shape: Sequence[int], text: str
) -> Spaces:
    """The space of a formula's input, by its shape."""
    if len(shape) > 2:
        fail("an input may have two sizes, as in --shape 2,2", text, None)
    found = header.inputs or inputs or _only_input(tree, header)
    if len(found) != 1:
        names = ", ".join(found) or "none"
        fail(
            f"the shape is that of one input, and here are {names}: write T(A: 2x2) = ...",
            text,
            None,
        )
    space = Space(tuple(shape))
    known = dict(header.spaces).get(found[0], space)
    if known != space:
        fail(f"{found[0]} is in {known}, and the shape says {space}", text, None)
    return ((found[0], space),)


def _only_input(tree: Tree, header: Header) -> Sequence[str]:
    names = [name for name in symbols(tree) if name != "I"]
    taken = dict(header.spaces)
    own = [name for name in names if name not in taken]
    custom = default_inputs(own)
    return custom or [name for name in own if name.lower() in "xyzabm"][:2] or own


def complex_names(tree: Tree, header: Header, inputs: Sequence[str] | None) -> Spaces:
    """Names that are complex because the formula takes their conjugate or their parts.

    Of a formula that does so, the inputs are complex, and whatever it does so of.
    """
    calls = [part for part in postorder(tree) if isinstance(part, Call)]
    asked = [call for call in calls if plain_name(call.name) in _OF_COMPLEX]
    if not asked:
        return ()
    known = dict(header.spaces)
    parts = (part for call in asked for part in call.arguments)
    inside = {part.name for part in parts if isinstance(part, Name)}
    named = header.inputs or inputs
    chosen = named if named is not None else default_inputs(symbols(tree))
    entries = {
        entry
        for name, space in known.items()
        for names in (space.entries(name), space.indexed(name), space.coordinates(name))
        for entry in names
    }
    free = inside - entries - {"I", "i", "j"}
    if named is None and known:
        chosen = ()
    candidates = dict.fromkeys((*chosen, *sorted(free)))
    return tuple(
        (name, known[name]._replace(is_complex=True) if name in known else COMPLEX)
        for name in candidates
        if name not in known
    )


def inputs_of(tree: Tree, header: Header, inputs: Sequence[str] | None, text: str) -> Sequence[str]:
    """The inputs: those that are named; else by custom; else the only name that has a space.

    Raises `InputError` where it cannot be told which they are.
    """
    if header.inputs is not None:
        return header.inputs
    if inputs is not None:
        return checked_inputs(inputs)
    names = symbols(tree)
    there = _mentioned(tree)
    spaces = {name: space for name, space in header.spaces if _occurs(name, space, there)}
    polynomials = [name for name, space in spaces.items() if space.degree is not None]
    if polynomials:
        return polynomials
    custom = [n for n in names if n in _UNKNOWNS and n in spaces]
    found = (*custom, *default_inputs([name for name in names if name != "I"]))
    if found:
        return found
    if len(spaces) == 1:
        return tuple(spaces)
    if not spaces:
        fail("no input: name it in a header, as in T(A: 2x2) = ...", text, None)
    first = next(iter(spaces))
    fail(
        f"which of {', '.join(spaces)} is the input? write T({first}) = ..., or --inputs {first}",
        text,
        None,
    )


def _mentioned(tree: Tree) -> frozenset[str]:
    """Names of symbols, and of calls without their primes."""
    found = {part.name for part in postorder(tree) if isinstance(part, Name)}
    found |= {part.name.rstrip("'") for part in postorder(tree) if isinstance(part, Call)}
    return frozenset(found | {name.rstrip("'") for name in found})


def _occurs(name: str, space: Space, there: Set[str]) -> bool:
    """Whether the name or one of its entries is among those that are there."""
    own = {name, *space.coordinates(name)}
    if space.shape:
        own.update((*space.entries(name), *space.indexed(name)))
    return not own.isdisjoint(there)


def check_used(tree: Tree, header: Header, text: str) -> None:
    """InputError for a space of a name that does not occur: it may be misspelt."""
    there = _mentioned(tree) | {*(header.inputs or ()), *header.parameters}
    for name, space in header.spaces:
        if not _occurs(name, space, there):
            fail(f"a space is given to {name}, which does not occur", text, None)


def check_numbers(inputs: Sequence[str], spaces: dict[str, Space], text: str) -> bool:
    """Whether the inputs are complex; InputError where some are and some are not."""
    kinds = {name: spaces.get(name, REAL).is_complex for name in inputs}
    if len(set(kinds.values())) > 1:
        real = next(name for name, is_complex in kinds.items() if not is_complex)
        fail(
            f"some inputs are complex, and {real} is real: of which numbers is the map linear? "
            f"write {real}: C, or make a parameter of it, f(z: C; {real}) = ...",
            text,
            None,
        )
    return all(kinds.values()) and bool(kinds)
