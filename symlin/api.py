"""The library's face: check, equiv, require_linear and its kin, verify."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from symlin.errors import InputError, NotEquivalent, NotLinear, Undecided
from symlin.kernel.claim import Law
from symlin.kernel.term import substitute, var
from symlin.operator import Operator
from symlin.verdict import Certified, Claim, CrossCheck, Report, Status

if TYPE_CHECKING:
    import sympy

EXAMPLES = 200
"""How many numeric examples stand behind a verdict unless told otherwise."""

Shape = tuple[int, ...]


@runtime_checkable
class Pipeline(Protocol):
    """Layers composed in Python: an operator as soon as the input's shape is known."""

    def operator(self, shape: Shape | None, *, assume: Sequence[str] = ()) -> Operator:
        """The operator on tensors of that shape, without the batch."""
        ...


Source = Any
"""A catalog name or text, a SymPy expression or a list of them, an Operator, a Pipeline."""


def as_operator(
    source: Source,
    *,
    inputs: Sequence[Any] | None = None,
    assume: Iterable[Any] = (),
    shape: Sequence[int] | None = None,
) -> Operator:
    """What `source` denotes; raises InputError where it cannot be understood."""
    names = None if inputs is None else tuple(map(str, inputs))
    texts = (assume,) if isinstance(assume, str) else tuple(map(str, assume))
    sizes = None if shape is None else tuple(shape)
    if isinstance(source, Operator):
        if names is not None or texts or sizes is not None:
            raise InputError("an Operator carries its own inputs, assumptions and shape")
        return source
    if isinstance(source, Pipeline) and not isinstance(source, type):
        if names is not None:
            raise InputError("a pipeline's input is the tensor: give its shape, and no inputs")
        return source.operator(sizes, assume=texts)
    from symlin.parse import parse_operator, parse_sympy

    if isinstance(source, str):
        return parse_operator(source, inputs=names, assume=texts, shape=sizes)
    if isinstance(source, list | tuple) and source and all(isinstance(s, str) for s in source):
        return parse_operator(f"[{', '.join(source)}]", inputs=names, assume=texts, shape=sizes)
    if not _is_sympy(source):
        expected = "a text, a SymPy expression, a list of them, an Operator or a pipeline"
        raise InputError(f"expected {expected}, not {type(source).__name__}")
    if sizes is not None:
        raise InputError("a SymPy expression takes no shape; its inputs are its symbols")
    return parse_sympy(source, inputs=names, assume=texts)


def _is_sympy(source: Source) -> bool:
    """Whether this is SymPy's; nothing can be unless SymPy has been imported."""
    if "sympy" not in sys.modules:
        return False
    import sympy

    if isinstance(source, list | tuple):
        return any(isinstance(entry, sympy.Basic) for entry in source)
    return isinstance(source, sympy.Basic | sympy.MatrixBase)


def check(
    operator: Source,
    *,
    inputs: Sequence[Any] | None = None,
    assume: Iterable[Any] = (),
    shape: Sequence[int] | None = None,
    timeout: float = 30.0,
    crosscheck: bool = True,
    seed: int = 0,
) -> Report:
    """Decides every law for the operator, then asks for a numeric second opinion.

    `operator` is read as a function from R^n to R^m, of n inputs and m outputs: a catalog name, a
    text ("relu(w*x + b)", "[x1 + x2, Max(x1, x2)]", "conv1d([1, 2]) >> relu"), a SymPy expression
    or a list of them, an `Operator`, or layers composed in Python.

    - `inputs`: the names of the inputs, in order; every other symbol is a real parameter.
    - `assume`: conditions on inputs or parameters, such as "x >= 0". The domain is where all of
      them hold and every output has a value; a law is asked wherever all of its points lie in it.
    - `shape`: of a pipeline's input, without the batch; its entries, in row-major order, are the
      inputs.
    - `timeout`: after so many seconds what is still open is unknown.
    - `crosscheck`, `seed`: whether numbers are to be tried as well, and which.

    "Not linear" and "unknown" are results, not exceptions. Raises `InputError`, with the place,
    where something cannot be understood. The laws are those of docs/mathematics.md; why a verdict
    can be believed is in docs/trust.md.
    """
    understood = as_operator(operator, inputs=inputs, assume=assume, shape=shape)
    return check_operator(understood, timeout=timeout, crosscheck=crosscheck, seed=seed)


def check_operator(
    operator: Operator, *, timeout: float = 30.0, crosscheck: bool = True, seed: int = 0
) -> Report:
    """`check` for an operator that is understood already."""
    from symlin.decide import decide

    started = time.perf_counter()
    report = decide(operator, timeout)
    if crosscheck:
        from symlin.crosscheck import cross_check

        opinion = cross_check(operator, report, seed, EXAMPLES)
    else:
        opinion = CrossCheck("skipped", 0, seed, "switched off")
    return replace(report, crosscheck=opinion, seconds=time.perf_counter() - started)


def equiv(
    a: Source,
    b: Source,
    *,
    inputs: Sequence[Any] | None = None,
    assume: Iterable[Any] = (),
    shape: Sequence[int] | None = None,
    timeout: float = 30.0,
) -> Claim:
    """Are a and b the same function?

    The options are those of `check`. Both have n inputs and m outputs; inputs are matched by their
    order. They are compared where both have a value. The claim is proved, refuted with a point at
    which they differ, conditional on the parameters (which are the same in both where they have
    the same name), or unknown. Raises `InputError` where one of them cannot be understood, or
    their numbers of inputs or outputs differ.
    """
    f, g = as_pair(a, b, inputs=inputs, assume=assume, shape=shape)
    return equivalence(f, g, timeout)


def as_pair(
    a: Source,
    b: Source,
    *,
    inputs: Sequence[Any] | None = None,
    assume: Iterable[Any] = (),
    shape: Sequence[int] | None = None,
) -> tuple[Operator, Operator]:
    """Both operators, as functions of equally many inputs.

    Inputs correspond by position: Max(u, 0) is relu. Where the texts name different numbers of
    inputs, both are read as functions of all of them: x1 + x2 - x2 is x1.
    """
    assumed = (assume,) if isinstance(assume, str) else tuple(assume)

    def read(source: Source, names: Sequence[Any] | None) -> Operator:
        return as_operator(source, inputs=names, assume=assumed, shape=shape)

    f, g = read(a, inputs), read(b, inputs)
    if len(f.inputs) != len(g.inputs) and inputs is None and f.shape_in is None is g.shape_in:
        union = tuple(dict.fromkeys((*f.inputs, *g.inputs)))
        if f.definition is None:
            f = read(a, union)
        if g.definition is None:
            g = read(b, union)
    return f, _renamed(g, f)


def _renamed(g: Operator, f: Operator) -> Operator:
    """g over the inputs of f; raises InputError where the two cannot be compared."""
    for word in ("inputs", "outputs"):
        n, m = len(getattr(f, word)), len(getattr(g, word))
        if n != m:
            raise InputError(f"the two have different numbers of {word}: {n} and {m}")
    if f.inputs == g.inputs:
        return g
    from symlin.translate import guard_to_text

    clash = set(f.inputs).intersection(g.parameters)
    if clash:
        name = min(clash)
        raise InputError(f"{name} is an input of {f.name}, but a parameter of {g.name}")
    names = {old: var(new) for old, new in zip(g.inputs, f.inputs, strict=True)}
    assumptions = substitute(g.assumptions, names)
    return replace(
        g,
        inputs=f.inputs,
        outputs=substitute(g.outputs, names),
        assumptions=assumptions,
        texts=(),
        assumption_texts=tuple(map(guard_to_text, assumptions)),
    )


def equivalence(f: Operator, g: Operator, timeout: float = 30.0) -> Claim:
    """`equiv` for two operators that are understood already."""
    from symlin.decide import decide_equivalence

    return decide_equivalence(f, g, timeout)


def require_linear(operator: Source, **options: Any) -> sympy.Matrix:
    """The matrix A with f(x) = A x, where the kernel has certified it for all parameter values.

    For n inputs and m outputs it is a SymPy matrix of m rows and n columns; its entries are exact,
    and may contain parameters. Takes the options of `check`. Raises `NotLinear` (with a
    counterexample, or the condition), `Undecided`, or `InputError`. Where f is undefined at some
    points, A is f wherever f is defined; `check(...).undefined` says where.
    """
    report = check(operator, **options)
    _require(report, Law.LINEAR, "linear")
    return _sympy_matrix(report.matrix or ())


def require_affine(operator: Source, **options: Any) -> tuple[sympy.Matrix, sympy.Matrix]:
    """The certified matrix A (m rows, n columns) and column c (m rows) with f(x) = A x + c.

    Otherwise as `require_linear`; raises `NotLinear`, `Undecided` or `InputError`.
    """
    report = check(operator, **options)
    _require(report, Law.AFFINE, "affine")
    return _sympy_matrix(report.matrix or ()), _sympy_matrix([[c] for c in report.offset or ()])


def is_established(report: Report, claim: Claim) -> bool:
    """Whether the claim is proved, certified, and not contradicted by numbers."""
    proved = claim.status is Status.PROVED and claim.certified
    return proved and report.crosscheck.status != "disagrees"


def _require(report: Report, law: Law, word: str) -> None:
    claim = report.claims[law]
    name = report.operator.name
    if report.crosscheck.status == "disagrees":
        raise Undecided(f"{name}: the cross-check contradicts the proof (a bug in symlin)", report)
    if is_established(report, claim):
        return
    if claim.status in (Status.REFUTED, Status.CONDITIONAL):
        raise NotLinear(_failure(report, claim, word), report)
    raise Undecided(f"{name}: not known to be {word}: {claim.reason or 'no certificate'}", report)


def _failure(report: Report, claim: Claim, word: str) -> str:
    """Why the claim fails: the condition, and the counterexample with its arithmetic."""
    from symlin.report.counterexample import default_arithmetic, sentence, written
    from symlin.report.headline import condition_text

    name = report.operator.name
    text = f"{name} is not {word}"
    if claim.status is Status.CONDITIONAL:
        text = f"{name} is {word} only if {condition_text(claim)}"
    if claim.counterexample is None:
        return f"{text}: {claim.reason}" if claim.reason else text
    example = written(report.operator, claim.counterexample, default_arithmetic())
    return f"{text}: {sentence(example)}"


def _sympy_matrix(rows: Iterable[Sequence[Any]]) -> sympy.Matrix:
    import sympy

    from symlin.translate import to_sympy

    return sympy.Matrix([[to_sympy(entry) for entry in row] for row in rows])


def require_equivalent(a: Source, b: Source, **options: Any) -> Claim:
    """The certified claim that a and b are one function, for all parameter values.

    Takes the options of `equiv`. Raises `NotEquivalent` (with a point at which they differ, or the
    condition), `Undecided`, or `InputError`.
    """
    f, g = as_pair(a, b, **{k: v for k, v in options.items() if k != "timeout"})
    claim = equivalence(f, g, options.get("timeout", 30.0))
    if claim.status is Status.PROVED and claim.certified:
        return claim
    if claim.status in (Status.REFUTED, Status.CONDITIONAL):
        raise NotEquivalent(_difference(f, g, claim), claim)
    reason = claim.reason or "no certificate"
    raise Undecided(f"not known whether {f.name} and {g.name} are equal: {reason}", claim)


def _difference(f: Operator, g: Operator, claim: Claim) -> str:
    from symlin.report.counterexample import default_arithmetic, difference, sentence
    from symlin.report.headline import condition_text

    text = f"{f.name} (f) and {g.name} (g) are different functions"
    if claim.status is Status.CONDITIONAL:
        text = f"{f.name} (f) and {g.name} (g) are equal only if {condition_text(claim)}"
    if claim.counterexample is None:
        return f"{text}: {claim.reason}" if claim.reason else text
    return f"{text}: {sentence(difference(f, g, claim.counterexample, default_arithmetic()))}"


def verify(certificate: Certified | Mapping[str, Any] | str | bytes) -> Certified:
    """Checks a certificate with the kernel alone, and returns the claim that it establishes.

    Takes `report.linear.certificate`, what its `to_json()` returned, or that as JSON text. Raises
    `symlin.Unreadable` with the place where a document is none, and `symlin.Rejected` with the
    first step that the kernel cannot follow.
    """
    from symlin.kernel import checker

    c = certificate if isinstance(certificate, Certified) else Certified.from_json(certificate)
    try:
        checker.check(c.subject, c.law, cast("checker.Status", c.status.value), c.steps, c.rewrites)
    except RecursionError:
        raise checker.Rejected("terms are nested too deeply to be followed") from None
    return c
