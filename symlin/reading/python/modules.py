"""A file of Python as a scope: what its names stand for, without running it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeAlias

from symlin.errors import InputError
from symlin.exact.syntax import syntax_tree
from symlin.reading.python.changes import _changes, _root
from symlin.reading.python.libraries import MODULES, builtin, member
from symlin.reading.python.naming import given_defaults
from symlin.reading.python.places import Refusal, Text
from symlin.reading.python.values import Array, Function, Library, List, Scope, Table, Tuple, Value

LARGEST_FILE = 2_000_000
"""Characters of a source file: 50,000 lines."""
DEEPEST = 400
"""Of the syntax tree: what nests deeper was not written by a person."""
_OPEN = frozenset({"globals", "exec", "eval", "setattr", "vars", "builtins", "__builtins__"})
"""Names with which a file may give any other name another meaning."""
Evaluate: TypeAlias = Callable[[ast.expr, Scope, Text], Value]
"""Works out an expression at the top of a file."""
_KNOWN_DECORATORS = frozenset({"functools.cache", "functools.lru_cache", "jax.jit"})
_LEFT_AT_TOP = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def parsed(text: Text) -> ast.Module:
    """The syntax tree; raises `InputError` with the place of an error, and for absurd nesting."""
    if len(text.content) > LARGEST_FILE:
        raise InputError(f"{text.name} has more than {LARGEST_FILE:,} characters")
    try:
        tree = syntax_tree(text.content, text.name)
    except SyntaxError as error:
        row, column = error.lineno or 1, error.offset or 1
        line = text.lines[row - 1] if row <= len(text.lines) else ""
        why = f"{text.name}:{row}:{column}: {error.msg}"
        raise InputError(why, line, min(column - 1, len(line))) from None
    except (ValueError, RecursionError, MemoryError) as error:
        why = str(error) if isinstance(error, ValueError) else "it nests too deeply"
        raise InputError(f"{text.name} is no Python that can be read: {why}") from None
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST * 4):  # a long sum nests as deeply as it has terms
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return tree
    raise InputError(f"{text.name} is no Python that can be read: it nests too deeply")


class Module:
    """The names at the top of a file. One that has several meanings is refused where it is used."""

    def __init__(self, text: Text, tree: ast.Module, evaluate: Evaluate) -> None:
        self.text = text
        self.tree = tree
        self._evaluate = evaluate
        self._found: dict[str, Value] = {}
        self._busy: set[str] = set()
        self._bindings: dict[str, list[tuple[ast.AST, bool]]] = defaultdict(list)
        self._open = ""
        for statement in tree.body:
            self._collect(statement)

    def _collect(self, statement: ast.stmt) -> None:
        if _is_main(statement):
            return
        if isinstance(statement, ast.ImportFrom) and any(a.name == "*" for a in statement.names):
            self._open = f"imports * from {statement.module or '.'}"
        for name, is_plain in (*_bindings(statement), *_on_the_way(statement)):
            self._bindings[name].append((statement, is_plain))
        named = {n.id for n in _at_top(statement) if isinstance(n, ast.Name)} & _OPEN
        if named and not isinstance(statement, _LEFT_AT_TOP):
            self._open = f"speaks of {min(named)}"
        for node in ast.walk(statement):
            if isinstance(node, ast.Global):
                for name in node.names:
                    self._bindings[name].append((statement, False))
            elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
                for name in _root(node):  # np.abs = ...: of what is in np nothing is known then
                    self._bindings[name].append((statement, False))

    def functions(self) -> dict[str, ast.FunctionDef | ast.Lambda]:
        """The functions of the file by name: defs, and names that are given a lambda."""
        found: dict[str, ast.FunctionDef | ast.Lambda] = {}
        for name, bindings in self._bindings.items():
            node = _function_of(bindings[-1][0])
            if node is not None:
                found[name] = node
        return found

    def binds(self, name: str) -> bool:
        """Whether the file gives the name a meaning."""
        return name in self._bindings

    def find(self, name: str) -> Value:
        """What a name stands for; raises `Refusal` where the file leaves that open."""
        if name in self._found:
            return self._found[name]
        bindings = self._bindings.get(name, [])
        if self._open:
            raise Refusal(name, f"what {name} means is not known: the file {self._open}")
        if not bindings:
            own = builtin(name)
            if own is None:
                raise Refusal(name, f"{name} is not known in {self.text.name}")
            return own
        if len(bindings) == 1 and isinstance(bindings[0][0], ast.ClassDef):
            raise Refusal(name, f"{name} is a class, which is not read in a file: in Python, hand "
                          "over an object of it")  # fmt: skip
        if len(bindings) > 1 or not bindings[0][1]:
            raise Refusal(name, f"what {name} means is not known without running the file: it gets "
                          "a value more than once, or under a condition")  # fmt: skip
        if name in self._busy:
            raise Refusal(name, f"{name} is defined by itself")
        self._busy.add(name)
        self._found[name] = found = self._meaning(name, bindings[0][0])
        self._busy.discard(name)
        return found

    def _meaning(self, name: str, statement: ast.AST) -> Value:
        match statement:
            case ast.FunctionDef():
                return self._function(statement)
            case ast.Import(names):
                alias = next(a for a in names if (a.asname or a.name.partition(".")[0]) == name)
                return _library(alias.name if alias.asname else alias.name.partition(".")[0])
            case ast.ImportFrom(module, names, level):
                alias = next(a for a in names if (a.asname or a.name) == name)
                if level or module is None:
                    raise Refusal(name, f"{name} is another file's, which is not read")
                return member(_library(module), alias.name)
            case ast.Assign(_, ast.expr() as value) | ast.AnnAssign(value=ast.expr() as value):
                found = self._evaluate(value, self, self.text)
                fix(found, f"{name} belongs to the file: a function that changes it is not read")
                if isinstance(found, List | Array | Table) and name in self._changed():
                    raise Refusal(name, f"what {name} holds is not known without running the file: "
                                  "it may be changed there")  # fmt: skip
                return found
            case _:
                raise Refusal(name, f"{name} is no number, array or function of the file")

    def _function(self, node: ast.FunctionDef) -> Function:
        for decorator in node.decorator_list:
            self._check_decorator(decorator)
        defaults = {n: self._evaluate(d, self, self.text) for n, d in given_defaults(node.args)}
        for name, value in defaults.items():
            fix(value, f"the default of {name} is shared by all calls: a change of it is not read")
        return Function(node, self, self.text, defaults)

    def _check_decorator(self, decorator: ast.expr) -> None:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        found = None
        if isinstance(called, ast.Name | ast.Attribute):
            found = self._evaluate(called, self, self.text)
        if not isinstance(found, Library) or found.path not in _KNOWN_DECORATORS:
            self.text.refuse(
                decorator, "@", f"the decorator {self.text.written(called)} is not read"
            )

    def _imported(self) -> frozenset[str]:
        """The names of modules and what comes from them: np.sort(x) changes nothing in np."""
        imports = (ast.Import, ast.ImportFrom)
        return frozenset(
            name
            for name, bindings in self._bindings.items()
            if all(isinstance(statement, imports) for statement, _ in bindings)
        )

    def _changed(self) -> frozenset[str]:
        """The names of which something in the file may change what they hold."""
        changed: set[str] = set()
        linked: dict[str, set[str]] = defaultdict(set)
        for statement in self.tree.body:
            if not _is_main(statement):
                changed.update(_changes(statement))
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                names = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
                for one in names:
                    linked[one] |= names
        changed -= self._imported()
        waiting = list(changed)
        while waiting:
            for other in linked[waiting.pop()] - changed - self._imported():
                changed.add(other)
                waiting.append(other)
        return frozenset(changed)


def fix(value: Value, reason: str) -> None:
    """What is found in it cannot be changed from now on."""
    match value:
        case List(cells):
            cells.fixed = reason
            for entry in cells.entries:
                fix(entry, reason)
        case Array(memory):
            memory.fixed = reason
        case Tuple(entries):
            for entry in entries:
                fix(entry, reason)
        case Table(pairs):
            for _, entry in pairs:
                fix(entry, reason)


def _library(path: str) -> Library:
    if path not in MODULES:
        raise Refusal(path, f"the module {path} is not known")
    return Library(path)


def _function_of(statement: ast.AST) -> ast.FunctionDef | ast.Lambda | None:
    match statement:
        case ast.FunctionDef():
            return statement
        case ast.Assign([ast.Name()], ast.Lambda() as node):
            return node
        case ast.AnnAssign(target=ast.Name(), value=ast.Lambda() as node):
            return node
        case _:
            return None


def _is_main(statement: ast.stmt) -> bool:
    """if __name__ == "__main__": not done where the file is imported."""
    match statement:
        case ast.If(ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")])):
            return not statement.orelse
        case _:
            return False


def _bindings(statement: ast.AST) -> Iterator[tuple[str, bool]]:
    """The names that a statement at the top gives a value, and whether it does so plainly."""
    match statement:
        case ast.FunctionDef(name):
            yield name, True
            return
        case ast.ClassDef(name) | ast.AsyncFunctionDef(name):
            yield name, False
            return
        case ast.Import(names) | ast.ImportFrom(names=names):
            for alias in names:
                dotted = isinstance(statement, ast.Import) and not alias.asname
                yield (alias.name.partition(".")[0] if dotted else alias.asname or alias.name), True
            return
        case ast.Assign(targets) if all(isinstance(t, ast.Name) for t in targets):
            yield from ((t.id, True) for t in targets if isinstance(t, ast.Name))
            return
        case ast.AnnAssign(ast.Name(name), value=value):
            if value is not None:
                yield name, True
            return
    for node in _at_top(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id, False
        elif isinstance(node, ast.stmt) and node is not statement:
            yield from ((name, False) for name, _ in _bindings(node))
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs) and node.name:
            yield node.name, False


def _on_the_way(statement: ast.stmt) -> Iterator[tuple[str, bool]]:
    """The names that get a value within an expression of a statement at the top, by :=."""
    parts: list[ast.AST] = [statement]
    if isinstance(statement, ast.FunctionDef):
        parts = [statement.args, *statement.decorator_list]
    for part in parts:
        for node in ast.walk(part):
            if isinstance(node, ast.NamedExpr):
                yield node.target.id, False


def _at_top(statement: ast.AST) -> Iterator[ast.AST]:
    """The parts of a statement that are done where it stands: no bodies of functions."""
    stack = [statement]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(c for c in ast.iter_child_nodes(node) if not isinstance(c, _LEFT_AT_TOP))
        if node is statement or isinstance(node, ast.stmt):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    yield child
