"""What an export raises when it has nothing to write."""

from __future__ import annotations

from symlin.errors import SymlinError


class NotExported(SymlinError):
    """No proof can be written for another tool; the message says why."""
