"""Methods, callable objects and functools.partial: functions of which some arguments are given."""

from __future__ import annotations

import copy
import functools
import inspect
import types
from collections.abc import Mapping
from typing import Any

from symlin.reading.python.objects import (
    function_of,
    is_function,
    is_plain_instance,
    plain_function,
    value_of,
)
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Function, Instance, Partial, Scope, Value, kind_of


def is_applied(source: object) -> bool:
    """Whether this is such a function, written in Python."""
    match source:
        case types.MethodType():
            return isinstance(source.__func__, types.FunctionType)
        case functools.partial():
            return is_function(source.func) or is_applied(source.func)
        case _:
            call = inspect.getattr_static(type(source), "__call__", None)
            return isinstance(call, types.FunctionType) and is_plain_instance(source)


def applied(source: Any) -> Function:
    """The function of the arguments that are left.

    Raises `InputError` where it has no source, and `Refusal` where it cannot be read.
    """
    if is_function(source):
        return function_of(plain_function(source), {})
    given: list[Value] = []
    named: dict[str, Value] = {}
    found = value_of("the function", source, {})
    while not isinstance(found, Function):
        match found:
            case Instance(attributes):
                found = attributes.find("__call__")
            case Partial(inner, first, more):
                given[:0], named, found = first, {**more, **named}, inner
            case _:
                raise Refusal("()", f"{kind_of(found)} is no function that is read")
    return _with(found, given, named)


def _with(function: Function, given: list[Value], named: Mapping[str, Value]) -> Function:
    """Arguments that are given are no arguments any more, but names that are known."""
    a = function.node.args
    places = [x.arg for x in (*a.posonlyargs, *a.args)]
    if len(given) > len(places) or a.vararg or a.kwarg:
        raise Refusal("*", f"{function.name} takes arguments with a star, which are not read")
    known = {**dict(zip(places, given, strict=False)), **named}
    by_name = {x.arg for x in (*a.args, *a.kwonlyargs)}
    if len(known) < len(given) + len(named) or not {*named} <= by_name:
        raise Refusal("()", f"{function.name} is given an argument twice, or one that it lacks")
    node = copy.copy(function.node)
    lists = (
        [x for x in part if x.arg not in known] for part in (a.posonlyargs, a.args, a.kwonlyargs)
    )
    first, then, last = lists
    args = copy.copy(a)
    args.posonlyargs, args.args, args.kwonlyargs = first, then, last
    args.defaults, args.kw_defaults = [], [None] * len(last)  # those of a function are in it
    node.args = args
    defaults = {name: value for name, value in function.defaults.items() if name not in known}
    return Function(node, _Known(known, function.scope), function.text, defaults)


class _Known:
    """A scope with the arguments that are given."""

    def __init__(self, known: Mapping[str, Value], outer: Scope) -> None:
        self._known = known
        self._outer = outer

    def find(self, name: str) -> Value:
        """What a name stands for; raises `Refusal` where it is not known."""
        return self._known[name] if name in self._known else self._outer.find(name)
