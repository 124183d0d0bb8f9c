"""Two models that are compared as graphs, for they are too large to be written out."""

from __future__ import annotations

from typing import Any

from symlin.errors import InputError
from symlin.language.network.network import Network
from symlin.reading.networks.sources import has_to_be_run, is_model, read_model
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


def after_running(a: Any, b: Any, shape: Any) -> tuple[Any, Any, Any]:
    """Both, with networks in the place of what has to be run, and the shape that is left to say.

    Without a shape, that of the other model is taken. Raises `InputError` where one cannot be read.
    """
    sources = [a, b]
    run = [place for place, source in enumerate(sources) if has_to_be_run(source)]
    if not run:
        return a, b, shape
    asked = {"inputs": None, "space": (), "given": (), "assume": (), "shape": shape}
    for place in {0, 1}.difference(run):
        if is_model(sources[place], NO_OPTIONS):
            known = sources[place] = read_model(sources[place], asked, NO_OPTIONS)
            asked["shape"] = shape or next(iter(known.shape_in.values()))
    for place in run:
        sources[place] = read_model(sources[place], asked, {"run": True})
    models = all(isinstance(source, Network) for source in sources)
    return sources[0], sources[1], None if models else shape
