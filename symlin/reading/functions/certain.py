"""Which names of a text are functions, and of which nobody can say so.

x(t + 1) is a function's value, a(b + c) may be a product, and x(x + 1) under a header of numbers
is one. Names are taken for functions by what stands around them, never by one bracket alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from symlin.catalog.aliases import folded
from symlin.catalog.index import spelled
from symlin.reading.functions.marks import PRIME
from symlin.reading.functions.words import BINDERS, Scan, Use, is_letter
from symlin.reading.names import is_known

ALWAYS = frozenset({"f", "g", "p", "q", "psi", "phi", "Psi", "Phi"})
"""Letters that nobody multiplies with a bracket."""
OFTEN = frozenset("xyzuvwrsh")
"""Letters that are functions of an index."""
INDEX = frozenset({"t", "n", "k", "m", "s", "tau"})
"""Letters that are an index by custom."""
_ALONE = frozenset({"t", "x", "r", "s", "z", "theta"})
"""Letters that a differential equation's coefficients depend on."""
_SHIFTED = frozenset("xyzuv")
"""Letters of which x(t - T) is no product."""
_SHIFTS = frozenset({"a", "b", "c", "d", "T", "N", "M", "D", "L"})
"""Letters that stand beside an index: x(t - T), x(a*t + b)."""
FIELDS = frozenset({"u", "v", "w", "p", "q", "f", "g", "h", "y", "z", "c", "T",
                     "phi", "psi", "rho", "theta"})  # fmt: skip
IMPULSE = "DiracDelta"


class Functions(NamedTuple):
    """The functions of a text; `bare` are those that may stand without their argument."""

    names: frozenset[str]
    bare: frozenset[str]
    places: Mapping[str, str]
    """Of each function that stands at a place, one of them: "(t)"."""
    letters: frozenset[str]
    """What functions are taken at, and the variables of integrals, sums and derivatives."""
    transposed: frozenset[str] = frozenset()
    """Those that may be matrices: A' is a derivative, or a transpose."""


def base(name: str) -> str:
    """The letter without its number."""
    return name.rstrip("0123456789").rstrip("_")


def functions_of(
    scan: Scan,
    declared: Iterable[str] = (),
    index: Iterable[str] = (),
    named: Iterable[str] = (),
    *,
    square: bool = False,
) -> Functions:
    """The functions of a text, of which some may be `declared`; none where nothing shows any.

    `index` are letters that a header names as its variables, in brackets that may be `square`;
    `named` are inputs of the caller's, which may be numbers.
    """
    look = _Look(scan, frozenset(declared), frozenset(index), frozenset(named))
    look.square = square
    return look.functions()


class _Look:
    def __init__(
        self,
        scan: Scan,
        declared: frozenset[str],
        index: frozenset[str],
        named: frozenset[str],
    ) -> None:
        self.scan = scan
        self.declared = declared
        self.index = index
        self.named = named
        self.square = False
        """Whether the header is one of a sequence: y[n] = ..."""
        self.uses = [use for use in scan.uses if not self.is_taken(use)]
        self.places = [use.word for use in self.uses]
        self._loose: dict[int, frozenset[str]] = {}
        self.marks: dict[str, set[str]] = {}
        """Of each name, the letters behind it: u_xx."""
        self.inside = bytearray(len(scan.tokens))
        """Of each word, whether it stands in an integral, a sum or a derivative."""
        for first, last in scan.inside:
            self.inside[first:last] = b"\1" * (last - first)
        for use in self.uses:
            marks = self.marks.setdefault(use.name, set())
            marks |= {use.mark[1:]} if use.mark[:1] == "_" else {"("} if use.opening else set()
        tokens = scan.tokens
        self.is_equation = any(token.kind in ("=", "==") for token in tokens)

    def is_taken(self, use: Use) -> bool:
        """Whether the name means something in the language."""
        name = use.name
        if name in self.declared:
            return False
        return (
            name in BINDERS or is_known(name) or (not is_letter(name) and folded(name) in spelled())
        )

    def functions(self) -> Functions:
        """All of them."""
        names = {use.name for use in self.uses if self.is_certain(use)} | self.declared
        names |= self.derived()
        if not names - {IMPULSE}:
            return Functions(frozenset(), frozenset(), {}, frozenset())
        taken = self.index | self.scan.bound | self.scan.variables | self.derived_by(names)
        for use in self.uses:
            if use.name in names:
                taken |= self.loose(use)
        names |= self.others(taken)
        return self.found(names, frozenset(taken | INDEX & self.scan.names()))

    def derived_by(self, names: Set[str]) -> frozenset[str]:
        """Letters that functions without brackets are derived by: t and x of u_t = u_xx.

        Beside y'' the only letter in the brackets of a(x) is one: nobody writes a*x so.
        """
        derived = [use for use in self.uses if use.mark and not use.opening and use.name in names]
        found = {letter for use in derived for letter in use.mark[1:] if use.mark[0] == "_"}
        if any(use.mark[0] == PRIME for use in derived):
            alone = [self.loose(use) for use in self.uses if use.closing == use.opening + 2]
            found.update(*(letters for letters in alone if letters <= _ALONE - names))
        return frozenset(found)

    def others(self, taken: frozenset[str]) -> set[str]:
        """Names that are functions beside functions: a(t), of letters that are `taken`."""
        allowed = taken | INDEX
        return {
            use.name
            for use in self.uses
            if use.opening
            and is_letter(use.name)
            and use.name not in taken
            and use.name not in self.loose(use)
            and self.loose(use)
            and self.loose(use) <= allowed
            and not self.within(use)
        }

    def found(self, names: set[str], letters: frozenset[str]) -> Functions:
        """What is to be known of the functions; `letters` are what they are taken at."""
        uses = tuple(use for use in self.uses if use.name in names)
        bare = {use.name for use in uses if use.mark and not use.opening} | self.declared
        tokens, text = self.scan.tokens, self.scan.text
        places = {
            use.name: text[tokens[use.opening].at : tokens[use.closing].end]
            for use in reversed(uses)
            if use.opening
        }
        bare |= self.derived() & names
        capitals = {name for name in names - self.declared - set(places) if name.isupper()}
        transposed = frozenset(() if self.is_equation else capitals)
        return Functions(frozenset(names), frozenset(bare), places, letters, transposed)

    def derived(self) -> frozenset[str]:
        """Names that stand alone as what a derivative is of: diff(p, x)."""
        tokens = self.scan.tokens
        return frozenset(
            tokens[opening + 1].text
            for opening in self.scan.derivatives
            if is_letter(tokens[opening + 1].text) and tokens[opening + 2].kind == ","
        )

    def loose(self, use: Use) -> frozenset[str]:
        """The letters in a use's brackets that are no functions."""
        if use.word not in self._loose:  # asked for several times of each, in long texts as well
            self._loose[use.word] = self._letters_of(use)
        return self._loose[use.word]

    def _letters_of(self, use: Use) -> frozenset[str]:
        applied = {use.name for use in self.within(use)}
        return frozenset(
            name
            for name in self.scan.letters(use) - applied - set(BINDERS)
            if len(name) == 1 or not is_known(name)
        )

    def within(self, use: Use) -> Sequence[Use]:
        """The uses in the brackets of one."""
        first = bisect_right(self.places, use.opening)
        return self.uses[first : bisect_left(self.places, use.closing)] if use.opening else ()

    def is_certain(self, use: Use) -> bool:
        """Whether this can be nothing but a function."""
        name, letters = use.name, self.loose(use)
        if name == IMPULSE or PRIME in use.mark:
            return True
        if use.mark:
            return self.is_partial(use)
        if name in letters or name in self.index:
            return False
        if self.scan.is_square(use):
            told = bool(letters or self.within(use) or self.square)
            return told and name not in ("E", "P")
        shifted = bool(letters & INDEX) and self.shifts(letters - INDEX)
        if name in self.named and shifted:
            return True
        if not is_letter(name):
            return False
        if base(name) in ALWAYS or self.scan.count(use) > 1:
            return True
        if base(name) in OFTEN and letters and letters <= INDEX:
            return True
        if base(name) in _SHIFTED and shifted:
            return True
        return bool(letters & self.scan.bound) or self.is_derived(use, letters)

    def shifts(self, letters: Iterable[str]) -> bool:
        """Whether letters beside an index are such as T and n0."""
        return all(letter in _SHIFTS or base(letter) in INDEX | _SHIFTS for letter in letters)

    def is_derived(self, use: Use, letters: frozenset[str]) -> bool:
        """Whether the use stands in a derivative by one of its letters."""
        return bool(self.inside[use.word] and letters & self.scan.variables)

    def is_partial(self, use: Use) -> bool:
        """Whether u_t is a derivative and no name: beside u_x, or in an equation, say."""
        name = use.name
        if name not in FIELDS:
            return False
        marks = self.marks[name]
        if self.is_equation or "(" in marks or any(len(word) > 1 for word in marks):
            return True
        return ("t" in marks or name == "u") and len(marks) > 1
