"""The house keeps the shape it was given; `python -m tests.house --names` shows what stands behind.

Each bound is what was reached. Lower one when you get below it; raising one needs a reason: names
and limits grew with what can be asked (functions, matrices, complex numbers, models), and so did
the functions whose length is their list of options, or a match over all kinds of node.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .__main__ import COUNTED, HERE
from .arrows import arrows, circles, upward
from .measures import House, size
from .promises import undocumented_raises, without_docstring, without_reason
from .source import Source

HOUSE = House(HERE)

BOUNDS = {
    "modules that are loose in symlin/": 4,
    "modules in circles": 0,
    "imports that run upward": 0,
    "files over 300 lines": 14,
    "files over 400 lines": 0,
    "functions over 30 lines": 41,
    "functions over 40 lines": 0,
    "public names": 4_263,  # 60 read torch and jax, 65 are of the page, 90 of search/cover
    "  without a docstring": 1,
    "  with a raise that it does not name": 1,
    "limits (upper-case numbers)": 607,  # how patient a limit is, which programs are small
    "  without a reason beside them": 0,
}
CORE = 3_489
"""Lines of the kernel without theories, documents and functions. Theories may speak of whole
numbers, of supports and by balls: three places of a `Theory`, and facts that are read with them.
What a function is in place of linear takes 135 (`statements/traits.py`), and that t - t is 0
whatever t is, without writing t out, takes 11; that a derivative may break a law, 23."""
FOR_VERDICTS = 2_921
"""Those of them that any verdict rests on: without kernel/statements/."""
FOR_FUNCTIONS = 2_680
"""Those of the room of operators on functions, which no verdict about numbers rests on; 210 are
about impulses (`impulses.py`)."""
FOR_NETWORKS = 4_070
"""Those of the room of graphs of tensors, likewise; 200 compare two of them (`equal.py`), and 40
make room for forms, without which deep networks of images have none."""
COMMENTS = {"kernel": 0.04, "search": 0.04}
"""The least share of lines that say why, in the two rooms that are hardest to follow."""


def test_every_count_has_a_bound() -> None:
    """A new measure that nothing bounds would measure nothing."""
    assert BOUNDS.keys() == COUNTED.keys()


@pytest.mark.parametrize("count", BOUNDS)
def test_the_house_stays_in_shape(count: str) -> None:
    """What was tidied once stays tidy: names of what is over the bound are in the failure."""
    found = COUNTED[count](HOUSE)
    assert len(found) <= BOUNDS[count], "\n".join([count, *found])


def test_the_core_of_the_kernel_is_read_in_one_sitting() -> None:
    """Every line of it has to be believed by whoever believes a verdict."""
    assert HOUSE.core <= CORE
    assert HOUSE.for_verdicts <= FOR_VERDICTS
    assert HOUSE.for_functions <= FOR_FUNCTIONS
    assert HOUSE.for_networks <= FOR_NETWORKS


@pytest.mark.parametrize("room", COMMENTS)
def test_the_reasons_stand_beside_the_code(room: str) -> None:
    """In search and kernel a reader needs to know why, which no name can say."""
    assert size(HOUSE.rooms[room]).comments >= COMMENTS[room]


def made(text: str, module: str = "symlin.made") -> Source:
    return Source(Path(f"{module.rpartition('.')[2]}.py"), module, text)


def test_circles_through_types_are_seen() -> None:
    """A circle is no smaller for standing below `if TYPE_CHECKING`, or inside a function."""
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"d"}, "f": {"a"}}
    assert circles(graph) == [["a", "b", "c"], ["d", "e"]]


def test_imports_on_call_and_for_types_count() -> None:
    """Where an import stands does not change who knows whom."""
    text = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from symlin.one import A\n"
        "def f():\n    import symlin.two\n    from . import three\n"
        "    import_module('symlin.four')\n"
    )
    others = [made("", f"symlin.{name}") for name in ("one", "two", "three", "four", "five")]
    graph = arrows([made(text), *others])
    assert graph["symlin.made"] == {f"symlin.{name}" for name in ("one", "two", "three", "four")}


def test_an_import_of_a_neighbour_on_the_same_floor_runs_upward() -> None:
    """Rooms of one floor do not know each other, as in the layers contract."""
    floors = [frozenset({"top"}), frozenset({"left", "right"})]
    graph = {
        "symlin.top.a": {"symlin.left.a"},
        "symlin.left.a": {"symlin.left.b", "symlin.right.a"},
        "symlin.right.a": {"symlin.top.a"},
    }
    assert upward(graph, floors) == [
        ("symlin.left.a", "symlin.right.a"),
        ("symlin.right.a", "symlin.top.a"),
    ]


def test_what_is_owed_to_a_reader_is_found() -> None:
    """A measure that finds nothing wrong anywhere would pass on any house."""
    source = made(
        "WHY = 3  # three suffices\n"
        "TEXT = 4\n'''Four suffice.'''\n"
        "BARE = 5\n"
        "NAMES = ('a', 'b')\n"
        "def f():\n    raise Wrong('x')\n"
        "def g():\n    '''Raises `Wrong` where it is.'''\n    raise Wrong\n"
        "def h():\n    '''Never wrong.'''\n    raise some.Wrong()\n"
        "def _private():\n    raise Wrong\n"
    )
    assert without_reason(source) == ["symlin.made.BARE"]
    assert without_docstring(source) == ["symlin.made.f"]
    assert undocumented_raises(source) == ["symlin.made.f: Wrong", "symlin.made.h: Wrong"]


def test_comments_for_tools_are_no_comments() -> None:
    """`# noqa` explains nothing to a reader."""
    source = made("x = 1  # noqa: E501\n# why\ny = '# no comment'\n")
    assert source.comments == {2}
