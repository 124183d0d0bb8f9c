"""The table of nodes of a certificate's document, rebuilt through the constructors of terms."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.kernel.documents.fields import Field
from symlin.kernel.walk import children

MOST = 100_000
"""Exponents, degrees of roots, and the degree up to which powers may nest, so that no document
of a few lines asks for numbers of astronomic size."""
ARGUMENT = tuple(name for name in k.FUNCTIONS if name != "pi")
WORDS = frozenset([*k.FUNCTIONS, "E", "max", "min", "sqrt", "if", "and", "or", "not"])
"""Names that are read as functions and numbers."""
OPERATIONS: tuple[k.Op, ...] = ("=", "!=", ">", ">=")


def is_name(text: str) -> bool:
    """Whether a text can name an input, a parameter or a letter of an operator on functions, #1,
    and reads as nothing else."""
    plain = text.replace("#", "_")
    return text.isascii() and plain.isidentifier() and text not in WORDS


class Nodes:
    """The nodes read so far. Children come before parents, every node once, none for nothing."""

    def __init__(self, table: Field) -> None:
        self.rows: list[k.Node] = []
        self.degrees: dict[k.Node, int] = {}
        self.used: set[int] = set()
        self.table = table
        for field in table.items():
            node = self._node(field)
            if node in self.degrees:  # equal nodes are one object: this one was written before
                raise field.fail("a node that is not in the table yet")
            self.degrees[node] = self._degree(node, field)
            self.rows.append(node)

    def refuse_unused(self) -> None:
        """Raises Unreadable where a node was written and never referred to."""
        for place, field in enumerate(self.table.items()):
            if place not in self.used:
                raise field.fail("no node that nothing refers to")

    def term(self, field: Field) -> k.Term:
        """The term with this index."""
        node = self._at(field)
        if not isinstance(node, k.Term):
            raise field.fail("the index of a term")
        return node

    def guard(self, field: Field) -> k.Guard:
        """The guard with this index."""
        node = self._at(field)
        if not isinstance(node, k.Guard):
            raise field.fail("the index of a guard")
        return node

    def _at(self, field: Field) -> k.Node:
        place = field.value
        if type(place) is not int or not 0 <= place < len(self.rows):  # `True` is an int
            raise field.fail("the index of a node before")
        self.used.add(place)  # asked for later: what nothing refers to is not part of the claim
        return self.rows[place]

    def _terms(self, field: Field, least: int) -> list[k.Term]:
        return list(map(self.term, field.items(least)))

    def _guards(self, field: Field) -> list[k.Guard]:
        return list(map(self.guard, field.items(least=2)))

    def _node(self, field: Field) -> k.Node:
        match field.names():
            case ("const",):
                return k.const(field.at("const").number())
            case ("var",):
                return _variable(field.at("var"))
            case ("truth",):
                return k.TRUE if field.at("truth").truth() else k.FALSE
            case ("sum", "constant") | ("constant", "sum"):
                return self._sum(field)
            case ("product",):
                factors = self._terms(field.at("product"), 2)
                return _same(field, k.mul(*factors), k.Product, tuple(factors))
            case ("power", "exponent") | ("exponent", "power"):
                return self._power(field)
            case ("root", "degree") | ("degree", "root"):
                degree = field.at("degree").integer(2, MOST)
                return k.root(self.term(field.at("root")), degree)
            case ("max",):
                return k.maximum(*self._terms(field.at("max"), 2))
            case ("piecewise",):
                return self._piecewise(field.at("piecewise"))
            case ("function",):
                field.at("function").choice(["pi"])  # the only function without an argument
                return k.PI
            case ("function", "of") | ("of", "function"):
                name = field.at("function").choice(ARGUMENT)
                return k.function(name, self.term(field.at("of")))
            case _:
                return self._guard(field)

    def _guard(self, field: Field) -> k.Node:
        match field.names():
            case ("relation", "of") | ("of", "relation"):
                op = field.at("relation").choice(OPERATIONS)
                return k.relation(op, self.term(field.at("of")))  # type: ignore[arg-type]
            case ("and",):
                parts = self._guards(field.at("and"))
                return _same(field, k.conjunction(*parts), k.And, tuple(parts))
            case ("or",):
                parts = self._guards(field.at("or"))
                return _same(field, k.disjunction(*parts), k.Or, tuple(parts))
            case _:
                raise field.fail("a node: const, var, sum, product, power, root, max, piecewise, function, truth, relation, and, or")  # fmt: skip  # noqa: E501

    def _sum(self, field: Field) -> k.Node:
        pairs = [entry.pair() for entry in field.at("sum").items(least=1)]
        weights = tuple(weight.number() for weight, _ in pairs)
        terms = [self.term(term) for _, term in pairs]
        node = k.linear_combination(weights, terms, field.at("constant").number())
        return _same(field, node, k.Sum, weights)

    def _power(self, field: Field) -> k.Node:
        base = self.term(field.at("power"))
        exponent = field.at("exponent").integer(-MOST, MOST)
        # the constructor would make another node of these, which `to_json` then never wrote
        folds = isinstance(base, k.Const) and (exponent >= 0 or base is not k.ZERO)
        if exponent == 1 or folds:
            raise field.fail("a power that is no number, with an exponent other than 1")
        return k.power(base, exponent)

    def _piecewise(self, field: Field) -> k.Node:
        pairs = [entry.pair() for entry in field.items(least=1)]
        return k.piecewise(*((self.term(value), self.guard(guard)) for guard, value in pairs))

    def _degree(self, node: k.Node, field: Field) -> int:
        """How fast the node may grow with what is below it; raises Unreadable above MOST."""
        below = [self.degrees[child] for child in children(node)]
        degree = max(below, default=1)  # functions, sums and maxima grow no faster than their parts
        if isinstance(node, k.Product):  # degrees add: x * x * x, by as many nodes as factors
            degree = sum(below)
        if isinstance(node, k.Power):  # and multiply: powers of powers reach any size soon
            degree *= max(1, abs(node.exponent))
        if degree > MOST:
            raise field.fail(f"powers that nest to a degree of {MOST} at most")
        return degree


def _variable(field: Field) -> k.Node:
    """Proofs also speak of the second point x' and of the factor a'."""
    if not is_name(field.text().removesuffix("'")):
        raise field.fail("the name of a variable")
    return k.var(field.text())


def _same(field: Field, node: k.Node, kind: type, parts: tuple[object, ...]) -> k.Node:
    """The node, if its constructor has kept what was read as it was."""
    if not isinstance(node, kind) or getattr(node, kind.__match_args__[0]) != parts:  # type: ignore[attr-defined]
        raise field.fail("a node as the constructors of terms leave it")
    return node
