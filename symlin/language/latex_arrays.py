"""Environments of LaTeX: cases, columns, matrices."""

from __future__ import annotations

from symlin.language.latex_groups import Groups
from symlin.language.tokens import Token

ROWS = "]]"
"""What closes an array with several entries in a row."""
_COLUMNS = ("pmatrix", "bmatrix", "Bmatrix", "matrix", "smallmatrix", "vmatrix")


class Arrays(Groups):
    """Words in rows, between \\begin and \\end."""

    def _environment(self, token: Token) -> None:
        """cases, and a column of entries."""
        name = self.words_in_braces(token)
        spanned = Token("", name, token.at, self.tokens[self.index - 1].end)
        if token.text == "\\end":
            self._leave(name, spanned)
            return
        if name == "array":
            self.words_in_braces(token)
        if name in ("cases", "dcases", "array", "rcases"):
            self.put("cases", spanned)
            self.enter("end cases", token.at)
        elif name in _COLUMNS:
            if name == "vmatrix":
                self.put("name", spanned, "det")
                self.put("(", spanned)
            has_rows = name == "vmatrix" or self._has_rows()
            for _ in range(1 + has_rows):
                self.put("[", spanned)
            self.enter(ROWS if has_rows else "]", token.at)
        else:
            self.refuse(f"\\begin{{{name[:40]}}} is not part of the language", token.at)

    def _has_rows(self) -> bool:
        """Whether the array that begins here has several entries in a row."""
        depth = 0
        for token in self.tokens[self.index :]:
            if token.kind == "&" and depth == 0:
                return True
            if token.kind == "command" and token.text in ("\\begin", "\\end"):
                depth += 1 if token.text == "\\begin" else -1
            if depth < 0:
                break
        return False

    def _row(self, token: Token) -> None:
        """What stands between two rows."""
        if self.open and self.open[-1] == ROWS:
            for sign in ("]", ",", "["):
                self.put(sign, token)
            return
        self.put("row" if "end cases" in self.open else ",", token)

    def _leave(self, name: str, spanned: Token) -> None:
        kind = self.open.pop() if self.open else ""
        if kind not in ("end cases", "]", ROWS):
            self.refuse(f"this \\end{{{name[:40]}}} closes nothing", spanned.at)
        if kind == "]" and self.made[-1].kind == ",":
            self.made.pop()
        elif kind == ROWS and [token.kind for token in self.made[-3:]] == ["]", ",", "["]:
            del self.made[-3:]
        for sign in (kind,) if kind == "end cases" else kind:
            self.put(sign, spanned)
        if name == "vmatrix":
            self.put(")", spanned)
