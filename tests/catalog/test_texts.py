"""Entries that are texts of their own: operators on functions, matrices and complex numbers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import symlin
from symlin.catalog import index as catalog
from symlin.catalog.aliases import folded
from symlin.catalog.definition import Definition
from symlin.catalog.index import CatalogError
from symlin.commands.cli import cli
from symlin.errors import InputError
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Operator
from symlin.language.vocabulary import BUILTINS
from symlin.reading.operators import read_operator
from symlin.reading.sources import spaces_of
from symlin.report.site.facts import claims_of

TEXTS = [d for d in catalog.all_definitions() if d.text]
ASKED = """derivative integral shift time_scaling modulation moving_average convolution fourier_sum
sampling quantiser median_filter transpose trace determinant commutator inverse projection rotation
cross_product conjugation expectation finite_variance"""
entry = pytest.mark.parametrize("definition", TEXTS, ids=lambda d: d.name)


def printed(*arguments: str) -> str:
    return CliRunner().invoke(cli, arguments).output


def test_what_people_ask_about_by_name_is_there() -> None:
    """Each of these was asked about by its name alone."""
    assert set(ASKED.split()) == {d.name for d in TEXTS}


@entry
def test_every_claim_is_decided_as_the_literature_says(definition: Definition) -> None:
    """A claim feeds the list before anything is decided, and the certificates are what counts."""
    report = symlin.check(definition.name, timeout=60)
    found = {name: claim.status.value for name, claim in claims_of(report).items()}
    assert found == dict(definition.claim)
    assert report.crosscheck.status == "agrees"
    for claim in claims_of(report).values():
        assert claim.certificate is not None
        document = json.dumps(claim.certificate.to_json())
        assert symlin.verify(document).status == claim.status


@entry
def test_the_name_is_read_as_its_text(definition: Definition) -> None:
    """The name must not be another operator than the page shows."""
    operator = read_operator(definition.name)
    plain = read_operator(
        definition.text,
        given=definition.given,
        assume=definition.assume,
        spaces=spaces_of(definition.spaces),
    )
    assert operator.name == operator.definition == definition.name
    if isinstance(operator, FunctionOperator):
        assert isinstance(plain, FunctionOperator) and operator.subject == plain.subject
    else:
        assert isinstance(plain, Operator)
        assert (operator.inputs, operator.outputs) == (plain.inputs, plain.outputs)


def other_names() -> Iterator[tuple[str, str]]:
    return ((name, d.name) for d in TEXTS for name in d.called)


@pytest.mark.parametrize(("word", "name"), list(other_names()))
def test_other_names_are_the_same_entry(word: str, name: str) -> None:
    """No other name may hide an entry, a function or a name of a library."""
    assert read_operator(word).definition == name
    assert read_operator(word.title().replace("_", "")).definition == name
    assert folded(word) not in catalog.folded_names()
    assert word not in BUILTINS
    assert all(library for library, _ in catalog.spelled().get(folded(word), ()))


def test_other_names_belong_to_one_entry() -> None:
    names = [folded(word) for word, _ in other_names()]
    assert len(names) == len(set(names))


def test_the_first_line_says_of_which_size() -> None:
    """trace is asked of 2x2 matrices: whoever meant 3x3 must see that at once."""
    words = printed("check", "trace").splitlines()[0].split()
    assert " ".join(words) == "T(A) = trace(A) A: 2x2 LINEAR"
    assert "other sizes: trace --shape 3,3" in printed("check", "trace")
    assert "A: 3x3" in printed("check", "trace", "--shape", "3,3").splitlines()[0]
    assert "commutator is T(A: 2x2) = A*B - B*A with B: 2x2 given" in printed("check", "commutator")


@pytest.mark.parametrize("name", ASKED.split())
def test_inside_formulas_a_name_is_what_it_is_without_the_entry(name: str) -> None:
    """trace(A) stays a function of matrices, and shift a symbol like any other."""
    if name in ("transpose", "trace", "determinant", "inverse"):
        assert symlin.check(f"T(A: 3x3) = {name}(A)", crosscheck=False).operator.inputs[-1] == "A33"
        return
    if name in ("commutator", "projection"):
        space = "2x2" if name == "commutator" else "R^2"
        text = f"T(A: {space}, B: {space}) = {name}(A, B)"
        assert read_operator(text).definition is None
        return
    assert read_operator(f"x + {name}").parameters == (name,)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "shape"), [("derivative(x)", None), ("relu >> trace", (4,)), ("shift >> relu", (4,))]
)
def test_an_entry_stands_only_alone(text: str, shape: tuple[int, ...] | None) -> None:
    """It is no function of numbers, and suggesting its own name would lead in a circle."""
    with pytest.raises(InputError, match="is an operator of its own: it may stand only alone"):
        read_operator(text, shape=shape)


def test_layers_in_python_do_not_have_it() -> None:
    """symlin.models has what acts on numbers, entry by entry."""
    import symlin.models

    assert not hasattr(symlin.models, "trace")
    with pytest.raises(InputError, match="trace is an operator of its own"):
        symlin.models.Elementwise("trace")


def test_a_slip_of_its_name_is_answered_with_it() -> None:
    with pytest.raises(InputError, match=r"no operator 'derivativ'; did you mean derivative\?"):
        read_operator("derivativ")


def test_conditions_and_inputs_are_heard_beside_the_name() -> None:
    """What is asked beside a name is asked of the entry."""
    report = symlin.check("modulation", assume="Eq(w, 0)", crosscheck=False)
    assert report.operator.assumption_texts == ("Eq(w, 0)",)
    assert read_operator("trace", inputs=["trace"]).inputs == ("trace",)  # type: ignore[union-attr]


def test_two_entries_are_compared_by_name() -> None:
    assert "EQUAL" in printed("equiv", "derivative", "x'(t)")
    assert "EQUAL" in printed("equiv", "Sum(h[n-k]*x[k], (k, -oo, oo))", "convolution")
    assert "THE SAME" in printed("equiv", "det", "T(A: 2x2) = A11*A22 - A12*A21")
    assert "DIFFERENT" in printed("equiv", "derivative", "x(t)")


def test_explaining_begins_with_what_the_entry_is() -> None:
    """Of functions as of numbers; where parameters change the verdict the first paragraph stays."""
    assert "The derivative of a function is its slope" in printed("explain", "derivative")
    assert "its slope at each place" not in printed("explain", "y(t) = x'(t)")
    scaling = printed("explain", "time_scaling")
    assert "When it is time-invariant" in scaling and "If and only if a = 1." in scaling


def test_the_list_and_completion_have_it() -> None:
    rows = {row["name"]: row for row in map(json.loads, printed("list", "--json").splitlines())}
    assert rows["conjugation"]["literature"]["linear_over_reals"] == "proved"
    assert "det" in rows["determinant"]["elsewhere"]
    assert "T(A: 2x2) = trace(A)" in printed("list")


GOOD = '''"""It is linear. Always."""
from symlin.catalog.definition import Definition, laws
OPERATOR = Definition(name="one", family="signals", signature="y(t) = x(t)", {more}
    claim=laws("proved", {beside}), summary="It is.", references=("A book.",))
'''


@pytest.mark.parametrize(
    ("more", "beside", "message"),
    [
        ('text="y(t) = x(t)",', 'time_invariance="proved"', None),
        ('text="y(t) = x(t)", expression="x",', "", "a text stands alone"),
        ('text="y(t) = x(t)",', 'time_invariance="yes"', "claim must give each"),
        ('expression="x", inputs=("x",), reference=min,', 'time_invariance="proved"', "claim must"),
        ('expression="x", inputs=("x",), reference=min, called=("two",),', "", "go with a text"),
    ],
)
def test_a_text_that_breaks_a_rule_fails_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, beside: str, message: str | None
) -> None:
    package = tmp_path / "sample_texts"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text(GOOD.format(more=more, beside=beside))
    monkeypatch.syspath_prepend(str(tmp_path))
    catalog.load.cache_clear()
    for name in [n for n in sys.modules if n.startswith("sample_texts")]:
        monkeypatch.delitem(sys.modules, name)
    if message is None:
        assert catalog.load("one", "sample_texts").is_about_functions
        return
    with pytest.raises(CatalogError, match=r"one\.py: .*" + message):
        catalog.load("one", "sample_texts")
