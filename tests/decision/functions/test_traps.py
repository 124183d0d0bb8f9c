"""Operators that are easily misjudged, each with what is true of it, and every certificate checked
again as a document."""

from __future__ import annotations

import json
from typing import Any

import pytest

import symlin

LINEAR, NOT, IFF = "proved", "refuted", "conditional"
TRAPS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "t is no input": ("t*x(t)", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "t - 0 is t": ("x(t) - x(t-0)", {}, {"linear": LINEAR}),
    "squares cancel": ("x(t)**2 - x(t)**2 + x(t)", {}, {"linear": LINEAR}),
    "x/x has no value at 0": ("x(t)/x(t)", {}, {"linear": NOT, "affine": LINEAR}),
    "x(t) is x(-t) at 0": ("(x(t) - x(-t))*x(t)", {}, {"linear": NOT}),
    "x(|t|) for t > 0": ("(x(t) - x(Abs(t)))*x(t)", {"assume": "t > 0"}, {"linear": LINEAR}),
    "x(|t|) for all t": ("(x(t) - x(Abs(t)))*x(t)", {}, {"linear": NOT}),
    "letters that meet for a = 1": ("(x(t) - x(a*t))*x(t)", {}, {"linear": IFF}),
    "sin(pi*n) of a whole n": ("x[n] + sin(pi*n)", {}, {"linear": LINEAR}),
    "sin(pi*t) of a real t": ("x(t) + sin(pi*t)", {}, {"linear": NOT, "affine": LINEAR}),
    "one irrational time": (
        "x(t) + Piecewise((1, Eq(t, sqrt(2))), (0, True))",
        {},
        {"linear": NOT},
    ),
    "a branch that is taken": ("Piecewise((x(t), t >= 0), (1, True))", {}, {"linear": NOT}),
    "a branch that never is": ("Piecewise((x(t), t**2 >= 0), (1, True))", {}, {"linear": LINEAR}),
    "x(t) for a constant": ("Integral(x(t), (s, 0, 1))", {}, {"linear": LINEAR}),
    "x in a limit, linear": ("Integral(1, (s, 0, x(t)))", {}, {"linear": LINEAR}),
    "x in a limit, a square": ("Integral(s, (s, 0, x(t)))", {}, {"linear": NOT}),
    "x in a limit, of x": ("Integral(x(s), (s, 0, x(t)))", {}, {"linear": NOT}),
    "u of u": ("u(u(t))", {}, {"linear": NOT}),
    "the chain rule": ("Derivative(u(t)**2, t) - 2*u(t)*u'(t)", {}, {"linear": LINEAR}),
    "a kink": ("Derivative(Abs(x(t)), t)", {}, {"linear": NOT}),
    "opaque integrals cancel": (
        "Integral(x(s)**2, (s, 0, t)) - Integral(x(s)**2, (s, 0, t)) + x(t)",
        {},
        {"linear": LINEAR},
    ),
    "integrals of integrals": (
        "(Integral(Integral(x(r), (r, 0, s)), (s, 0, t))"
        " - Integral((t-r)*x(r), (r, 0, t)))**2 + x(t)",
        {},
        {"linear": LINEAR},
    ),
    "the fundamental theorem": (
        "(Integral(x'(s), (s, 0, t)) - x(t) + x(0))*x(t)",
        {},
        {"linear": LINEAR},
    ),
    "an interval that may be empty": ("x(t) + Integral(x(s)**2, (s, t, t+a))", {}, {"linear": IFF}),
    "a series": ("Sum(x[k], (k, -oo, oo))", {}, {"linear": LINEAR}),
    "an improper integral": (
        "Integral(exp(s-t)*x(s), (s, -oo, t))",
        {},
        {"linear": LINEAR, "time_invariance": LINEAR},
    ),
    "a sum from 0": ("Sum(x[k], (k, 0, n))", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "every second": ("x[2*n]", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "squares of places": ("x[n**2]", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "backwards": ("x[-n]", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "signs in turn": ("(-1)**n*x[n]", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "an impulse": ("x(t)*DiracDelta(t-1)", {}, {"linear": LINEAR, "time_invariance": NOT}),
    "two functions": ("Integral(f(s)*g(s), (s, 0, 1))", {"inputs": ["f", "g"]}, {"linear": NOT}),
    "a determinant of size 1": ("T(A: 1x1) = det(A)", {}, {"linear": LINEAR}),
    "a determinant of size 2": ("T(A: 2x2) = det(A)", {}, {"linear": NOT}),
    "a determinant of any size": ("T(A) = det(A)", {}, {"linear": NOT}),
    "Cayley and Hamilton": (
        "T(A: 2x2) = A**2 - trace(A)*A + det(A)*eye(2)",
        {},
        {"linear": LINEAR},
    ),
    "and of other sizes": ("T(A: nxn) = A**2 - trace(A)*A + det(A)*eye(n)", {}, {"linear": NOT}),
    "what commutes with all": (
        "T(B: 2x2) = A*B**2 - B**2*A",
        {"space": "A: 2x2"},
        {"linear": IFF},
    ),
    "a median": ("median(x1, x2, x3)", {}, {"odd": LINEAR, "additivity": NOT}),
    "a sort": ("sort(x)", {"shape": 3}, {"positive_homogeneity": LINEAR, "odd": NOT}),
    "conjugation": ("f(z: C) = conj(z)", {}, {"linear": NOT}),
    "a cubic on quadratics": (
        "T(p: P3)(x) = (p(x+1) - p(x) - p'(x) - p''(x)/2 - p'''(x)/6)**2 + p(x)",
        {},
        {"linear": LINEAR},
    ),
}
CONDITIONS = {
    "letters that meet for a = 1": "Eq(a, 1)",
    "an interval that may be empty": "Eq(a, 0)",
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_seen_and_its_certificates_verify(name: str) -> None:
    """A confident wrong answer here is what a person would give."""
    text, options, expected = TRAPS[name]
    report = symlin.check(text, crosscheck=False, timeout=60, **options)
    claims: Any = {str(getattr(key, "value", key)): claim for key, claim in report.claims.items()}
    for law, status in expected.items():
        assert claims[law].status == status, law
    if name in CONDITIONS:
        assert str(claims["linear"].condition) == CONDITIONS[name]
    for claim in claims.values():
        if claim.certificate is not None:
            found = symlin.verify(json.loads(json.dumps(claim.certificate.to_json())))
            assert found.status == claim.status


def test_the_integral_of_a_product_is_bilinear() -> None:
    report: Any = symlin.check("Integral(f(s)*g(s), (s, 0, 1))", inputs=["f", "g"])
    assert {name: c.status for name, c in report.linear_in.items()} == {"f": LINEAR, "g": LINEAR}
