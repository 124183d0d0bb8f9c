"""What may stand for a function of Python: FILE.py:NAME, or the function itself."""

from __future__ import annotations

import ast
import difflib
import io
import os
import re
import tokenize
from collections.abc import Mapping, Sequence
from typing import Any

from symlin.errors import InputError, Unsupported
from symlin.language.operator import Operator, Program
from symlin.reading.files import content
from symlin.reading.python.applied import applied, is_applied
from symlin.reading.python.calling import reference_of
from symlin.reading.python.machine import Frame
from symlin.reading.python.modules import LARGEST_FILE, Module, parsed
from symlin.reading.python.objects import is_function, name_of
from symlin.reading.python.operator import (
    Question,
    arguments_of,
    name_of_node,
    operator_of_function,
)
from symlin.reading.python.places import Refusal, Text
from symlin.reading.python.statements import Statements
from symlin.reading.python.values import Function, Library, Scope, Value

_FILE = re.compile(r"(?P<file>[^\0\n]{1,4000}\.pyw?)(?::(?P<name>[^\s:]*))?\s*")


def is_file_text(text: str) -> bool:
    """Whether a text names a function in a file: filters.py:clip_soft."""
    return _FILE.fullmatch(text) is not None


def read_file(text: str, question: Question) -> Operator:
    """The function that FILE.py:NAME names; the file is read, and never run.

    Raises `InputError` where there is no such file or function, and `Unsupported` for what is not
    read in it.
    """
    match = _FILE.fullmatch(text)
    assert match is not None, "asked first"
    path, name = match["file"].strip(), match["name"]
    source = Text(os.path.basename(path), _content(path))
    tree = parsed(source)
    module = Module(source, tree, evaluate_at_top)
    chosen = _chosen(path, name, module)
    found = _found(chosen, module)
    arguments = arguments_of(found, chosen, question)
    shapes = tuple((n, space.shape) for n, space in arguments.all)
    program = Program(source.content, source.name, chosen, shapes)
    return operator_of_function(found, chosen, question, program=program)


def _content(path: str) -> str:
    try:
        raw = content(path, LARGEST_FILE * 4)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        return raw.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise InputError(f"{path} is no text that can be read: {error}") from None


def _chosen(path: str, name: str | None, module: Module) -> str:
    """The name of the function that is meant; raises `InputError` where there is none."""
    functions = module.functions()
    listed = ", ".join(list(functions)[:12]) + (", ..." if len(functions) > 12 else "")
    if not name:
        if len(functions) != 1:
            have = f"has {len(functions)} functions: {listed}" if functions else "has no function"
            more = f"; write {path}:{next(iter(functions))}" if functions else ""
            raise InputError(f"{path} {have}{more}")
        return next(iter(functions))
    if name in functions:
        return name
    if module.binds(name):
        raise InputError(f"{path}:{name} is no function: to run the file, add --run")
    near = difflib.get_close_matches(name, functions, 1, 0.6)
    hint = f": did you mean {near[0]}?" if near else f"; there are {listed}" if listed else ""
    suggestions = (f"{path}:{near[0]}",) if near else ()
    raise InputError(f"{path} has no function {name}{hint}", suggestions=suggestions)


def _found(name: str, module: Module) -> Function:
    """The function; raises `Unsupported` where the file leaves open which one it is."""
    node = module.functions()[name]
    try:
        found = module.find(name)
    except Refusal as why:
        module.text.refuse(node, why.word, why.message)
    assert isinstance(found, Function)
    return found


def evaluate_at_top(node: ast.expr, scope: Scope, text: Text) -> Value:
    """An expression at the top of a file; raises `Unsupported`."""
    machine = Statements(Frame(scope), text)
    found = machine.evaluate(node)
    if machine.trail.all():
        text.refuse(node, "value", "this has no value")
    return found


def is_function_object(source: object) -> bool:
    """Whether this is a function that may be read, or a library's that may be known."""
    if is_function(source):
        return True
    if not callable(source) or isinstance(source, type) or hasattr(source, "operator"):
        return False
    return is_applied(source) or (
        callable(source) and (name_of(source) is not None or _is_method(source))
    )


def _is_method(source: Any) -> bool:
    return type(source).__name__ in ("method", "builtin_function_or_method", "partial", "ufunc")


def read_function(source: Any, question: Question) -> Operator:
    """A function that a caller hands over, by its source; a library's by its name.

    Raises `InputError` where there is no source, and `Unsupported` for what is not read in it.
    """
    if is_function(source) or is_applied(source):
        try:
            found = applied(source)
        except Refusal as why:
            raise Unsupported(why.message, op=why.word) from None
        name = name_of_node(found.node)
        name = type(source).__name__ if name == "__call__" else name
        arguments = arguments_of(found, name, question)
        reference = reference_of(source, found.node, arguments.all)
        return operator_of_function(found, name, question, reference=reference)
    path = name_of(source)
    if path is None:
        raise Unsupported(f"{getattr(source, '__qualname__', type(source).__name__)} is of type "
                          f"{type(source).__name__}: a def or a lambda is read")  # fmt: skip
    return _of_library(Library(path), source, question)


def _of_library(library: Library, source: Any, question: Question) -> Operator:
    """A function of a library, of one argument or of as few as it takes."""
    last: InputError | None = None
    for names in (["x"], ["x", "y"], ["x", "y", "z"]):
        text = f"lambda {', '.join(names)}: {library.name}({', '.join(names)})"
        node = ast.parse(text, mode="eval").body
        assert isinstance(node, ast.Lambda)
        function = Function(node, _Single(library), Text(library.path, text))
        try:
            arguments = arguments_of(function, library.name, question)
            called = library.path.startswith(("math", "numpy", "builtins"))  # with floats
            again = reference_of(source, node, arguments.all, by_order=True)
            reference = again if called else None
            return operator_of_function(function, library.name, question, reference=reference)
        except Unsupported as error:
            last = last or error
    assert last is not None
    raise Unsupported(f"{library.path} is not read", op=library.name) from last


class _Single:
    """The scope of one name."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, name: str) -> Value:
        """The library's function; raises `Refusal` for any other name."""
        if name == self._library.name:
            return self._library
        raise Refusal(name, f"{name} is not known")


def question_of(
    inputs: Sequence[str] | None, assume: Sequence[str], shape: Any, spaces: Any
) -> Question:
    """What was said beside a function, its shape for one argument or by name."""
    if isinstance(shape, Mapping):
        from symlin.catalog.layers.arguments import as_shape

        shape = {str(name): as_shape(size) or () for name, size in shape.items()}
    return Question(inputs, assume, shape, tuple(spaces))
