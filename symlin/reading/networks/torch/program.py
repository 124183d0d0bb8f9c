"""An exported program with its constants, decomposed as far as the table of rules needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symlin.errors import Unsupported, brief
from symlin.exact.signals import pass_on
from symlin.reading.networks.inputs import Input
from symlin.reading.networks.torch.call import Call
from symlin.reading.networks.torch.reading import torch
from symlin.reading.networks.torch.walk import known_op

ROUNDS = 8
"""Decompositions are made of operations that may have to be decomposed again."""


@dataclass(frozen=True)
class Program:
    """A graph of torch's, and what is known of its placeholders."""

    exported: Any
    constants: Mapping[str, Any]
    inputs: tuple[str, ...]
    """Placeholders of the call's arguments, in their order."""

    @property
    def graph(self) -> Any:
        """The nodes."""
        return self.exported.graph

    @property
    def owner(self) -> Any:
        """What has the graph's attributes."""
        return self.exported.graph_module

    def structured(self, results: Any) -> Any:
        """The user's results, without what the program changes beside them."""
        specs = self.exported.graph_signature.output_specs
        kinds = [spec.kind.name for spec in specs]
        mine = [v for v, kind in zip(results, kinds, strict=True) if kind == "USER_OUTPUT"]
        return torch.utils._pytree.tree_unflatten(mine, self.exported.call_spec.out_spec)


def decomposed(exported: Any, call: Call) -> Program:
    """The program in operations that have a rule, as far as torch can write them so.

    Raises `Unsupported` where torch cannot, or where a call changes the module.
    """
    if any(_changes(node.target) for node in exported.graph.nodes):
        exported = _rewritten(exported, {})  # what is changed in place becomes new values
    table: dict[Any, Any] = {}
    for _ in range(ROUNDS):
        unknown = _unknown(exported, call)
        if not unknown:
            break
        if not table:
            table = dict(torch.export.default_decompositions().items())
        chosen = {op: table[op] for op in unknown if op in table}
        if not chosen:
            break
        exported = _rewritten(exported, chosen)
    _refuse_state(exported)
    return Program(exported, *_placeholders(exported))


def _refuse_state(exported: Any) -> None:
    """Raises `Unsupported` for a module that changes when it is called."""
    for spec in exported.graph_signature.output_specs:
        if spec.kind.name == "BUFFER_MUTATION":
            raise Unsupported(
                f"its buffer {spec.target} changes with each call: not a function of its input",
                op="copy_",
                node=spec.target,
            )


def _rewritten(exported: Any, table: Mapping[Any, Any]) -> Any:
    try:
        return exported.run_decompositions(table)
    except Exception as error:
        pass_on(error)
        first = str(error).strip().split("\n")[0]
        raise Unsupported(f"torch cannot decompose this: {brief(first, 200)}") from None


def _changes(target: Any) -> bool:
    schema = getattr(target, "_schema", None)
    return schema is not None and bool(getattr(schema, "is_mutable", False))


def _unknown(exported: Any, call: Call) -> set[Any]:
    """Operations without a rule, on what depends on the inputs."""
    _, inputs = _placeholders(exported)
    asked = {
        name for name, leaf in zip(inputs, call.leaves(), strict=True) if isinstance(leaf, Input)
    }
    dependent: set[Any] = set()
    found = set()
    for node in exported.graph.nodes:
        if node.op == "placeholder" and node.name in asked:
            dependent.add(node)
        elif node.op == "call_function" and any(n in dependent for n in node.all_input_nodes):
            dependent.add(node)
            if isinstance(node.target, torch._ops.OpOverload) and not known_op(node.target):
                found.add(node.target)
    return found


def _placeholders(exported: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The weights and other constants by placeholder, and the placeholders of arguments."""
    constants, inputs = {}, []
    for spec in exported.graph_signature.input_specs:
        name = spec.arg.name
        if spec.kind.name == "USER_INPUT":
            inputs.append(name)
        elif spec.target in exported.state_dict:
            constants[name] = exported.state_dict[spec.target].detach()
        else:
            constants[name] = exported.constants.get(spec.target)
    return constants, tuple(inputs)
