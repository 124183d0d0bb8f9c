"""x.sum(), x.T, (x + 1).relu(): what follows a point in Python, and how it is written here."""

from __future__ import annotations

import re

_OF_ENTRIES = frozenset({"sum", "mean", "median", "max", "min"})
"""Methods of a vector that make a number of it."""
_OF_NUMBERS = frozenset({
    "abs", "acos", "asin", "atan", "ceil", "cos", "cosh", "erf", "exp", "expm1", "floor", "log",
    "log10", "log1p", "log2", "reciprocal", "relu", "round", "rsqrt", "sigmoid", "sign", "sin",
    "sinh", "sqrt", "square", "tan", "tanh", "trunc",
})  # fmt: skip
"""Methods that are functions of the language, of the number before the point."""
_OF_ARRAYS = frozenset({"inv", "det", "trace", "conj", "norm", "dot", "cross"})
"""Methods of vectors and matrices."""
_MORE = {
    "clamp": "clamp({}, lo, hi)",
    "clip": "clip({}, lo, hi)",
    "maximum": "maximum({}, y)",
    "minimum": "minimum({}, y)",
    "pow": "pow({}, n)",
}
"""Methods with arguments."""
_UNKNOWN = "attributes (a.b) are not part of the language"
_BEFORE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}\Z")
_BEHIND = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]{0,99})(\([^()]{0,200}\)|\()?")


def instead_of_point(text: str, at: int) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """What is said about a point that is no decimal point; and from where to where to write what
    else, if that is plain.
    """
    if text.startswith("..", at) or text[max(at - 1, 0) : at] == ".":
        return "write all terms, or sum(x) with a vector as in f(x: R^5) = sum(x)", ()
    behind = _BEHIND.match(text, at)
    subject = _subject(text, at)
    if behind is None or not subject:
        return _UNKNOWN, ()
    name, brackets = behind[1], behind[2]
    given = (brackets or "").strip("() ")
    shown = "" if brackets is None else "(...)" if given else "()"
    inside = subject[1:-1] if subject[0] == "(" else subject
    message, new = _UNKNOWN, ""
    if name in ("T", "transpose"):
        message = "a transpose is written x.T, of a vector or a matrix"
    elif brackets is not None and brackets != "(":
        message, new = _instead(name, inside, given, "R^" in text)
    changes = ((at - len(subject), behind.end(), new),) if new else ()
    return f"{subject}.{name}{shown}: {message}", changes


def _instead(name: str, inside: str, given: str, has_vectors: bool) -> tuple[str, str]:
    """What to say about a method, and what to write for it where it is plain."""
    call = f"{name}({inside})"
    if name in _OF_ENTRIES and given:
        return f"axes are not read: name the entries, as in {name}(x1, x2, x3)", ""
    if name in _OF_ENTRIES:  # of one number, the next thing to write would be max(x, 0)
        message = f"write {call}, with a vector as in f(x: R^3) = {name}(x)"
        return message, call if has_vectors else ""
    if name in _OF_ARRAYS:
        full = f"{name}({inside}, {given})" if given else call
        return f"write {full}", full
    if name in _OF_NUMBERS and not given:
        return f"write {call}", call
    if name not in _MORE:
        return _UNKNOWN, ""
    shown = _MORE[name].format(inside)
    fits = bool(given) and given.count(",") == shown.count(",") - 1
    return f"write {shown}", f"{name}({inside}, {given})" if fits else ""


def _subject(text: str, at: int) -> str:
    """The name or the bracket before a point; nothing where it has no end."""
    if text[at - 1 : at] != ")":
        found = _BEFORE.search(text, max(0, at - 100), at)
        return found[0] if found else ""
    depth = 0
    for k in range(at - 1, max(-1, at - 1_000), -1):
        depth += (text[k] == ")") - (text[k] == "(")
        if depth == 0:
            name = _BEFORE.search(text, max(0, k - 100), k)
            return text[k:at] if name is None else text[name.start() : at]
    return ""
