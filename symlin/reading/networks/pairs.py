"""Two models that are compared as graphs, for they are too large to be written out."""

from __future__ import annotations

from typing import Any

from symlin.errors import InputError
from symlin.language.network.network import Network
from symlin.reading.networks.sources import is_model, read_model
from symlin.reading.networks.written_out import NO_OPTIONS, is_small


def large_networks(a: object, b: object, asked: dict[str, Any]) -> tuple[Network, Network] | None:
    """Both networks; None where one is no model, or both are small and compared as formulas are.

    Raises `InputError` where one cannot be read, or conditions are asked for.
    """
    if not (is_model(a, NO_OPTIONS) and is_model(b, NO_OPTIONS)):
        return None
    plain = {**asked, "assume": (), "given": ()}
    f, g = (read_model(source, plain, NO_OPTIONS) for source in (a, b))
    if is_small(f) and is_small(g):
        return None
    if asked["assume"]:
        raise InputError("large networks are compared everywhere, and not under assumptions")
    return f, g
