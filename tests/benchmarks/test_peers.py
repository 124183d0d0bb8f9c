"""The comparison with tools that recognise linear functions."""

import pytest

from .peers import (
    CASES,
    HEADING,
    LINEAR,
    PEERS,
    YES,
    Case,
    answered,
    of_numpy,
    section_of,
    version,
    with_section,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_symlin_accepts_what_is_linear_and_nothing_else(case: Case) -> None:
    """The page says so of all fourteen."""
    assert (answered(PEERS[0], case) == YES) == (case.truth == LINEAR)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_symlin_is_asked_about_the_function_of_the_others(case: Case) -> None:
    """Its text is another one: both must have the same values."""
    np = pytest.importorskip("numpy", reason="NumPy is not installed")
    from sympy import Max, Piecewise, floor, sympify

    names = {
        n: getattr(np, n) for n in ["cumsum", "sum", "where", "maximum", "sin", "cos", "floor"]
    }
    names["A"] = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]])
    known = {"max": Max, "floor": floor, "where": lambda c, a, b: Piecewise((a, c), (b, True))}
    for point in ([0.5, -2.25, 3.0], [120.5, -130.75, 101.0], [0.0, 0.0, 0.0]):
        values = dict(zip(("x1", "x2", "x3"), point, strict=True))
        own = [float(sympify(text, locals=known).subs(values)) for text in case.symlin]
        theirs = eval(case.text, {**of_numpy(np), "x": np.array(point)})
        assert np.allclose(own, theirs)


@pytest.mark.models
@pytest.mark.parametrize("peer", PEERS[1:], ids=lambda peer: peer.title)
def test_every_tool_that_is_installed_answers_every_question(peer) -> None:
    """A new version that renames a function must not count as a refusal."""
    if version(peer) is None:
        pytest.skip(f"{peer.package} is not installed")
    assert answered(peer, CASES[0]) == YES
    for case in CASES:
        answered(peer, case)


def test_a_new_page_keeps_the_section() -> None:
    """It is written by a command of its own, and the other one must not lose it."""
    own = f"{HEADING}\n\nText.\n"
    page = with_section("# Page\n\n## One\n\nText.\n", own)
    assert section_of(page) == own
    assert section_of(with_section(page, own.replace("Text", "Other"))) == own.replace(
        "Text", "Other"
    )
    assert with_section(page, own) == page
    between = page + "\n## Two\n\nText.\n"
    assert section_of(between) == own
    assert with_section(between, own) == between
