"""Networks that have no value at some points: a law that is proved is asked where they have one."""

from __future__ import annotations

import pytest

from symlin.decision.network.decide import decide_network
from symlin.decision.verdict import Status
from symlin.errors import InputError
from symlin.kernel import term as k
from symlin.kernel.network import nodes as n
from symlin.kernel.network.graph import Graph
from symlin.language.network.network import Network
from symlin.report.networks import NetworkReport
from symlin.report.shown import shown

X = k.var(n.VARIABLE)


def of_formulas(*terms: k.Term) -> Network:
    """One formula after the other, for both entries of x."""
    maps = [n.Map((place,), (2,), term) for place, term in enumerate(terms)]
    nodes = (n.Input("x", (2,)), *maps)
    return Network(name="net", graph=Graph(nodes), labels=("",) * len(nodes))


def test_a_linear_network_says_where_it_has_values() -> None:
    """exp(log(x)) is x, but it is NaN for negative x: "linear" alone would be untrue."""
    report = decide_network(of_formulas(k.function("log", X), k.function("exp", X)))
    assert report.linear.status is Status.PROVED
    assert report.undefined is not None and "x_1 > 0 and x_2 > 0" in report.undefined
    assert report.to_dict()["operator"]["undefined"] == report.undefined
    assert "defined only where x_1 > 0 and x_2 > 0" in str(shown(report, NetworkReport))


def test_a_network_with_values_everywhere_names_no_domain() -> None:
    """log(exp(x)) needs none."""
    report = decide_network(of_formulas(k.function("exp", X), k.function("log", X)))
    assert report.linear.status is Status.PROVED
    assert report.undefined is None and "domain" not in str(shown(report, NetworkReport))


def test_a_network_without_any_value_is_no_linear_one() -> None:
    """log(-1 - x**2) is no number anywhere, and formulas that are so are refused as well."""
    below = k.sub(k.const(-1), k.power(X, 2))
    with pytest.raises(InputError, match="the domain is empty"):
        decide_network(of_formulas(below, k.function("log", X)))
