"""One operator as a Coq development: its definition, its domain, its data, and names for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from symlin.export.coq.formula import FUNCTIONS, CoqTranslation, Node, functions_of
from symlin.export.coq.printing import Data, Printer, vector_text
from symlin.kernel.claim import Subject, conjuncts
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.term import TRUE, Guard, Term, conjunction

_TAKEN = frozenset([
    "x", "y", "op", "domain", "terms", "functions", "everywhere", "vector", "vec", "entry",
    "dot", "floor", "exp", "ln", "sin", "cos", "atan", "asin", "erf", "sqrt", "pi", "PI", "R",
    "N", "Z", "Q", "D", "F", "H", "C", "E", "I", "O", "S", "as", "at", "else", "end", "exists",
    "fix", "for", "forall", "fun", "if", "in", "let", "match", "mod", "return", "then", "using",
    "where", "with", "Prop", "Set", "Type", "True", "False", "Rmax", "Rmin", "Rabs", "facts",
    "up", "plus", "e", "i", "j", "k", "l", "p", "q", "r", "s", "t", "u", "v", "w", "list",
    "nat", "bool", "true", "false", "matrix", "real", "value", "cond", "expr", "lead", "norm",
    "equal", "subst", "deg", "pos", "truth", "apply", "slots", "build", "want", "collect",
    "find", "cache", "kind", "poly", "Axiom", "CoFixpoint", "Definition", "Fixpoint", "Hypothesis",
    "Parameter", "SProp", "Theorem", "Variable", "by", "cofix", "exists2",
])  # fmt: skip
"""Names of Coq's library and of the support files, and words of the language."""
_FREE_LETTERS = frozenset([
    "b", "w", "c", "e", "s", "i", "j", "k", "l", "p", "q", "r", "t", "u", "v",
])  # fmt: skip
"""Letters among them that a binder may hide without harm."""


def identifier(name: str) -> str:
    """The parameter's name in Coq: as it is, unless Coq or the support files use it."""
    plain = re.sub(r"\W", "_", name)
    return f"{plain}_" if plain in _TAKEN - _FREE_LETTERS else plain


@dataclass
class Development:
    """An operator, translated once; the statements and proofs refer to it."""

    subject: Subject
    names: dict[str, str] = field(init=False)
    outputs: tuple[Node, ...] = field(init=False)
    facts: tuple[Node, ...] = field(init=False)
    domain: Node | None = field(init=False)

    def __post_init__(self) -> None:
        self.names = {p: identifier(p) for p in self.subject.parameters}
        self.translation = CoqTranslation(self.subject.inputs, self.names)
        self.outputs = tuple(map(self.node, self.subject.outputs))
        self.facts = tuple(map(self.node, self.subject.parameter_facts()))
        self.domain = self._domain()
        self.formula = Printer(self.names)
        self.proposition = Printer(self.names, proposition=True)
        self.data = Data(self.subject.parameters)

    def node(self, term: Term | Guard) -> Node:
        """A term or guard over the operator's inputs and parameters."""
        return self.translation.node(term)

    def _domain(self) -> Node | None:
        """What restricts the inputs: assumptions, and where the outputs have values.

        What follows from the assumptions about parameters alone is left out.
        """
        assumptions = self.subject.assumptions
        defined = definedness((*assumptions, *self.subject.outputs))
        guards = [*assumptions, *conjuncts((defined,))]
        context = Context(self.subject.parameter_facts())
        open_guards = [g for g in guards if context.decide(g) is not True]
        guard = conjunction(*dict.fromkeys(open_guards))
        return None if guard is TRUE else self.node(guard)

    @property
    def functions(self) -> set[str]:
        """The functions of analysis that occur anywhere."""
        roots = (*self.outputs, *self.facts, *(() if self.domain is None else (self.domain,)))
        return functions_of(roots)

    @property
    def binders(self) -> str:
        """The parameters as a definition takes them: (a b : R), with a blank before."""
        return f" ({' '.join(self.names.values())} : R)" if self.names else ""

    @property
    def arguments(self) -> str:
        """The parameters as they are passed on, each with a blank before."""
        return "".join(f" {name}" for name in self.names.values())

    @property
    def operator(self) -> str:
        """The operator for its parameters."""
        return f"(op{self.arguments})" if self.names else "op"

    @property
    def domain_name(self) -> str | None:
        """The domain for its parameters; None where it is everything."""
        if self.domain is None:
            return None
        return f"(domain{self.arguments})" if self.names else "domain"

    @property
    def parameter_vector(self) -> str:
        """The parameters as the data refers to them, by their index."""
        return f"(vector [{'; '.join(self.names.values())}])"

    @property
    def opening(self) -> str:
        """What every proof begins with."""
        facts = "".join(f" A{i + 1}" for i in range(len(self.facts)))
        return f"intros{self.arguments}{facts}." if self.names else "idtac."

    def statement(self, body: str) -> str:
        """For all parameters that the assumptions allow: body."""
        if not self.names:
            return body
        facts = "".join(f"{self.proposition.text(f)} -> " for f in self.facts)
        return f"forall{self.binders}, {facts}{body}"

    def definitions(self) -> str:
        """The operator and its domain as a person would define them."""
        lines = []
        entries = (f"x.[{i}] = {name}" for i, name in enumerate(self.subject.inputs[:12]))
        where = "  (* " + ", ".join(entries)
        more = ", ..." if len(self.subject.inputs) > 12 else ""
        lines.append(f"{where}{more} *)")
        lines.append(f"Definition op{self.binders} (x : vec) : vec :=")
        lines.append(f"  {vector_text(self.formula, self.outputs)}.")
        if self.domain is not None:
            lines.append(f"Definition domain{self.binders} (x : vec) : Prop :=")
            lines.append(f"  {self.proposition.text(self.domain)}.")
        return "\n".join(lines) + "\n"

    def reflection(self) -> str:
        """The same operator as data; `reflexivity` says that it is the same."""
        lines = [f"Definition functions (k : N) : R -> R := {self._function_table()}."]
        lines.append(f"Definition terms : list expr :=\n  {self.data.list(self.outputs)}.")
        where = "(Tt true)" if self.domain is None else self.data.text(self.domain)
        lines.append(f"Definition domain_term : cond := {where}.")
        lines.append(self._unfolding())
        return "\n".join(lines) + "\n"

    def _function_table(self) -> str:
        used = self.functions
        cases = [f"| {i}%N => {n}" for i, n in enumerate(FUNCTIONS) if n in used]
        if "PI" in used:
            cases.append(f"| {len(FUNCTIONS)}%N => fun _ => PI")
        return f"match k with {' '.join(cases)} | _ => fun u => u end" if cases else "fun u => u"

    def _unfolding(self) -> str:
        domain = "" if self.domain is None else ", domain"
        return f"Ltac unfold_all := unfold op{domain}, everywhere in *."


def rows_of(development: Development, matrix: Sequence[Sequence[Term]]) -> list[list[Node]]:
    """A matrix of terms as nodes."""
    return [[development.node(entry) for entry in row] for row in matrix]
