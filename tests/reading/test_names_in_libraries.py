"""The tables of other libraries' names, beside the libraries where they are installed."""

from __future__ import annotations

import math
import warnings
from itertools import product
from types import ModuleType

import pytest

from symlin.catalog import index as catalog
from symlin.catalog.aliases import SEVERAL, Alias, family
from symlin.catalog.layers.floats import number
from symlin.reading.bindings import is_layer, signature_of
from symlin.reading.parse import parse_operator

POINTS = (-2.5, -1.5, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 3.0)
MODULES = {"np": "numpy", "math": "math", "scipy.special": "scipy.special", "torch": "torch"}
NO_FORMULAS = {"where", "mean", "sum", "median", "var", "std", "cumsum", "sort", "norm", "softmax"}
"""They take arrays and conditions; tests/catalog compares them with NumPy."""


def rows() -> list[tuple[str, Alias]]:
    """Every name of a module with the row that it stands in."""
    found = []
    for aliases in catalog.spelled().values():
        for alias in dict.fromkeys(alias for _, alias in aliases):
            for name in alias.names.split():
                known = "." in name and family(name) in MODULES
                if known and not (alias.instead or alias.takes == SEVERAL or is_layer(alias)):
                    found.append((name, alias))
    return found


def module(name: str) -> ModuleType:
    return pytest.importorskip(MODULES[family(name)])


@pytest.mark.parametrize(("name", "alias"), rows(), ids=lambda v: v if isinstance(v, str) else "")
def test_a_name_means_what_its_library_computes(name: str, alias: Alias) -> None:
    """A name that is read as another function gives a right answer to another question."""
    word = name.rpartition(".")[2]
    function = getattr(module(name), word, None)
    names = signature_of(alias).required
    if function is None or word in NO_FORMULAS or word == "logsumexp":
        pytest.skip("not in this version, or not of numbers")
    symbols = [f"x{k}" for k in range(1, len(names) + 1)]
    operator = parse_operator(f"{name}({', '.join(symbols)})", inputs=symbols)
    is_torch = family(name) == "torch"
    tried = 0
    for point in product(POINTS, repeat=len(names)):
        at = dict(zip(symbols, point, strict=True))
        mine = number(operator.outputs[0], at)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                given = [module("torch.").tensor(v).double() for v in point] if is_torch else point
                theirs = float(function(*given))
        except (ValueError, ZeroDivisionError):
            continue
        if math.isfinite(theirs) and not math.isnan(mine):
            tried += 1
            assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-9), point
    assert tried >= 3
