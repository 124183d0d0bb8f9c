"""The library's face: check, equiv, require_linear and its kin, verify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, Unpack, cast

from symlin.decision.failures import NotEquivalent, Undecided
from symlin.decision.verdict import Certified, Claim, Status
from symlin.errors import ON_FUNCTIONS, ON_NETWORKS, ON_SIZES, InputError
from symlin.exact.deadline import Deadline, own_time, whole_time
from symlin.kernel.claim import Law
from symlin.kernel.term import FALSE
from symlin.language.operator import Operator
from symlin.reading.networks.options import ModelOptions
from symlin.reading.sources import (
    Assume,
    Inputs,
    InputShape,
    Source,
    Spaces,
    whole_seed,
)
from symlin.reading.timing import read_in_time, seconds
from symlin.report.answers import Answer, AnyClaim, AnyReport, Question, answer
from symlin.report.shown import Report

if TYPE_CHECKING:
    from symlin.decision.functions.certificate import FunctionCertified
    from symlin.decision.functions.claims import FunctionClaim
    from symlin.decision.network.certificate import NetworkCertified
    from symlin.decision.network.equivalent import NetworkEquivalence
    from symlin.language.function_operator import FunctionOperator
    from symlin.language.sympy.protocols import Matrix
    from symlin.report.functions import FunctionReport

SHARE = 0.25
"""Of the time, for the question where two operators can be compared: the rest is for the answer."""


AnyCertified: TypeAlias = "Certified | FunctionCertified | NetworkCertified"
"""The certificate of a claim about any of these."""


class EquivOptions(TypedDict, total=False):
    """What `equiv` takes beside the two operators, by the same names."""

    inputs: Inputs
    assume: Assume
    shape: InputShape
    space: Spaces
    timeout: float
    cache: bool


class CheckOptions(EquivOptions, ModelOptions, total=False):
    """What `check` takes beside the operator, by the same names."""

    given: Sequence[str]
    crosscheck: bool
    seed: int


@own_time()
def check(
    operator: Source,
    *,
    inputs: Inputs = None,
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
    given: Sequence[str] = (),
    timeout: float = 30.0,
    crosscheck: bool = True,
    seed: int = 0,
    cache: bool = True,
    **model: Unpack[ModelOptions],
) -> Report:
    """Decides every law for the operator, then asks for a numeric second opinion.

    `operator` is a catalog name, a text ("relu(w*x + b)", "conv1d([1, 2]) >> relu"), a SymPy
    expression or a list, layers, a Python function or "FILE.py:NAME", a module, an estimator. On
    functions ("y(t) = t*x(t)") the result is a `FunctionReport`, of networks a `NetworkReport`.

    - `inputs`: the names of the inputs, in order; every other symbol is a real parameter.
    - `assume`: a condition on inputs or parameters, such as "x >= 0", or several. The domain is
      where all of them hold and every output has a value; a law is asked wherever all of its
      points lie in it.
    - `shape`: of a pipeline's input, without the batch; its entries, in row-major order, are the
      inputs. Of arguments of a Python function by name: {"x": 4, "A": (2, 2)}.
    - `space`: where a name lies, as in "A: 2x2", "x: R^3", "z: C" or "p: P3", or several of these;
      what is no input is held fixed. The coordinates are then the inputs, in row-major order.
    - `given`: of an operator on functions, those that are held fixed.
    - `timeout`: after so many seconds what is still open is unknown.
    - `crosscheck`, `seed`: whether numbers are tried as well, and which; `cache`: whether past
      certificates are tried again, and new ones kept; others: `ModelOptions`.

    "Not linear" and "unknown" are results, not exceptions. Raises `InputError`, with the place,
    where something cannot be understood. See docs/mathematics.md for the laws.
    """
    on_numbers: EquivOptions = {"inputs": inputs, "assume": assume, "shape": shape, "space": space}
    more = {"given": given, "crosscheck": crosscheck, "seed": seed, "timeout": timeout}
    options = cast(CheckOptions, {**on_numbers, **more, **model, "cache": cache})
    return cast(Report, check_in_two(operator, **options).doubted())  # all say it by the same names


def check_any(operator: Source, **options: Unpack[CheckOptions]) -> AnyReport:
    """`check`, for callers who look at what kind of report it is."""
    return cast("AnyReport", check(operator, **options))


@own_time()
def check_in_two(operator: Source, **options: Unpack[CheckOptions]) -> Answer:
    """`check`, which hands out what the kernel has accepted before the numbers are tried.

    Raises `InputError` as `check` does.
    """
    asked: dict[str, Any] = {"inputs": None, "assume": (), "shape": None, "space": None}
    asked |= {"given": (), **options}
    timeout, crosscheck = asked.pop("timeout", 30.0), asked.pop("crosscheck", True)
    seed = asked.pop("seed", 0)
    model = [key for key in ModelOptions.__annotations__ if key in asked]
    asked["model"] = {key: asked.pop(key) for key in model}
    from symlin.decision.memory import forgetting

    forgetful = not asked.pop("cache", True)
    with forgetting(forgetful):
        found = _answered(operator, asked, timeout, crosscheck, seed)
    return replace(found, doubted=own_time()(forgetting(forgetful)(found.doubted)))


def _answered(
    operator: Source, asked: dict[str, Any], timeout: float, crosscheck: bool, seed: int
) -> Answer:
    total, seed = whole_time(seconds(timeout)), whole_seed(seed)

    def read() -> Question:
        from symlin.reading.networks.sources import is_model, read_model
        from symlin.reading.operators import read_question

        model: ModelOptions = asked.pop("model")
        if is_model(operator, model):
            return read_model(operator, asked, model)
        return read_question(operator, box=model.get("box"), **asked)

    return answer(read_in_time(read, total), total, crosscheck, seed)


def check_numbers(operator: Source, **options: Unpack[CheckOptions]) -> Report:
    """`check` for what speaks of operators on numbers alone: pictures, and proofs for other tools.

    Raises `InputError`, too, for an operator on functions.
    """
    found = check_any(operator, **options)
    if isinstance(found, Report):
        return found
    from symlin.report.functions import FunctionReport
    from symlin.report.sized import SizedReport

    if isinstance(found, SizedReport):
        raise InputError(ON_SIZES)
    raise InputError(ON_FUNCTIONS if isinstance(found, FunctionReport) else ON_NETWORKS)


@own_time()
def check_read(
    operator: Operator | FunctionOperator,
    *,
    timeout: float = 30.0,
    crosscheck: bool = True,
    seed: int = 0,
) -> Report | FunctionReport:
    """`check_any` for an operator that is understood already."""
    found = answer(operator, whole_time(seconds(timeout)), crosscheck, whole_seed(seed))
    return cast("Report | FunctionReport", found.doubted())


def equiv(
    a: Source,
    b: Source,
    *,
    inputs: Inputs = None,
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
    timeout: float = 30.0,
    cache: bool = True,
    run: bool = False,
) -> Claim:
    """Are a and b the same function?

    The options are those of `check`; with `run`, a model's file is run. Both have n inputs and m
    outputs; inputs are matched by their order. They are compared where both have a value; the
    claim's `compared` says where that is, if it is not everywhere. The claim is proved, refuted
    with a point at which they differ, conditional on the parameters (which are the same in both
    where they have the same name), or unknown. Of two large models it is a `NetworkClaim`, with the
    same names. Raises `InputError` where one of them cannot be understood, or their numbers of
    inputs or outputs differ.
    """
    if run:
        from symlin.reading.networks.pairs import after_running

        a, b, shape = after_running(a, b, shape)
    asked: EquivOptions = {"inputs": inputs, "assume": assume, "shape": shape, "space": space}
    asked |= {"timeout": timeout, "cache": cache}
    found = compare_networks(a, b, **asked)
    return compare(a, b, **asked)[-1] if found is None else cast(Claim, found.claim)


@own_time()
def compare(
    a: Source,
    b: Source,
    *,
    inputs: Inputs = None,
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
    timeout: float = 30.0,
    cache: bool = True,
) -> tuple[Operator, Operator, Claim]:
    """`equiv`, with the two operators as they were understood."""
    from symlin.reading.pairs import as_pair

    total = whole_time(seconds(timeout))

    def read() -> tuple[Operator, Operator]:
        return as_pair(a, b, inputs=inputs, assume=assume, shape=shape, space=space)

    f, g = read_in_time(read, total)
    from symlin.decision.memory import forgetting

    with forgetting(not cache):
        return f, g, _compared(f, g, total)


@own_time()
def compare_networks(
    a: Source, b: Source, **options: Unpack[EquivOptions]
) -> NetworkEquivalence | None:
    """`equiv` for two models that are too large to be written out; None for all else.

    Raises `InputError` where one of them cannot be read, or their shapes differ.
    """
    from symlin.decision.network.equivalent import decide_network_equivalence
    from symlin.reading.networks.pairs import large_networks

    asked = {name: options.get(name) for name in ("inputs", "assume", "shape", "space")}
    total = whole_time(seconds(options.get("timeout", 30.0)))
    found = read_in_time(lambda: large_networks(a, b, asked), total)
    return None if found is None else decide_network_equivalence(*found, total.left)


@own_time()
def compare_functions(
    a: str, b: str, **options: Unpack[CheckOptions]
) -> tuple[FunctionOperator, FunctionClaim] | None:
    """`equiv` for two texts about functions: both as the outputs of one operator, and the claim.

    None where neither is about functions. Raises `InputError` where one of them cannot be
    understood, or they are about different functions.
    """
    from symlin.reading.entries import function_texts
    from symlin.reading.functions.evidence import may_be_functions
    from symlin.reading.sources import names_and_conditions

    names, texts = names_and_conditions(options.get("inputs"), options.get("assume", ()), a, b)
    (a, b), given = function_texts((a, b), names, options.get("given", ()))
    if not any(may_be_functions(text, (*(names or ()), *given)) for text in (a, b)):
        return None
    from symlin.decision.functions.decide import decide_function_equivalence
    from symlin.reading.functions.pairs import read_pair

    total = whole_time(seconds(options.get("timeout", 30.0)))
    found = read_in_time(lambda: read_pair(a, b, inputs=names, given=given, assume=texts), total)
    return None if found is None else (found, decide_function_equivalence(found, total.left))


@own_time()
def equivalence(f: Operator, g: Operator, timeout: float = 30.0) -> Claim:
    """`equiv` for two operators that are understood already.

    Raises `InputError` where there is no point at which both have a value.
    """
    return _compared(f, g, whole_time(seconds(timeout)))


def _compared(f: Operator, g: Operator, total: Deadline) -> Claim:
    from symlin.decision.comparison import compared
    from symlin.decision.decide import decide_equivalence

    where = compared(f, g, total.part(SHARE).left)
    if where.guard is FALSE:
        raise InputError(
            "there is nothing to compare: no point satisfies the assumptions at which both have a "
            "value"
        )
    return replace(decide_equivalence(f, g, total.left), compared=where)


def require_linear(
    operator: Source, *, coq: bool = False, **options: Unpack[CheckOptions]
) -> Matrix:
    """The matrix A with f(x) = A x, where the kernel has certified it for all parameter values.

    For n inputs and m outputs it is a SymPy matrix of m rows and n columns; its entries are exact,
    and may contain parameters. Of matrices it is over the entries in row-major order, of complex
    inputs a complex matrix. Of an operator on functions it is the column of its outputs, as linear
    combinations of values, derivatives, integrals and sums of the unknown functions. Takes the
    options of `check`; with `coq`, coqc has to accept the proof as well. Raises `NotLinear` (with a
    counterexample, or the condition), `Undecided`, `InputError`, or `NotInstalled` without coqc.
    Where f is undefined at some points, A is f wherever f is defined; `check(...).undefined` says
    where.
    """
    from symlin.report.required import established

    report = check_any(operator, **options)
    matrix = established(report, Law.LINEAR)[0]
    if coq:
        from symlin.export.coq.verdict import require_accepted

        require_accepted(report, Law.LINEAR, options.get("timeout", 30.0))
    return matrix


def require_affine(operator: Source, **options: Unpack[CheckOptions]) -> tuple[Matrix, Matrix]:
    """The certified matrix A (m rows, n columns) and column c (m rows) with f(x) = A x + c.

    Otherwise as `require_linear`; raises `NotLinear`, `Undecided` or `InputError`.
    """
    from symlin.report.required import established

    return established(check_any(operator, **options), Law.AFFINE)


def is_established(report: AnyReport, claim: AnyClaim) -> bool:
    """Whether the claim is proved, and not contradicted by numbers."""
    return claim.status is Status.PROVED and report.crosscheck.status != "disagrees"


def require_equivalent(a: Source, b: Source, **options: Unpack[EquivOptions]) -> Claim:
    """The certified claim that a and b are one function, for all parameter values.

    Takes the options of `equiv`. Raises `NotEquivalent` (with a point at which they differ, or the
    condition), `Undecided`, or `InputError`.
    """
    found = compare_networks(a, b, **options)
    if found is not None:
        return _required(found)
    f, g, claim = compare(a, b, **options)
    if claim.status is Status.PROVED:
        return claim
    if claim.status in (Status.REFUTED, Status.CONDITIONAL):
        from symlin.report.required import difference

        raise NotEquivalent(difference(f, g, claim), claim)
    reason = claim.reason or "no certificate"
    raise Undecided(f"not known whether {f.name} and {g.name} are equal: {reason}", claim)


def _required(found: NetworkEquivalence) -> Claim:
    from symlin.report.words.networks_equal import networks_equal_text

    claim = cast(Claim, found.claim)
    if claim.status is Status.PROVED:
        return claim
    error = NotEquivalent if claim.status is Status.REFUTED else Undecided
    raise error(networks_equal_text(found), claim)


@own_time()
def verify(
    certificate: AnyCertified | Mapping[str, object] | str | bytes,
) -> AnyCertified:
    """Checks a certificate with the kernel alone, and returns the claim that it establishes.

    Takes `report.linear.certificate`, what its `to_json()` returned, or that as JSON text. Raises
    `symlin.Unreadable` with the place where a document is none, and `symlin.Rejected` with the
    first step that the kernel cannot follow.
    """
    from symlin.decision.complex_certificate import ComplexCertified
    from symlin.decision.complex_established import established_over_complex
    from symlin.decision.established import established
    from symlin.decision.functions.certificate import FunctionCertified, read_certificate
    from symlin.decision.network.certificate import NetworkCertified

    if isinstance(certificate, FunctionCertified | NetworkCertified):
        return read_certificate(certificate.to_json())
    given = certificate if isinstance(certificate, Certified) else read_certificate(certificate)
    if isinstance(given, ComplexCertified):
        established_over_complex(given)
    elif isinstance(given, Certified):
        established(given)
    return given
