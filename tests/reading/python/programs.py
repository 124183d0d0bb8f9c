"""Random small programs, and what they really compute, in fractions."""

from __future__ import annotations

import ast
import math
import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.walk import topological

OPERATORS = ("+", "+", "-", "*", "*", "/", "//", "%")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


class Writer:
    """Writes a function of x and y (numbers) or of a vector v that Python can run."""

    def __init__(self, seed: int, vector: bool = False) -> None:
        self.random = random.Random(seed)
        self.vector = vector
        self.lines: list[str] = []
        self.names = ["x", "y", "w", "m"]
        self.lists: dict[str, int] = {}
        self.depth = 0
        self.loops = 0

    def text(self) -> str:
        if self.vector:
            self.lists["v"] = 3
            self.emit(0, "x, y = v[0], v[1]")
        self.emit(0, "w, m = 0, 1")  # for := and case
        for _ in range(self.random.randint(1, 6)):
            self.statement(1)
        result = self.random.choice(
            [self.number(2), self.number(2), f"[{self.number(1)}, {self.number(1)}]"]
        )
        if self.lists and self.random.random() < 0.4:
            result = self.random.choice(list(self.lists))
        self.emit(1, f"return {result}")
        head = "def f(v):" if self.vector else "def f(x, y):"
        return "\n".join(["import math", "HALF = 0.5", "def helper(a, b=2):", "    if a > b:",
                          "        return a - b", "    return b*a", head, *self.lines])  # fmt: skip

    def emit(self, indent: int, line: str) -> None:
        self.lines.append("    " * max(1, indent) + line)

    def pick(self) -> float:
        return self.random.random()

    # ---- expressions ----

    def number(self, depth: int) -> str:
        kind = self.random.randrange(15) if depth > 0 else self.random.randrange(3)
        inner = depth - 1
        if kind == 0:
            return self.random.choice(["0", "1", "2", "3", "0.5", "HALF", "-1", "1.5"])
        if kind in (1, 2):
            if self.lists and self.pick() < 0.3:
                name = self.random.choice(list(self.lists))
                if self.lists[name]:
                    size = self.lists[name]
                    return f"{name}[{self.random.randrange(-size, size)}]"
            return self.random.choice(self.names)
        if kind in (3, 4, 5, 6):
            op = self.random.choice(OPERATORS)
            return f"({self.number(inner)} {op} {self.number(inner)})"
        if kind == 7:
            name = self.random.choice(["min", "max"])
            return f"{name}({self.number(inner)}, {self.number(inner)})"
        if kind == 8:
            names = ["min", "abs", "round", "int", "math.floor", "math.ceil", "-", "abs"]
            name = self.random.choice(names)
            return f"{name}({self.number(inner)}{', 1' if name == 'min' else ''})"
        if kind == 9:
            return f"({self.number(inner)} if {self.condition(inner)} else {self.number(inner)})"
        if kind == 10:
            return f"({self.number(inner)})**{self.random.choice(['2', '3', '1', '0', '-1'])}"
        if kind == 11 and self.lists:
            name = self.random.choice(list(self.lists))
            if self.lists[name]:
                return f"{self.random.choice(['sum', 'max', 'min', 'len'])}({name})"
        if kind == 12:
            second = f", {self.number(inner)}" if self.pick() < 0.5 else ""
            return f"helper({self.number(inner)}{second})"
        if kind == 13 and self.lists:
            name = self.random.choice(list(self.lists))
            return f"sum(t*{self.number(0)} for t in {name} if t > {self.number(0)})"
        if kind == 14:
            return f"(w := {self.number(inner)})"
        return self.random.choice(self.names)

    def condition(self, depth: int) -> str:
        kind = self.random.randrange(7)
        if depth > 0 and kind == 0:
            word = self.random.choice(["and", "or"])
            return f"({self.condition(depth - 1)} {word} {self.condition(depth - 1)})"
        if depth > 0 and kind == 1:
            return f"not {self.condition(depth - 1)}"
        if kind == 2:
            a, b = self.random.choices(COMPARISONS[:4], k=2)
            middle = self.number(max(0, depth - 1))
            return f"{self.number(0)} {a} {middle} {b} {self.number(0)}"
        if kind == 3 and self.lists:
            name = self.random.choice(list(self.lists))
            return f"{self.random.choice(['any', 'all'])}(t > {self.number(0)} for t in {name})"
        op = self.random.choice(COMPARISONS)
        return f"{self.number(max(0, depth - 1))} {op} {self.number(max(0, depth - 1))}"

    # ---- statements ----

    def statement(self, indent: int) -> None:
        kind = self.random.randrange(15)
        if kind <= 2:
            self.assign(indent)
        elif kind == 3:
            op = self.random.choice(["+", "-", "*"])
            self.emit(indent, f"{self.random.choice(self.names)} {op}= {self.number(1)}")
        elif kind in (4, 5) and indent < 3:
            self.branch(indent)
        elif kind == 6 and indent < 3:
            self.loop(indent)
        elif kind == 7:
            self.new_list(indent)
        elif kind == 8 and self.lists:
            name = self.random.choice(list(self.lists))
            if self.lists[name]:
                op = self.random.choice(["", "", "+", "*"])
                self.emit(
                    indent,
                    f"{name}[{self.random.randrange(self.lists[name])}] {op}= {self.number(1)}",
                )
        elif kind == 9 and indent == 1 and self.lists:
            name = self.random.choice(list(self.lists))
            if name != "v" and not self.aliased(name):
                self.lists[name] += 1
                self.emit(indent, f"{name}.append({self.number(1)})")
        elif kind == 10:
            self.emit(indent, f"x, y = {self.number(1)}, {self.number(1)}")
        elif kind == 11 and self.lists and indent == 1:
            name = self.random.choice(list(self.lists))
            new = f"l{len(self.lists)}"
            copies = ["", "[:]"] if name != "v" else [""]
            self.emit(indent, f"{new} = {name}{self.random.choice(copies)}")
            self.lists[new] = self.lists[name]
            self.alias = getattr(self, "alias", set()) | {name, new}
        elif kind == 12:
            word = self.random.choice(["assert {}", "if {}: raise ValueError('x')"])
            self.emit(indent, word.format(self.condition(1)))
        elif kind == 13 and indent < 3:
            self.while_loop(indent)
        elif kind == 14 and indent < 3:
            self.match(indent)
        else:
            self.assign(indent)

    def aliased(self, name: str) -> bool:
        return name in getattr(self, "alias", set())

    def assign(self, indent: int) -> None:
        name = self.random.choice(["x", "y", *self.names, f"a{len(self.names)}"])
        value = self.number(2)
        if name not in self.names and indent == 1:
            self.names.append(name)
        elif name not in self.names:
            name = "x"
        self.emit(indent, f"{name} = {value}")

    def branch(self, indent: int) -> None:
        self.emit(indent, f"if {self.condition(2)}:")
        self.body(indent + 1)
        if self.pick() < 0.3:
            self.emit(indent, f"elif {self.condition(1)}:")
            self.body(indent + 1)
        if self.pick() < 0.5:
            self.emit(indent, "else:")
            self.body(indent + 1)

    def body(self, indent: int) -> None:
        known = dict(self.lists)
        for _ in range(self.random.randint(1, 2)):
            self.statement(indent)
        if self.pick() < 0.25:
            self.emit(indent, f"return {self.number(1)}")
        elif self.loops and self.pick() < 0.4:
            self.emit(indent, self.random.choice(["break", "continue"]))
        self.lists = {name: size for name, size in self.lists.items() if name in known}

    def new_list(self, indent: int) -> None:
        name = f"l{len(self.lists)}"
        size = self.random.randint(1, 3)
        text = ", ".join(self.number(1) for _ in range(size))
        if self.pick() < 0.3:
            text = f"{self.number(1)} for t in range({size})"
        self.emit(indent, f"{name} = [{text}]")
        self.lists[name] = size

    def loop(self, indent: int) -> None:
        names, lists = list(self.names), dict(self.lists)
        if self.lists and self.pick() < 0.5:
            source = self.random.choice(list(self.lists))
            source = self.random.choice(
                ["{}", "enumerate({})", "zip({0}, {0})", "reversed({})"]
            ).format(source)
        else:
            source = f"range({self.random.randint(1, 3)})"
        target = "i, t" if source.startswith(("enum", "zip")) else "t"
        self.emit(indent, f"for {target} in {source}:")
        self.loops += 1
        self.names = [*self.names, "t"]
        self.body(indent + 1)
        self.loops -= 1
        self.names, self.lists = names, lists
        self.otherwise(indent)

    def otherwise(self, indent: int) -> None:
        """What is done where a loop does not end by break."""
        if self.pick() < 0.4:
            self.emit(indent, "else:")
            self.body(indent + 1)

    def while_loop(self, indent: int) -> None:
        names, lists, counter = list(self.names), dict(self.lists), f"n{indent}"
        more = f" and {self.condition(1)}" if self.pick() < 0.3 else ""
        self.emit(indent, f"{counter} = 0")
        self.emit(indent, f"while {counter} < {self.random.randint(1, 3)}{more}:")
        self.emit(indent + 1, f"{counter} += 1")
        self.loops += 1
        self.names = [*self.names, counter]
        self.body(indent + 1)
        self.loops -= 1
        self.names, self.lists = names, lists
        self.otherwise(indent)

    def match(self, indent: int) -> None:
        cases = ["0", "1 | 2", "0.5 | 3 as m"]
        cases += [f"{name} if {self.condition(1)}" for name in ("m", "_")]
        self.emit(indent, f"match {self.number(1)}:")
        for case in [*self.random.sample(cases, 2), self.random.choice(["_", "m", "-1"])]:
            self.emit(indent + 1, f"case {case}:")
            self.body(indent + 2)


class NoValue(Exception):
    """The term has no value here."""


def value_at(roots: Any, at: Mapping[str, Fraction]) -> list[Fraction]:
    """Terms of rational functions in fractions, read as the partial functions that they are."""
    done: dict[Any, Any] = {}
    for node in topological(roots):
        done[node] = _value(node, done, at)
    found = [done[root] for root in roots]
    if None in found:
        raise NoValue
    return found


def _value(node: Any, done: dict[Any, Any], at: Mapping[str, Fraction]) -> Any:
    def parts(nodes: Any) -> list[Any] | None:
        found = [done[n] for n in nodes]
        return None if None in found else found

    match node:
        case k.Const(value):
            return (
                Fraction(int(value))
                if isinstance(value, int)
                else Fraction(int(value.p), int(value.q))
            )
        case k.Var(name):
            return at[name]
        case k.Truth(value):
            return value
        case k.Sum(weights, terms, constant):
            found = parts(terms)
            const = _value(k.const(constant), done, at)
            return (
                None
                if found is None
                else const
                + sum(_value(k.const(w), done, at) * f for w, f in zip(weights, found, strict=True))
            )
        case k.Product(factors):
            found = parts(factors)
            return None if found is None else math.prod(found)
        case k.Power(base, exponent):
            b = done[base]
            return None if b is None or (b == 0 and exponent < 0) else b**exponent
        case k.Max(terms):
            found = parts(terms)
            return None if found is None else max(found)
        case k.Function("floor", argument):
            return None if done[argument] is None else Fraction(math.floor(done[argument]))
        case k.Function("abs", argument):
            return None if done[argument] is None else abs(done[argument])
        case k.Relation(op, term):
            v = done[term]
            return None if v is None else {"=": v == 0, "!=": v != 0, ">": v > 0, ">=": v >= 0}[op]
        case k.And(guards):
            found = [done[g] for g in guards]
            return False if False in found else None if None in found else True
        case k.Or(guards):
            found = [done[g] for g in guards]
            return True if True in found else None if None in found else False
        case k.Piecewise(branches):
            for guard, value in branches:
                if done[guard] is None:
                    return None
                if done[guard]:
                    return done[value]
            return None
        case _:
            raise AssertionError(node)


def _by_numpy(name: str) -> Any:
    plain = getattr(Fraction, name)

    def method(self: Cell, *others: Any) -> Any:
        if any(isinstance(other, float) for other in others):
            return math.nan
        try:
            found = plain(self, *others)
        except ZeroDivisionError:
            return math.nan
        return Cell(found) if isinstance(found, int | Fraction) else found

    return method


class Cell(Fraction):
    """An exact entry of an array: nan, as NumPy has it, where a plain number has an error."""

    for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
        locals()[f"__{_name}__"] = _by_numpy(f"__{_name}__")
        locals()[f"__r{_name}__"] = _by_numpy(f"__r{_name}__")
    for _name in ("neg", "abs", "pos"):
        locals()[f"__{_name}__"] = _by_numpy(f"__{_name}__")


def _known(value: Any) -> Any:
    return value if isinstance(value, Cell | float) else Fraction(value)


class _Exactly(ast.NodeTransformer):
    """Decimals, and the left sides of divisions and powers, become fractions."""

    def visit_MatchValue(self, node: ast.MatchValue) -> ast.AST:
        return node  # a pattern is compared, and takes no calls

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return _fraction(node) if isinstance(node.value, float) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Div | ast.Pow):
            node.left = _fraction(node.left)
        return node


def _fraction(node: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Call(ast.Name("F", ast.Load()), [node], []), node)


def really(text: str, point: tuple[Fraction, ...], vector: bool = False) -> list[Fraction] | None:
    """What Python computes in fractions; None where it raises an error of arithmetic."""
    tree = ast.fix_missing_locations(_Exactly().visit(ast.parse(text)))
    scope: dict[str, Any] = {
        "F": lambda v: (
            Fraction(1, 2) * int(2 * v) if v in (0.5, 1.5) and isinstance(v, float) else _known(v)
        )
    }
    exec(compile(tree, "f.py", "exec"), scope)
    try:
        if vector:
            import numpy as np

            found = scope["f"](np.array(list(map(Cell, point)), dtype=object))
        else:
            found = scope["f"](*point)
    except (ZeroDivisionError, AssertionError, ValueError):
        return None
    if hasattr(found, "tolist"):
        found = found.tolist()
    entries = found if isinstance(found, list) else [found]
    return (
        None
        if any(isinstance(e, float) and math.isnan(e) for e in entries)
        else list(map(Fraction, entries))
    )
