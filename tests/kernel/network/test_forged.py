"""Arguments about networks that must not be accepted: one for every way to be rejected.

A test reads the source of the room, and fails when a `raise Rejected` is reached by none of them.
"""

from __future__ import annotations

import ast
import struct
from array import array
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from flint import fmpq

import symlin.kernel.network
from symlin.kernel import term as k
from symlin.kernel.certificate import Contradiction, MatrixProof, Rejected, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.equal import Pairs
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.lower import MOST_TERMS, lower
from symlin.kernel.network.pattern import Pattern
from symlin.kernel.network.theorem import (
    NetworkSubject,
    NetworkTheorem,
    Structure,
    equal,
    lowered,
    proved,
    refuted,
    shown,
    vacuous,
)
from symlin.kernel.theorem import LawTheorem

from . import liars, made
from .made import IN, RELU, X, everywhere, exact, relu
from .random_graphs import index

pytestmark = pytest.mark.quick
NETWORK = Path(symlin.kernel.network.__file__).parent
RELU_NET = everywhere(IN, relu())
E1, MINUS_E1 = {"x": {0: 1}}, {"x": {0: -1}}
SUM_BREAKS = Breach(({}, E1, MINUS_E1), (1, -1, -1), 0)
ONE_INPUT = n.Input("x", ())


def claims(law: Law, breach: Any, subject: NetworkSubject = RELU_NET) -> Callable[[], object]:
    return lambda: refuted(subject, {law: breach})


def shows(
    law: Law, subject: NetworkSubject, scalars: Any = (), at_origin: bool = False
) -> Callable[[], object]:
    return lambda: proved(subject, [law], Structure(scalars, at_origin))


def of(*nodes: Any) -> Callable[[], object]:
    return lambda: Graph(nodes)


def floats(*numbers: float) -> bytes:
    return struct.pack(f"<{len(numbers)}f", *numbers)


def about(subject: NetworkSubject, law: Law, theorem: Any) -> Callable[[], object]:
    return lambda: lowered(subject, law, theorem)


def unmade() -> LawTheorem:
    """An object of the class, which the kernel did not make."""
    return cast(LawTheorem, object.__new__(LawTheorem))


def nothing_at_all() -> LawTheorem:
    """A true theorem about a function without outputs."""
    return check(Subject(("x",), (), ()), Law.LINEAR, "proved", MatrixProof((), None, ()))


POSITIVE = NetworkSubject(Graph((IN, relu())), Domain({"x": ((0, None),)}))
INVERSE = everywhere(IN, n.Map((0,), (2,), k.power(X, -1)))
CONVOLUTION = n.Convolve((0, 1), (1, 1, 2), (1,), ((0, 0),), (1,))
PLANE, WINDOW = n.Input("x", (1, 1, 3)), exact((1, 1, 2), 1, 2)
LARGE = n.Input("x", (MOST_TERMS + 1,))


TWICE_RELU = everywhere(IN, relu(), relu(), n.Combine((1, 2), (2,), (1, -1)))


def same(*pairs: tuple[int, int], subject: NetworkSubject = RELU_NET) -> Callable[[], object]:
    return lambda: equal(subject, Pairs(pairs))


def patterned(letters: Any, subject: NetworkSubject = POSITIVE) -> Callable[[], object]:
    return lambda: shown(subject, Pattern({1: letters}))


def convolution(**changes: Any) -> Callable[[], object]:
    return lambda: Graph((PLANE, WINDOW, replace(CONVOLUTION, **changes)))


REJECTIONS: Mapping[str, tuple[Callable[[], object], str]] = {
    # graphs
    "no nodes": (of(), "has no output"),
    "a node of no kind": (of(IN, "relu"), "no node of a graph"),
    "a shape of text": (of(n.Input("x", "ab")), "made of something else"),  # type: ignore[arg-type]
    "a name that is none": (of(n.Input(5, (2,))), "something else"),  # type: ignore[arg-type]
    "a float for a coefficient": (of(IN, n.Combine((0,), (2,), (0.5,))), "something else"),  # type: ignore[arg-type]
    "a float for a filler": (of(IN, n.Gather((0,), (2,), None, 0.5)), "something else"),  # type: ignore[arg-type]
    "an index that is a list": (of(IN, n.Gather((0,), (1,), [0])), "32-bit"),  # type: ignore[arg-type]
    "an index of other numbers": (of(IN, n.Gather((0,), (1,), memoryview(b"0"))), "32-bit"),
    "a constant that is a list": (of(n.Constant([1, 2])), "is an array"),  # type: ignore[arg-type]
    "a formula that is text": (of(IN, n.Map((0,), (2,), "x")), "has a formula"),  # type: ignore[arg-type]
    "a formula that is a guard": (of(IN, n.Map((0,), (2,), k.gt(X))), "has a formula"),  # type: ignore[arg-type]
    "a formula of two letters": (of(IN, n.Map((0,), (2,), k.var("y"))), "one variable"),
    "a node made of itself": (of(IN, n.Gather((1,), (2,))), "does not come before"),
    "a node before the first": (of(IN, n.Gather((-1,), (2,))), "does not come before"),
    "two inputs of one name": (of(IN, IN, n.Gather((0, 1), (4,))), "one name"),
    "a node beside the way": (of(IN, relu(), n.Gather((0,), (2,))), "not used"),
    "a size below 0": (of(n.Input("x", (-1,))), "no tuple of sizes"),
    "a long axis of nothing": (of(n.Input("x", (0, 1 << 40))), "no tuple of sizes"),
    "too many entries": (of(n.Input("x", (1 << 20, 1 << 20))), "too large"),
    "an input with parts": (of(IN, n.Input("y", (2,), (0,))), "has no parts"),
    "a constant with parts": (of(IN, replace(exact((1,), 1), parts=(0,))), "has no parts"),
    "entries of nothing": (of(n.Gather((), (0,))), "entries of nothing"),
    "a reshape of too many": (of(IN, n.Gather((0,), (3,))), "keeps the number"),
    "an index too long": (of(IN, n.Gather((0,), (1,), index([0, 1]))), "one place for each"),
    "an index beyond": (of(IN, n.Gather((0,), (1,), index([2]))), "outside"),
    "an index of -2": (of(IN, n.Gather((0,), (1,), index([-2]))), "outside"),
    "weights that do not fit": (of(IN, exact((1, 3), 1, 2, 3), n.Dense((0, 1), (1,))), "dense"),
    "a dense layer of nothing": (of(IN, exact((0, 2)), n.Dense((0, 1), (0,))), "of nothing"),
    "a dense layer with a bias": (of(IN, n.Dense((0, 0, 0), (2,))), "two parts"),  # type: ignore[arg-type]
    "strides of another plane": (convolution(stride=(1, 1)), "other axes"),
    "a stride of 0": (convolution(stride=(0,)), "not positive"),
    "no groups": (convolution(groups=0), "not positive"),
    "negative padding": (convolution(padding=((-1, 0),)), "no pair"),
    "padding on one side": (convolution(padding=((1,),)), "no pair"),
    "two groups of one channel": (convolution(groups=2), "groups"),
    "a window too many": (convolution(shape=(1, 1, 3)), "another shape"),
    "a window wider than all": (convolution(dilation=(3,), shape=(1, 1, 0)), "another shape"),
    "matrices that do not fit": (of(IN, n.MatMul((0, 0), (1, 1, 1))), "do not fit"),
    "a coefficient too few": (of(IN, n.Combine((0, 0), (2,), (1,))), "one coefficient"),
    "a sum of nothing": (of(n.Combine((), (2,), ())), "sum of nothing"),
    "a product of other shapes": (
        of(IN, exact((1,), 1), n.Multiply((0, 1), (2,))),
        "shapes are the same",
    ),
    "an average": (of(IN, n.Reduce((0,), (), "mean")), "a sum or a maximum"),  # type: ignore[arg-type]
    "a maximum of nothing": (of(n.Input("x", (2, 0)), n.Reduce((0,), (2,), "max")), "last axis"),
    "a choice by <": (of(IN, n.Select((0, 0, 0), (2,), "<")), "a choice has"),  # type: ignore[arg-type]
    # arrays
    "an array of -1 entries": (lambda: Array((-1,), "exact", ()), "negative size"),
    "numbers for floats": (lambda: Array((1,), "float32", (1,)), "stored as bytes"),
    "float16": (lambda: Array((1,), "float16", b"00"), "stored as bytes"),  # type: ignore[arg-type]
    "bytes that may change": (lambda: Array((1,), "float32", bytearray(4)), "stored as bytes"),  # type: ignore[arg-type]
    "an entry too few": (lambda: Array((2,), "float32", bytes(4)), "has 1 entries"),
    "half a float": (lambda: Array((1,), "float32", bytes(6)), "no whole number"),
    "an infinity": (lambda: Array((1,), "float32", floats(float("-inf"))), "NaN or an infinity"),
    "a NaN": (lambda: Array((2,), "float32", floats(1, float("nan"))), "NaN or an infinity"),
    # domains and subjects
    "an empty domain": (lambda: Domain({"x": ((1, 0),)}), "above the upper"),
    "no graph": (lambda: NetworkSubject("x", Domain()), "a graph on a domain"),  # type: ignore[arg-type]
    "bounds of another input": (
        lambda: NetworkSubject(Graph((IN, relu())), Domain({"y": ((0, 1),)})),
        "something else",
    ),
    "bounds of other entries": (
        lambda: NetworkSubject(Graph((IN, relu())), Domain({"x": ((0, 1),) * 3})),
        "something else",
    ),
    "a theorem about a graph alone": (
        lambda: proved(Graph((IN, relu())), [Law.AFFINE], Structure(())),  # type: ignore[arg-type]
        "a graph on a domain",
    ),
    # structure
    "relu, and nothing known of it": (shows(Law.POSITIVE_HOMOGENEITY, RELU_NET), "not what"),
    "relu scales, and so is linear": (shows(Law.LINEAR, RELU_NET, made.theorems()), "not what"),
    "relu is 0 at 0, and so linear": (
        shows(Law.LINEAR, RELU_NET, made.theorems(), at_origin=True),
        "affine and 0 at the origin",
    ),
    "2x + 1 is 0 at 0": (
        shows(Law.LINEAR, everywhere(IN, n.Combine((0,), (2,), (2,), 1)), (), at_origin=True),
        "affine and 0 at the origin",
    ),
    "equivalence": (shows(Law.EQUIVALENT, RELU_NET, made.theorems()), "not what"),
    "1/x is odd": (shows(Law.ODD, INVERSE, made.theorems()), "values everywhere"),
    "1/0 is a constant": (
        shows(
            Law.AFFINE,
            everywhere(
                IN,
                exact((2,), 1, 0),
                n.Map((1,), (2,), k.power(X, -1)),
                n.Combine((0, 2), (2,), (1, 1)),
            ),
        ),
        "values everywhere",
    ),
    "a word for a theorem": (shows(Law.LINEAR, RELU_NET, ("relu",)), "no theorem"),
    "a theorem that nobody made": (shows(Law.LINEAR, RELU_NET, (unmade(),)), "no theorem"),
    "a theorem about no output": (
        shows(Law.LINEAR, RELU_NET, (nothing_at_all(),)),
        "does not say of a formula",
    ),
    "a theorem about x >= 0": (
        lambda: proved(
            RELU_NET,
            [Law.LINEAR],
            Structure(
                (
                    check(
                        Subject(("x",), (), (RELU,), (k.ge(X),)),
                        Law.LINEAR,
                        "proved",
                        MatrixProof(((k.ONE,),), None, (Contradiction(),)),
                    ),
                )
            ),
        ),
        "does not say of a formula",
    ),
    "a theorem that relu is not linear": (
        lambda: proved(
            RELU_NET,
            [Law.LINEAR],
            Structure(
                (
                    check(
                        made.scalar(RELU),
                        Law.LINEAR,
                        "refuted",
                        Witness(({"x": k.const(-1)}, {"x": k.ONE}), (k.ONE, k.ONE), 0),
                    ),
                )
            ),
        ),
        "does not say of a formula",
    ),
    # patterns
    "letters that are a list": (patterned([1, 1]), "has bytes for nodes"),
    "a node of text": (lambda: shown(POSITIVE, Pattern({"1": b"\1\1"})), "has bytes for nodes"),  # type: ignore[dict-item]
    "a pattern of another network": (lambda: shown(POSITIVE, Pattern({2: b"\1"})), "no node"),
    "a letter too few": (patterned(b"\1"), "one letter for each"),
    "a third piece of relu": (patterned(b"\1\2"), "that there is not"),
    "relu that is off at positive numbers": (patterned(b"\1\0"), "not seen to stay"),
    "relu that is on everywhere": (patterned(b"\1\1", RELU_NET), "not seen to stay"),
    "an entry that is not always the largest": (
        lambda: shown(
            NetworkSubject(Graph((IN, n.Reduce((0,), (), "max"))), POSITIVE.domain),
            Pattern({1: b"\1"}),
        ),
        "not seen to stay",
    ),
    "a choice that is not always made": (
        lambda: shown(
            NetworkSubject(Graph((IN, n.Select((0, 0, 0), (2,), ">"))), POSITIVE.domain),
            Pattern({1: b"\0\0"}),
        ),
        "not seen to stay",
    ),
    "an open unit that is the output": (patterned(b"\1\xff"), "unit that is open"),
    "a node without letters": (lambda: shown(POSITIVE, Pattern({})), "unit that is open"),
    "1/x where x may be 0": (
        lambda: shown(NetworkSubject(INVERSE.graph, POSITIVE.domain), Pattern({1: b"\xff\xff"})),
        "values on the whole domain",
    ),
    "an offset, and 0 at 0": (
        lambda: proved(
            NetworkSubject(Graph((IN, n.Combine((0,), (2,), (2,), 1))), POSITIVE.domain),
            [Law.LINEAR],
            Pattern({}),
        ),
        "not what",
    ),
    "oddness on both sides of 0": (lambda: vacuous(RELU_NET, Law.ODD), "may be an instance"),
    # points
    "an output that is not there": (claims(Law.LINEAR, replace(SUM_BREAKS, output=2)), "an entry"),
    "an output from the end": (claims(Law.LINEAR, replace(SUM_BREAKS, output=-1)), "an entry"),
    "a weight too few": (claims(Law.LINEAR, replace(SUM_BREAKS, weights=(1,))), "one weight"),
    "no points": (claims(Law.LINEAR, Breach((), (), 0)), "one weight"),
    "a point of another network": (
        claims(Law.LINEAR, Breach(({"y": {0: 1}},), (1,), 0)),
        "names no input",
    ),
    "a point beyond the input": (
        claims(Law.LINEAR, Breach(({"x": {2: 1}},), (1,), 0)),
        "input does not have",
    ),
    "points that do not add up": (
        claims(Law.ADDITIVITY, Breach((E1, E1, MINUS_E1), (1, -1, -1), 0)),
        "no instance",
    ),
    "other weights": (claims(Law.ODD, SUM_BREAKS), "no instance"),
    "a first weight of 2": (
        claims(Law.LINEAR, Breach((E1, {"x": {0: 2}}), (2, -1), 0)),
        "no instance",
    ),
    "a negative factor": (
        claims(Law.POSITIVE_HOMOGENEITY, Breach((MINUS_E1, E1), (1, 1), 0)),
        "no instance",
    ),
    "weights that do not add up to 0": (claims(Law.AFFINE, SUM_BREAKS), "no instance"),
    # comparisons
    "a comparison of one network": (
        claims(Law.EQUIVALENT, Breach(({},), (1,), 0)),
        "difference of two networks",
    ),
    "a comparison at two points": (
        claims(Law.EQUIVALENT, Breach(({}, E1), (1, -1), 0), TWICE_RELU),
        "no instance",
    ),
    "networks that differ nowhere": (
        claims(Law.EQUIVALENT, Breach((E1,), (1,), 0), TWICE_RELU),
        "not seen to differ",
    ),
    "pairs of one network": (same(), "difference of two networks"),
    "a pair of no node": (same((1, 7), subject=TWICE_RELU), "names what is no node"),
    "a pair of nodes that differ": (same((0, 1), subject=TWICE_RELU), "not seen to be the same"),
    "too few pairs": (same(subject=TWICE_RELU), "two outputs are not seen"),
    "two networks written out": (
        about(TWICE_RELU, Law.EQUIVALENT, made.linear(1)),
        "one network, and not two",
    ),
    "a point outside": (claims(Law.ADDITIVITY, SUM_BREAKS, POSITIVE), "outside of the domain"),
    "a point without a value": (
        claims(Law.ODD, Breach((E1, MINUS_E1), (1, 1), 0), INVERSE),
        "no value at a point",
    ),
    "sides that are the same": (
        claims(Law.LINEAR, Breach(({},), (1,), 0)),
        "not seen to differ",
    ),
    # written out
    "more than can be written": (
        about(everywhere(LARGE, n.Gather((0,), (MOST_TERMS + 1,))), Law.LINEAR, made.linear(1)),
        "too large",
    ),
    "a theorem about something else": (
        about(everywhere(ONE_INPUT, n.Map((0,), (), RELU)), Law.LINEAR, made.linear(1)),
        "not about the network",
    ),
    "a theorem about another law": (
        about(everywhere(ONE_INPUT, n.Map((0,), (), RELU)), Law.LINEAR, made.scales(RELU)),
        "not about this law",
    ),
    "what nobody has shown": (about(RELU_NET, Law.LINEAR, unmade()), "no theorem"),
}


def rejected(name: str) -> pytest.ExceptionInfo[Rejected]:
    build, message = REJECTIONS[name]
    with pytest.raises(Rejected, match=message) as caught:
        build()
    return caught


@pytest.mark.parametrize("name", REJECTIONS)
def test_what_does_not_hold_is_named(name: str) -> None:
    rejected(name)


def test_every_raise_of_the_room_is_reached_by_a_forgery() -> None:
    """A check that nothing has failed may be one that cannot fail."""
    raises: dict[tuple[Path, int], str] = {}
    for path in sorted(NETWORK.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            call = node.exc if isinstance(node, ast.Raise) else None
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Rejected":
                raises[path, node.lineno] = ast.unparse(call)
    lines = [rejected(name).traceback[-1] for name in REJECTIONS]
    reached = {(Path(last.path), last.lineno + 1) for last in lines}
    assert {text for place, text in raises.items() if place not in reached} == set()


# ---- theorems ----


def test_a_theorem_of_a_network_is_made_by_the_kernel_alone() -> None:
    (theorem,) = refuted(RELU_NET, {Law.ADDITIVITY: SUM_BREAKS})
    with pytest.raises(TypeError, match="only the kernel"):
        replace(theorem, seal=None, law=Law.ODD)
    with pytest.raises(TypeError, match="only the kernel"):
        NetworkTheorem(
            seal=object(), subject=RELU_NET, law=Law.ODD, status="refuted", argument=SUM_BREAKS
        )


def test_what_is_handed_over_may_change_and_the_theorem_does_not() -> None:
    """Lists and dictionaries of the caller's are not what is kept."""
    point = {"x": {0: 1}}
    points, weights = [{}, point, MINUS_E1], [1, -1, -1]
    (theorem,) = refuted(RELU_NET, {Law.ADDITIVITY: Breach(points, weights, 0)})  # type: ignore[arg-type]
    point["x"][0] = 7
    points.clear()
    weights.clear()
    argument = theorem.argument
    assert isinstance(argument, Breach)
    assert [dict(p.get("x", {})) for p in argument.points] == [{}, {0: 1}, {0: -1}]
    assert argument.weights == (1, -1, -1)


def test_theorems_about_other_graphs_say_nothing() -> None:
    """Two graphs with the same text are written out alike; other weights are another function."""
    net = everywhere(ONE_INPUT, n.Map((0,), (), RELU))
    other = everywhere(ONE_INPUT, n.Map((0,), (), k.maximum(k.neg(X), k.ZERO)))
    theorem = check(
        lower(net.graph, net.domain),
        Law.POSITIVE_HOMOGENEITY,
        "proved",
        made.scales(RELU).certificate,
    )
    assert lowered(net, Law.POSITIVE_HOMOGENEITY, theorem).status == "proved"
    with pytest.raises(Rejected, match="not about the network"):
        lowered(other, Law.POSITIVE_HOMOGENEITY, theorem)
    boxed = NetworkSubject(net.graph, Domain({"x": ((0, 1),)}))
    with pytest.raises(Rejected, match="not about the network"):
        lowered(boxed, Law.POSITIVE_HOMOGENEITY, theorem)


# ---- objects with two faces ----


def test_an_index_cannot_be_written_to_through_its_buffer() -> None:
    """A read-only view of bytes that somebody else may write to says two things."""
    buffer = bytearray(array("i", [0, 1]).tobytes())
    view = memoryview(buffer).cast("i").toreadonly()
    graph = Graph((IN, n.Gather((0,), (2,), view)))
    buffer[:] = array("i", [1, 1]).tobytes()
    assert Evaluation(graph, [{"x": {0: 5, 1: 7}}]).values(64).rows == [[5, 7]]


def test_a_coefficient_that_calls_itself_0_counts_as_what_it_is() -> None:
    """relu times 1 is not linear, whatever the 1 says of itself."""
    lying = n.Combine((1,), (2,), (liars.Number(1),))
    with pytest.raises(Rejected):
        proved(everywhere(IN, relu(), lying), [Law.LINEAR], Structure(()))
    node = Graph((IN, relu(), lying)).nodes[-1]
    assert isinstance(node, n.Combine) and type(node.coefficients[0]) is int


def test_a_fraction_that_multiplies_otherwise_counts_as_what_it_is() -> None:
    half = liars.Ratio(1, 2)
    graph = Graph((IN, n.Combine((0,), (2,), (half,), half)))
    node = graph.nodes[-1]
    assert isinstance(node, n.Combine)
    assert type(node.coefficients[0]) is type(node.constant) is fmpq
    assert type(k.const(half).value) is fmpq


def test_a_place_that_compares_as_it_likes_counts_as_what_it_is() -> None:
    with pytest.raises(Rejected, match="does not come before"):
        Graph((IN, n.Gather((liars.Number(5),), (2,))))


def test_a_sum_that_becomes_a_maximum_stays_what_it_was() -> None:
    """Else its structure is that of a sum, and its values those of a maximum."""
    kind: Any = liars.Text("sum", "max")
    graph = Graph((IN, n.Reduce((0,), (), kind)))
    assert Evaluation(graph, [{"x": {0: 5, 1: 7}}]).values(64).rows == [[12]]


def test_a_relation_that_becomes_another_stays_what_it_was() -> None:
    op: Any = liars.Text(">", "=")
    graph = Graph((IN, n.Select((0, 0, 0), (2,), op)))
    node = graph.nodes[-1]
    assert isinstance(node, n.Select) and type(node.op) is str and node.op == ">"
    with pytest.raises(ValueError, match="no relation"):
        k.relation(op, X)
    with pytest.raises(ValueError, match="no kernel function"):
        k.function(liars.Text("sin", "cos"), X)


def test_floats_that_become_others_stay_what_they_were() -> None:
    kind: Any = liars.Text("float64", "float32")
    with pytest.raises(Rejected, match="entries"):
        Array((4,), kind, bytes(16))


def test_a_shape_that_is_read_twice_is_the_one_that_was_checked() -> None:
    shape: Any = liars.Pair(((2,), (3,)))
    graph = Graph((n.Input("x", shape), n.Gather((0,), (3,))))
    assert graph.nodes[0].shape == (3,)


def test_a_name_that_is_another_when_asked_again_names_no_input() -> None:
    point = {liars.Text("z", "x"): {0: 1}}
    with pytest.raises(Rejected, match="names no input"):
        refuted(RELU_NET, {Law.LINEAR: Breach((point,), (1,), 0)})


def test_an_input_of_a_function_is_named_by_plain_text() -> None:
    """Theorems are compared with networks by their names."""
    subject = Subject((liars.Text("x", "y"),), (), (X,))
    with pytest.raises(Rejected, match="a name is no text"):
        check(subject, Law.LINEAR, "proved", MatrixProof(((k.ONE,),), None, (Contradiction(),)))
