"""Whatever the search and its exact arithmetic say, nothing false is printed, in no format.

Each lie is told twice: once to the kernel, and then it is not printed; once to a kernel that
accepts everything, and then it is, so that the first test would have seen it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from symlin.kernel.certificate import DirectProof, Witness
from symlin.kernel.term import ONE
from symlin.search.outcome import Finding

from .everything_printed import Outputs, asked, of_two
from .lies import (
    LIES,
    MARK,
    PLAIN,
    SEVEN,
    Lie,
    Teller,
    credulous,
    empty_domain,
    far_domain,
    finding,
    points,
    proves_everything,
)

pytest.importorskip("matplotlib")


def printed(
    lie: Lie, patch: pytest.MonkeyPatch, folder: Path | None = None, *, crosscheck: bool = False
) -> tuple[Outputs, int]:
    """What is printed while the lie is told, and how often it was."""
    teller = Teller(patch)
    lie.tell(teller)
    found = asked(lie.operator, folder, crosscheck=crosscheck, **lie.options)
    return found, teller.told


TOLD = [pytest.param(name, False, id=f"{name}-alone") for name in LIES]
TOLD += [
    pytest.param(
        name, True, id=f"{name}-with the cross-check", marks=pytest.mark.slow if n % 4 else ()
    )
    for n, name in enumerate(LIES)
]


@pytest.mark.parametrize(("name", "crosscheck"), TOLD)
def test_a_lie_is_never_printed(
    name: str, crosscheck: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The cross-check may not be needed to notice."""
    lie = LIES[name]
    folder = None if crosscheck else tmp_path  # pictures are the same with it
    found, told = printed(lie, monkeypatch, folder, crosscheck=crosscheck)
    assert told, "nobody asked"
    assert [form for form, text in found.items() if lie.said in text] == []
    assert not any("DISAGREES" in text for text in found.values()), "a bug is not what it is"


@pytest.mark.parametrize("name", [name for name, lie in LIES.items() if lie.credible])
def test_the_same_lie_is_printed_where_the_kernel_believes_everything(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the words looked for above are those that a false statement would have."""
    lie = LIES[name]
    credulous(monkeypatch, lie)
    found, _ = printed(lie, monkeypatch)
    assert [form for form, text in found.items() if lie.said in text] != []


# ---- two operators ----


def everywhere_the_same(teller: Teller) -> None:
    """Every law holds: also that two functions are one."""
    finding(lambda *_: Finding("proved", DirectProof((PLAIN,))))(teller)


def differ_where_they_do_not(teller: Teller) -> None:
    witness = Witness(points(MARK), (ONE,), 0)
    finding(lambda *_: Finding("refuted", witness))(teller)


def one_alone_where_both(teller: Teller) -> None:
    lie = {"x": SEVEN}
    teller.patch.setattr("symlin.decision.comparison._points", lambda _: teller.tell([lie]))


def nowhere_one_alone(teller: Teller) -> None:
    """The point at which one of the two has no value is kept back."""
    teller.patch.setattr("symlin.decision.comparison._points", lambda _: teller.tell([]))
    proves_everything(teller, lambda _: True)


SAME = "THE SAME FUNCTION"
ABOUT_TWO: dict[str, tuple[Callable[[Teller], None], str, str, str]] = {
    "that two functions are one": (everywhere_the_same, "x", "Max(x, 0)", SAME),
    "where two functions differ": (differ_where_they_do_not, "x", "Max(x, 0)", str(MARK)),
    "on what set they are compared": (far_domain, "log(x)", "log(x)*2/2 + x", str(MARK)),
    "where one has a value alone": (one_alone_where_both, "log(x)", "x", str(MARK)),
    "that their domains are the same": (nowhere_one_alone, "x/x", "1", SAME),
    "that there is nothing to compare": (empty_domain, "log(x)", "x", "nothing to compare"),
}


@pytest.mark.parametrize("name", ABOUT_TWO)
def test_a_lie_about_two_functions_is_never_printed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell, a, b, said = ABOUT_TWO[name]
    teller = Teller(monkeypatch)
    tell(teller)
    found = of_two(a, b)
    assert teller.told, "nobody asked"
    assert [form for form, text in found.items() if said in text] == []


def test_two_functions_are_the_same_where_that_is_true() -> None:
    """So the words that are looked for above are those that would be there."""
    assert SAME in of_two("Max(x, 0)", "relu")["text"]
    assert "compared where x > 0" in of_two("log(x)", "log(x)*2/2 + x")["text"]
    assert "g has a value where f has none" in of_two("x/x", "1")["text"]
