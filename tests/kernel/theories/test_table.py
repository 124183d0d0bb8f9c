"""Theories are switched off by their rows, and none of their rules is idle."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flint import fmpq

from symlin.kernel import facts
from symlin.kernel.algebra import Theory
from symlin.kernel.certificate import Rejected
from symlin.kernel.facts import Context
from symlin.kernel.term import add, const, function, gt, maximum, mul, power, sqrt, sub, var
from symlin.kernel.theories import roots, table
from symlin.kernel.theories.table import together

from ..old_certificates import old_certificates
from ..rows import NAMES, only, rules, without
from ..test_normal_random import agree, checked

ROWS = {row.name: row for row in table.ROWS}
NEEDED_BY_NO_CERTIFICATE = {
    "breaks": "rational arithmetic shows a witness sooner than normal forms do",
    "outputs": "and the values of an instance",
    "decimal": "no certificate holds a decimal",
}
RULES = {
    f"{row.name}: {name}": left
    for row in table.ROWS
    for name, left in rules(row).items()
    if name not in NEEDED_BY_NO_CERTIFICATE
}
CORE_RULES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "facts: alternatives": lambda patch: patch.setattr(facts, "_alternatives", lambda f: ()),
    "roots: sine of square": lambda patch: patch.setattr(roots, "_sine_of_square", lambda p: None),
}


def is_accepted(number: int) -> bool:
    try:
        old_certificates()[number].check()
    except Rejected:
        return False
    return True


def those_that_need(rule: str) -> list[int]:
    return [n for n, old in enumerate(old_certificates()) if rule in old.needs]


# ---- certificates written before ----


@pytest.mark.parametrize("number", range(len(old_certificates())))
def test_certificates_written_before_are_still_accepted(number: int) -> None:
    """People keep them, and others publish them: format 1 is a promise."""
    old_certificates()[number].check()


def test_every_kind_of_certificate_and_step_was_written_before() -> None:
    """A kind that no old document has could change without anybody noticing."""
    text = "".join(str(old.document) for old in old_certificates())
    kinds = ("matrix", "direct", "proof_by_cases", "degree", "witness", "cases", "impossible")
    kinds += ("derivative",)
    steps = ("contradiction", "split", "substitute", "combination", "constant_gradient")
    more = ("product_sign", "lemma", "monotone", "conditional")
    lemmas = ("floor", "integer", "exp", "sin", "cos")
    for name in kinds:
        assert f"'kind': '{name}'" in text, name
    for name in (*steps, *more[:3]):
        assert f"'step': '{name}'" in text, name
    for name in lemmas:
        assert f"'step': 'lemma', 'name': '{name}'" in text, name
    assert "'offset': [" in text and "'rewrites': [{" in text and "'angle': 2" in text


# ---- a theory and its row ----


@pytest.mark.parametrize("name", NAMES)
def test_without_its_row_a_theory_is_gone_and_nothing_else_is(name: str) -> None:
    """What needs the theory is rejected; what speaks of pieces or polynomials alone is not."""
    needed = {n for rule in rules(ROWS[name]) for n in those_that_need(rule)}
    other = "polynomial" if name == "pieces" else "piecewise linear"
    rest = [n for n, old in enumerate(old_certificates()) if old.about == other]
    assert rest and (needed or name == "rational")
    with only(without(name)):
        assert not any(map(is_accepted, needed))
        assert all(map(is_accepted, rest))


@pytest.mark.parametrize("name", NAMES)
def test_without_a_row_the_kernel_declines_more_and_says_nothing_false(name: str) -> None:
    """Normal forms, signs and decisions agree with the meaning of terms, whatever is left out."""
    with only(without(name)):
        assert checked(agree, 20, False) > 10
        assert checked(agree, 20, True) > 7


def test_without_any_theory_the_kernel_knows_polynomials() -> None:
    """The core is the laws of commutative rings, and what facts say of signs."""
    x, y = var("x"), var("y")
    polynomials = [n for n, old in enumerate(old_certificates()) if old.about == "polynomial"]
    with only(together(())):
        assert all(map(is_accepted, polynomials))
        assert Context([gt(x), gt(const(0), x)]).contradiction is not None
        for term in (maximum(x, y), sqrt(x), function("exp", x), function("sin", x)):
            context = Context([gt(x, y)])
            assert not context.normal(sub(term, term)), "equal arguments give equal values"
            assert context.decide(gt(term)) is None


def test_without_fractions_numbers_still_have_inverses() -> None:
    """1/2 is a number and needs no theory; 1/x is opaque, and 1/0 is 0."""
    x = var("x")
    nought = sub(mul(x, x), mul(x, x))  # which constructors of terms do not see
    with only(without("fractions")):
        context = Context([])
        assert context.normal(power(add(nought, const(2)), -1)) == context.normal(const(fmpq(1, 2)))
        assert not context.normal(power(nought, -1))
        assert context.decide(gt(power(add(mul(x, x), const(1)), -1))) is None


def test_rational_arithmetic_shows_nothing_that_normal_forms_do_not_show() -> None:
    """It buys speed, and no certificate is lost without it."""
    with only(without("rational")):
        assert all(map(is_accepted, range(len(old_certificates()))))


# ---- a rule and the certificate that needs it ----


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_a_theory_is_needed_by_a_certificate(rule: str) -> None:
    """What no certificate needs has no place in what is trusted."""
    needed = those_that_need(rule.partition(": ")[2])
    assert needed, rule
    with only(RULES[rule]):
        assert not any(map(is_accepted, needed))


@pytest.mark.parametrize("rule", CORE_RULES)
def test_rules_that_seem_idle_are_needed_by_a_certificate(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of certificates do without them, and these do not."""
    CORE_RULES[rule](monkeypatch)
    assert those_that_need(rule)
    assert not any(map(is_accepted, those_that_need(rule)))


# ---- rows ----


def test_two_rows_that_speak_of_the_same_thing_are_refused() -> None:
    """The order of the rows decides nothing."""
    first = replace(roots.THEORY, name="first")
    with pytest.raises(ValueError, match="first"):
        together([roots.THEORY, first])
    again = Theory("again", functions={"exp": lambda algebra, u: u})
    with pytest.raises(ValueError, match="again"):
        together([*table.ROWS, again])


def test_a_theory_knows_no_other_and_not_the_normal_form() -> None:
    """One can be read, tested and deleted without the others; three files help several of them."""
    folder = Path(table.__file__).parent
    shared = {f"symlin.kernel.theories.{name}" for name in ("monomials", "primes", "smooth")}
    above = ("normal", "facts", "signs", "contradiction", "checker", "theories")
    for path in sorted(folder.glob("*.py")):
        if path.name in ("table.py", "__init__.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("symlin"):
                helps = (
                    node.module in shared and f"symlin.kernel.theories.{path.stem}" not in shared
                )
                assert helps or not (node.module or "").startswith(
                    tuple(f"symlin.kernel.{name}" for name in above)
                ), (path.name, node.module)
