"""Text for streams that cannot show every character: each gets a spelling that a person can read.

A pipe on Windows, or `LC_ALL=C`, knows only some of the characters that symlin prints. Replaced is
what the encoding lacks and nothing else, and no replacement changes what is said: a sign that has
no spelling of its own is called by its Unicode name, so that "not equal" never becomes "equal".
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

SIGNS = {
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "≔": ":=", "⩽": "<=", "⩾": ">=",
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*",
    "÷": "/", "⁄": "/", "∕": "/", "±": "+-", "∓": "-+", "→": "->", "←": "<-", "↦": "|->",
    "⇒": "=>", "⇔": "<=>", "⟶": "->", "…": "...", "⋯": "...", "⋮": ":", "′": "'", "″": "''",
    "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "•": "*", "°": " deg",
    "⌊": "floor(", "⌋": ")", "⌈": "ceiling(", "⌉": ")", "⟨": "<", "⟩": ">",
    "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)",
}  # fmt: skip
"""What programmers and SymPy write in place of a sign."""
WORDS = {
    "√": "sqrt", "∞": "oo", "∈": "in", "∉": "not in", "∧": "and", "∨": "or", "¬": "not",
    "∀": "for all", "∃": "there is", "∫": "integral", "∑": "sum", "∏": "product", "∘": "o",
    "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta", "ς": "sigma", "ϱ": "rho", "ϖ": "pi",
}  # fmt: skip
"""The same where it is a word: what it stands beside must not run into it."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ"
_RUN = re.compile(f"([{RAISED}]+)|([{LOWERED}]+)")
_ROOT_OF = re.compile(r"√(\w+)")
_CARET = re.compile(r" *\^ *")
_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (\w+)")


def legible(text: str, encoding: str | None) -> str:
    """The text in characters that the encoding has; a caret stays under the place it points at."""
    if encoding is None or fits(text, encoding):
        return text
    lines = text.split("\n")
    shown = [_line(one, encoding) for one in lines]
    for k, (above, below) in enumerate(pairwise(lines), 1):
        if _CARET.fullmatch(below):
            shown[k] = " " * len(_line(above[: below.index("^")], encoding)) + "^"
    return "\n".join(shown)


def fits(text: str, encoding: str) -> bool:
    """Whether the encoding has every character of the text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    """For `codecs.register_error`: catches what reaches a stream in another way than `legible`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(map(spelling, found)), error.end


def spelling(char: str) -> str:
    """How one character is written in ASCII."""
    if char in SIGNS or char in WORDS:
        return SIGNS.get(char) or WORDS[char]
    name = unicodedata.name(char, "")
    if (greek := _GREEK.fullmatch(name)) is not None:
        word = "lambda" if greek[2] == "LAMDA" else greek[2].lower()
        return word if greek[1] == "SMALL" else word.capitalize()
    kind = unicodedata.category(char)
    if kind[0] in "LZN":  # letters, blanks, digits: é is e, and the hollow R of the reals is R
        plain = unicodedata.normalize("NFKD", char)
        base = "".join(c for c in plain if not unicodedata.combining(c))
        if base and base.isascii():
            return base
    if kind[0] == "S" and name:
        return f"<{name.lower()}>"
    return char.encode("ascii", "backslashreplace").decode()


def _line(text: str, encoding: str) -> str:
    """One line, without the characters that the encoding lacks."""
    if fits(text, encoding):
        return text
    if not fits("√", encoding):
        text = _ROOT_OF.sub(r"sqrt(\1)", text)
    text = _RUN.sub(lambda run: _indices(run, encoding), text)
    shown = ""
    for k, char in enumerate(text):
        if fits(char, encoding):
            shown += char
            continue
        word = spelling(char)
        if word[0].isalpha() and len(word) > 1:
            before = " " if shown and shown[-1].isalnum() else ""
            after = " " if text[k + 1 : k + 2].isalpha() else ""
            word = f"{before}{word}{after}"
        shown += word
    return shown


def _indices(run: re.Match[str], encoding: str) -> str:
    """Raised and lowered digits as a whole: half of them raised would be another number."""
    if fits(run[0], encoding):
        return run[0]
    written = unicodedata.normalize("NFKD", run[0]).replace("−", "-")
    sign = "^" if run[1] else "_"
    alone = not run.string[run.end() : run.end() + 1].isalnum()
    simple = written.isdigit() or len(written) == 1
    return sign + written if alone and simple else f"{sign}({written})"
