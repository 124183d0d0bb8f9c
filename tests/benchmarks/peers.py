"""python -m tests.benchmarks.peers: fourteen functions in tools that recognise linear ones.

Each function is one text, read in the names of each tool: NumPy's for PyLops, JAX's, CasADi's,
CVXPY's. Whichever of them is installed is asked.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

LINEAR, AFFINE, NEITHER = "linear", "affine", "neither"
YES, NO, CANNOT = "accepted", "refused", "cannot be written"
SIZE = 3
DRAWS = 100
"""Of the dot test, which draws one pair of points each time."""
MATRIX = ((1.0, 2.0, 0.0), (0.0, -1.0, 3.0))


class Case(NamedTuple):
    """A function of three numbers: what is true of it, and how symlin is asked."""

    text: str
    truth: str
    symlin: tuple[str, ...]


def _each(text: str) -> tuple[str, ...]:
    return tuple(text.replace("?", f"x{i}") for i in range(1, SIZE + 1))


CASES = (
    Case("A @ x", LINEAR, ("x1 + 2*x2", "-x2 + 3*x3")),
    Case("x[::-1] - x", LINEAR, ("x3 - x1", "0", "x1 - x3")),
    Case("cumsum(x)", LINEAR, ("x1", "x1 + x2", "x1 + x2 + x3")),
    Case("x - sum(x)/3", LINEAR, _each("? - (x1 + x2 + x3)/3")),
    Case("2*x + 1", AFFINE, _each("2*? + 1")),
    Case("where(x > 0, x, x)", LINEAR, _each("where(? > 0, ?, ?)")),
    Case("maximum(x, 0) - maximum(-x, 0)", LINEAR, _each("max(?, 0) - max(-?, 0)")),
    Case("maximum(x, x - 1)", LINEAR, _each("max(?, ? - 1)")),
    Case("(x + 1)**2 - x**2 - 1", LINEAR, _each("(? + 1)**2 - ?**2 - 1")),
    Case("(sin(x)**2 + cos(x)**2)*x", LINEAR, _each("(sin(?)**2 + cos(?)**2)*?")),
    Case("maximum(x, 0)", NEITHER, _each("max(?, 0)")),
    Case("floor(x)", NEITHER, _each("floor(?)")),
    Case("x*sum(x)", NEITHER, _each("?*(x1 + x2 + x3)")),
    Case("x + maximum(x - 100, 0)", NEITHER, _each("? + max(? - 100, 0)")),
)


class NotSaid(Exception):
    """A tool has no word for something."""


def _value(case: Case, names: Any, x: Any) -> Any:
    """The function of x, in the names of a tool."""

    class Known(dict[str, Any]):
        def __missing__(self, name: str) -> Any:
            raise NotSaid(name)

    scope = Known(vars(names) if isinstance(names, SimpleNamespace) else names)
    scope["x"] = x
    return eval(case.text, {"__builtins__": {}}, scope)  # the texts above, and no others


def of_numpy(package: Any) -> dict[str, Any]:
    """The names of the texts in a package that is made like NumPy."""
    own = ("cumsum", "sum", "where", "maximum", "sin", "cos", "floor")
    return {"A": package.array(MATRIX), **{name: getattr(package, name) for name in own}}


# ---- the tools: each says of a function whether it accepts it ----


def by_symlin(case: Case) -> bool:
    """Linear, with a certificate that the kernel has accepted."""
    import symlin

    return symlin.check(list(case.symlin), inputs="x1 x2 x3").linear.status.value == "proved"


def by_jax(case: Case) -> bool:
    """Linear: `jax.linear_transpose` gives a transpose, and raises nothing."""
    import jax
    import jax.numpy as jnp

    names = {
        n: getattr(jnp, n) for n in ["cumsum", "sum", "where", "maximum", "sin", "cos", "floor"]
    }
    names["A"] = jnp.array(MATRIX)

    def function(x: Any) -> Any:
        return _value(case, names, x)

    point = jnp.zeros(SIZE)
    out = jax.eval_shape(function, point)
    try:
        jax.linear_transpose(function, point)(jnp.ones(out.shape, out.dtype))
    except (NotImplementedError, TypeError, AssertionError, ValueError):
        return False
    return True


def by_casadi(case: Case) -> bool:
    """Affine: `is_linear`, which allows for a constant."""
    import casadi

    names = SimpleNamespace(
        A=casadi.DM(MATRIX),
        cumsum=casadi.cumsum,
        sum=casadi.sum1,
        where=casadi.if_else,
        maximum=casadi.fmax,
        sin=casadi.sin,
        cos=casadi.cos,
        floor=casadi.floor,
    )
    x = casadi.SX.sym("x", SIZE)
    return bool(casadi.is_linear(_value(case, names, x), x))


def by_cvxpy(case: Case) -> bool:
    """Affine, by the rules of disciplined convex programming."""
    import cvxpy
    import numpy as np

    names = SimpleNamespace(
        A=np.array(MATRIX),
        cumsum=cvxpy.cumsum,
        sum=cvxpy.sum,
        maximum=cvxpy.maximum,
        floor=cvxpy.floor,
    )
    return bool(_value(case, names, cvxpy.Variable(SIZE)).is_affine())


def by_pylops(case: Case) -> bool:
    """Linear: the dot test, more often than not."""
    return 2 * passed(case) > DRAWS


@cache
def passed(case: Case) -> int:
    """How often the dot test accepts the function with the transpose of its images of unit
    vectors as the adjoint."""
    import numpy as np
    from pylops import FunctionOperator
    from pylops.utils import dottest

    names = {
        n: getattr(np, n) for n in ["cumsum", "sum", "where", "maximum", "sin", "cos", "floor"]
    }
    names["A"] = np.array(MATRIX)

    def function(x: Any) -> Any:
        return _value(case, names, x)

    columns = np.stack([function(unit) for unit in np.eye(SIZE)], axis=1)
    operator = FunctionOperator(function, lambda y: columns.T @ y, len(columns), SIZE)
    found = 0
    for seed in range(DRAWS):
        np.random.seed(seed)
        found += bool(dottest(operator, len(columns), SIZE, raiseerror=False))
    return found


class Peer(NamedTuple):
    """`claim` is what it says of a function that it accepts."""

    title: str
    package: str
    claim: str
    accepts: Callable[[Case], bool]


PEERS = (
    Peer("symlin", "symlin", LINEAR, by_symlin),
    Peer("jax.linear_transpose", "jax", LINEAR, by_jax),
    Peer("CasADi is_linear", "casadi", AFFINE, by_casadi),
    Peer("CVXPY is_affine", "cvxpy", AFFINE, by_cvxpy),
    Peer("PyLops dottest", "pylops", LINEAR, by_pylops),
)


def version(peer: Peer) -> str | None:
    """None where it is not installed."""
    if peer.package == "symlin":
        import symlin

        return symlin.__version__
    try:
        return importlib.metadata.version(peer.package)
    except importlib.metadata.PackageNotFoundError:
        return None


def answered(peer: Peer, case: Case) -> str:
    """accepted, refused, or that the tool has no word for it."""
    try:
        return YES if peer.accepts(case) else NO
    except NotSaid:
        return CANNOT


def holds(peer: Peer, case: Case) -> bool:
    """Whether what the tool would claim is true."""
    return case.truth in (LINEAR, peer.claim)


# ---- the page ----

HEADING = "## The same functions in tools that recognise linear ones"
INTRODUCTION = """\
Fourteen functions of three numbers, each written in the tool's own names. jax.linear_transpose
and PyLops' dottest are asked whether the function is linear, CasADi and CVXPY whether it is
affine. symlin is asked whether it is linear, and proves it. **Bold**: accepted, and false.
*Refused* of what is true means that the tool does not recognise it. For dottest the
adjoint is the transpose of the function's values at unit vectors; it draws one pair of points,
and was asked 100 times: what it accepts more often than not counts as accepted."""
HOW = """\
    pip install -e . jax casadi cvxpy pylops
    python -m tests.benchmarks.peers -o docs/benchmarks.md"""


def section(peers: list[Peer]) -> str:
    """The table, the counts and the versions."""
    found = {case: [answered(peer, case) for peer in peers] for case in CASES}
    lines = [
        [f"`{case.text}`", case.truth, *map(_cell, peers, [case] * len(peers), answers)]
        for case, answers in found.items()
    ]
    table = _table(["function", "truth", *(p.title for p in peers)], lines)
    counts = [[p.title, *_counts(p, [a[i] for a in found.values()])] for i, p in enumerate(peers)]
    summary = _table(["tool", "right", "true, not recognised", "false, accepted"], counts)
    versions = ", ".join(f"{p.package} {version(p)}" for p in peers)
    parts = [HEADING, INTRODUCTION, table, summary, *_mixed(peers), f"{versions}.", HOW]
    return "\n\n".join(parts) + "\n"


def _mixed(peers: list[Peer]) -> list[str]:
    """Where the dot test says one thing one time, and the other the next."""
    if by_pylops not in [peer.accepts for peer in peers]:
        return []
    some = [(case.text, passed(case)) for case in CASES if 0 < passed(case) < DRAWS]
    said = [f"`{text}` {times} times of {DRAWS}" for text, times in some]
    return [f"dottest accepts {', and '.join(said)}."] if said else []


def _cell(peer: Peer, case: Case, answer: str) -> str:
    if answer == YES:
        return YES if holds(peer, case) else f"**{YES}**"
    return f"*{answer}*" if holds(peer, case) else answer


def _counts(peer: Peer, answers: list[str]) -> list[int]:
    pairs = list(zip(CASES, answers, strict=True))
    wrong = sum(a == YES and not holds(peer, case) for case, a in pairs)
    missed = sum(a != YES and holds(peer, case) for case, a in pairs)
    return [len(pairs) - wrong - missed, missed, wrong]


def _table(head: list[str], lines: list[list[Any]]) -> str:
    marks = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in (head, marks, *lines))


def with_section(page: str, own: str, head: str = HEADING) -> str:
    """The page with this section in place of the one it had, or at its end."""
    before, heading, rest = page.partition(head)
    if not heading:
        return f"{page.rstrip()}\n\n{own}"
    _, following, after = rest.partition("\n## ")
    return f"{before}{own}{following}{after}" if following else before + own


def section_of(page: str, head: str = HEADING) -> str:
    """The section that a page has; empty where it has none."""
    _, heading, rest = page.partition(head)
    return f"{heading}{rest.partition(chr(10) + '## ')[0].rstrip()}\n" if heading else ""


def main() -> int:
    """1 where symlin accepted what is false, or did not recognise what is true."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("-o", dest="output", type=Path, help="the page whose section it writes")
    output = parser.parse_args().output
    peers = [peer for peer in PEERS if version(peer) is not None]
    text = section(peers)
    if output is None:
        print(text, end="")
    else:
        page = output.read_text(encoding="utf-8") if output.exists() else ""
        output.write_text(with_section(page, text), encoding="utf-8")
    return int(_counts(peers[0], [answered(peers[0], case) for case in CASES])[0] != len(CASES))


if __name__ == "__main__":
    sys.exit(main())
