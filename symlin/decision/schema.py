"""The shape of the JSON that symlin prints, for type checkers: `report.to_dict()` is a ReportJson.

Every number is exact text: "-1", "22/7", "sqrt(2)".
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

ReadAsJson = TypedDict("ReadAsJson", {"at": list[int], "text": str, "as": str})
"""A part of a text from one place to another, and what it was read as."""


class SpaceJson(TypedDict):
    """In which space each name lies: "2x2", "R^3", "C", "P3"; the coordinates of the unknowns are
    the inputs, and those of what is given are parameters.
    """

    kind: str
    over: str
    unknowns: dict[str, str]
    given: dict[str, str]
    output: str
    variable: str | None


class OperatorJson(TypedDict):
    """The operator as it was understood; `written` and `read_as` where something was read as
    something else.
    """

    name: str
    inputs: list[str]
    parameters: list[str]
    outputs: list[str]
    assumptions: list[str]
    undefined: str | None
    space: NotRequired[SpaceJson]
    written: NotRequired[str]
    read_as: NotRequired[list[ReadAsJson]]


class CounterexampleJson(TypedDict):
    """Points, both sides of the law there, and which law they break."""

    inputs: dict[str, dict[str, str]]
    scalar: str | None
    parameters: dict[str, str]
    lhs: list[str]
    rhs: list[str]
    law: str
    coefficients: NotRequired[list[str]]


class ClaimJson(TypedDict):
    """One law: its status and on what grounds."""

    status: str
    condition: str | None
    counterexample: CounterexampleJson | None
    method: str
    certified: bool
    vacuous: bool
    reason: str | None


class CrossCheckJson(TypedDict):
    """The numeric second opinion."""

    status: str
    examples: int
    seed: int
    detail: str


class ReportJson(TypedDict):
    """What `symlin check --json` prints."""

    schema: str
    operator: OperatorJson
    claims: dict[str, ClaimJson]
    matrix: list[list[str]] | None
    offset: list[str] | None
    crosscheck: CrossCheckJson
    seconds: float
    version: str


class ComparedJson(TypedDict):
    """Where both operators have a value (None: everywhere), and points at which one alone has."""

    where: str | None
    first_alone: dict[str, str] | None
    second_alone: dict[str, str] | None


class EquivalenceJson(TypedDict):
    """What `symlin equiv --json` prints."""

    schema: str
    operators: list[OperatorJson]
    claims: dict[str, ClaimJson]
    compared: ComparedJson
    seconds: float
    version: str
