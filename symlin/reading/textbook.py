"""Headers as textbooks have them, put into those that symlin reads, with every place as it was.

T: R^3 -> R^2, T(x, y, z) = ...    T: P_2 -> P_1, T(p) = ...    T(A: M_22) = ...    T(x ∈ R^3) = ...
T((x, y)) = ...    T([[a, b], [c, d]]) = ...    T\\begin{pmatrix} x \\\\ y \\end{pmatrix} = ...
(Tf)(x) = ...

What is left out is replaced by blanks, and what is said of the set stands in the room before it.
"""

from __future__ import annotations

import re

from symlin.errors import InputError
from symlin.reading.textbook_sets import set_name

_LONGEST = 300
"""Characters of a header: what is longer was not typed by a person."""
_NAME = r"[A-Za-z][A-Za-z0-9]{0,20}(?:_\{?[A-Za-z0-9]{1,9}\}?)?|\\[A-Za-z]{2,15}|[Α-ω]"
_PART = r"(?:\[[^\[\]]{0,40}\]|\([^()]{0,40}\)|\{[^{}]{0,40}\}|[^\[\](){},;:=<>→∈-])"
_ARROW = r"(?:->|→|\\to\b|\\rightarrow\b|\\longrightarrow\b)"
_LINK = (
    r"(?:\s*[,;.:]|\s*\b(?:is|be|the (?:map|function|operator|transformation)|with|where|such that"
    r"|given by|defined by|defined as|by)\b){1,4}"
)
_SETS = re.compile(
    rf"\s*(?:(?:is|(?P<let>let|consider|suppose|define)) )?\s*(?P<name>{_NAME})\s*:"
    rf"\s*(?P<domain>{_PART}{{1,40}}?)\s*{_ARROW}\s*{_PART}{{1,40}}?"
    rf"{_LINK}\s*(?=(?P=name)(?![A-Za-z0-9])|\(\s*(?P=name))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?<=[(=,\s])(?P<sign>['\"])(?P<word>[A-Za-z_]{1,20})(?P=sign)(?=\s*[,)])")
"""A word in quotes, alone as an argument: approximate='tanh'."""
_FUNCTIONS = "functions"
_NAMED_SIGN = re.compile(r"(?<![\\\w])(?:sum|int|Σ)(?=_\{[^{}]*\}\^|_\w\^)")
_SIGNS = {"sum": "  ∑", "int": "  ∫", "Σ": "∑"}
"""What stands for large signs where they have limits, as long as they are."""
_EQUALS = re.compile(r"(?<![<>!=:])(?::=|=)(?!=)")
_PLACE = r"\s*[(\[]\s*[a-z]\s*[)\]]\s*"
_OPERATED = re.compile(
    rf"(?P<lead>\s*)\((?P<gap>\s*)(?P<operator>[A-Z])(?P<unknown>\s*[a-z]\s*\){_PLACE})"
)
_BRACED = re.compile(rf"(\s*)\((\s*[A-Z]\([a-z]\)\s*)\)({_PLACE})")
_MEMBER = re.compile(r"(∈|\\in\b|\bin\b)(?=\s*(?:\\mathbb|\\mathcal|[A-Zℝℂ]))")
_VECTOR = re.compile(
    rf"(?P<head>\s*(?:{_NAME})\s*)(?P<inside>(?:\\left|\\bigl?)?\s*(?:[(\[<⟨]|\\begin).*)",
    re.DOTALL,
)
_MATRIX = re.compile(
    r"\\(?:begin|end)\{[pbvB]?(?:small)?matrix\}|\\(?:left|right|bigl?|bigr|langle|rangle)\b"
)
_ONE_NAME = re.compile(
    rf"(\s*)((?:{_NAME})\s*\(\s*)([^()]*?)(\s*\)\s*(?:\(\s*(?:{_NAME})\s*\)\s*)?)"
)
_ENTRY = re.compile(rf"\s*(?:{_NAME})\s*")


def plain_header(text: str) -> str:
    """The text with a header that symlin reads, of the same length; most are that already.

    Raises `InputError` for a set of another size than there are names.
    """
    text = text.replace("|->", " ->").replace("|-->", "  ->")
    if '"' in text or "'" in text:
        text = _QUOTED.sub(_unquoted, text)
    if "_" in text:
        text = _NAMED_SIGN.sub(lambda found: _SIGNS[found[0]], text)
    first = _EQUALS.search(text, 0, _LONGEST)
    if first is None or not any(sign in text[: first.start()] for sign in (":", "(", "∈", "\\")):
        return text
    head, space, told = _without_sets(text[: first.start()], text)
    if told and not _EQUALS.match(text, first.start()):
        return text
    head = _operated(head)
    head = _with_members(head)
    head = _flat(head)
    if space is not None:
        head = _placed(head, space, text)
    return head + text[first.start() :] if len(head) == first.start() else text


def _unquoted(found: re.Match[str]) -> str:
    """The word between two blanks; Keras' word for doing nothing as symlin's, which is as long."""
    return "identity" if found["word"] == "linear" else f" {found['word']} "


def _without_sets(head: str, text: str) -> tuple[str, str | None, bool]:
    """The head with blanks for "T: R^3 -> R^2,", the set, and whether there was one."""
    match = _SETS.match(head)
    if match is None:
        return head, None, False
    space = set_name(match["domain"])
    if space is None:
        return head, None, False
    if re.fullmatch(r"C\^[0-9]+", space):  # complex vectors, or functions with a derivative
        body = text[match.end() :]
        letter = re.search(r"[(\s](?P<name>[a-z])\s*\)", body)
        applied = letter and re.search(rf"\b{letter['name']}\s*['’′(]|d/d|\\frac\s*\{{d", body)
        space = _FUNCTIONS if applied else space
    blank = head[: 0 if match["let"] else match.start("name")].ljust(match.end())
    return blank + head[match.end() :], None if space == _FUNCTIONS else space, True


def _operated(head: str) -> str:
    """T(f)(x) for (Tf)(x) and for (T(f))(x)."""
    if match := _OPERATED.fullmatch(head):
        return f"{match['lead']}{match['operator']}({match['gap']}{match['unknown']}"
    if match := _BRACED.fullmatch(head):
        return f"{match[1]} {match[2]} {match[3]}"
    return head


def _with_members(head: str) -> str:
    """T(x: R^3) for T(x ∈ R^3); sets by the names that symlin has for them."""
    if "(" not in head or not head.rstrip().endswith(")"):
        return head
    opening = head.index("(")
    inside = _MEMBER.sub(lambda match: ":".ljust(len(match[0])), head[opening:])
    parts = re.split(r"(:\s*)([^:;,]*(?:\([^()]*\))?(?:\{[^{}]*\})?)(?=\s*[,;)])", inside)
    for k in range(2, len(parts), 3):
        named = set_name(parts[k])
        if named and named != _FUNCTIONS and len(named) <= len(parts[k]):
            parts[k] = named.ljust(len(parts[k]))
    return head[:opening] + "".join(parts)


def _flat(head: str) -> str:
    """T( x, y ) for T((x, y)), T([x; y]), T<x, y> and a column of LaTeX."""
    match = _VECTOR.fullmatch(head)
    if match is None or not _is_nested(match["inside"]):
        return head
    inside = _MATRIX.sub(lambda found: " " * len(found[0]), match["inside"])
    inside = re.sub(r"\\\\", ", ", inside)
    inside = re.sub(r"[()\[\]<>⟨⟩]", " ", inside).replace("&", ",").replace(";", ",")
    inside = re.sub(r"(?<=[A-Za-z0-9}]) (?=\s*[A-Za-z])", ",", inside)  # [a b; c d]
    inside = re.sub(r",(?=\s*,)|,(?=\s*$)", " ", inside)
    entries = inside.split(",")
    if len(entries) < 2 or not all(_ENTRY.fullmatch(entry) for entry in entries):
        return head
    first = len(inside) - len(inside.lstrip())
    last = len(inside.rstrip())
    if first < 1 or last >= len(inside):
        return head
    return f"{match['head']}{inside[: first - 1]}({inside[first:last]}){inside[last + 1 :]}"


def _is_nested(inside: str) -> bool:
    """Whether a bracket stands in a bracket, or a column of LaTeX, and nothing follows."""
    return "\\begin" in inside or bool(re.match(r"\(\s*[(\[<⟨]|[<⟨]|\[\s*\[", inside.strip()))


def _placed(head: str, space: str, text: str) -> str:
    """The head with the set behind the only name, in the room that the sets have left."""
    match = _ONE_NAME.fullmatch(head)
    if match is None:
        return head
    room, before, inside, after = match.groups()
    declared, semicolon, parameters = inside.partition(";")
    names = [name.strip() for name in declared.split(",")]
    size = re.fullmatch(r"([RC])\^([0-9]+)", space)
    if len(names) > 1:
        count = _size(space)
        if count is not None and count != len(names):
            raise InputError(f"{space} has {count} coordinates, and {len(names)} are named",
                             text, len(room))  # fmt: skip
        if size is None or size[1] == "R":
            return head
        space = "C"
    elif space == "R" or ":" in declared:
        return head
    new = ", ".join(f"{name}: {space}" for name in names) + semicolon + parameters
    wider = len(new) - len(inside)
    return head if wider > len(room) else f"{room[wider:]}{before}{new}{after}"


def _size(space: str) -> int | None:
    """How many real or complex numbers an element has; None where that is open."""
    if match := re.fullmatch(r"[RC]\^([0-9]+)", space):
        return int(match[1])
    if match := re.fullmatch(r"([0-9]+)x([0-9]+)", space):
        return int(match[1]) * int(match[2])
    if match := re.fullmatch(r"P([0-9]+)", space):
        return int(match[1]) + 1
    return 1 if space in ("R", "C") else None
