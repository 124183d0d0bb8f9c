"""Names of other libraries: `nn.LeakyReLU()` and `np.clip(x, 0, 1)` become what they stand for.

The catalog's own names and the functions of the language come first. A call takes the defaults of
its library; a bare name leaves the parameters symbolic. Whatever two libraries read differently is
refused, unless it says which of them is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NoReturn

from symlin.catalog import index as catalog
from symlin.catalog.aliases import SEVERAL, Alias, families, folded, library
from symlin.catalog.definition import Definition
from symlin.language.declared import default_inputs
from symlin.language.forms import FORMS, Refuse, interpret
from symlin.language.notation import tree_text
from symlin.language.rewriting import over, substituted
from symlin.language.tokens import fail
from symlin.language.tree import Call, Constant, Name, Pipeline, Tree, children, postorder, symbols
from symlin.language.vocabulary import BUILTINS
from symlin.reading.alike import refuse_unknown
from symlin.reading.bindings import (
    candidates,
    is_layer,
    meaning,
    misfit,
    signature_of,
    without_defaults,
)

Place = Literal["whole", "stage", "formula"]
"""The whole text, a layer of a pipeline, or a part of a formula."""
_CONSTANTS = {"pi": "pi", "e": "E"}


def spelled_out(
    tree: Tree, text: str, *, inputs: Sequence[str] | None = None, shaped: bool = False
) -> Tree:
    """The tree with the names of other libraries replaced; the tree itself where it has none.

    `inputs` are those that somebody named; with `shaped`, a single name or call is a layer. Raises
    `InputError` for a name that is not known, and for arguments that do not fit.
    """
    return _Spelling(text, inputs, shaped).read(tree)


def _stages(tree: Tree) -> Iterator[Tree]:
    """The layers of a pipeline, and those in the brackets of a layer that takes layers."""
    if isinstance(tree, Pipeline):
        for stage in tree.stages:
            yield from _stages(stage)
        return
    yield tree
    if isinstance(tree, Call) and catalog.is_function(tree.name):
        for part in tree.arguments if catalog.load(tree.name).branches else ():
            yield from _stages(part)


def is_known(name: str) -> bool:
    """Whether the language or the catalog has a function of exactly this name."""
    return name in BUILTINS or name in FORMS or catalog.is_function(name)


@cache
def is_spelled(name: str) -> bool:
    """Whether the name is another spelling of a function, or another library's name of one: arcsin,
    ReLU, log2. It is one only where its argument follows; elsewhere it is free for a symbol.
    """
    if library(name) or is_known(name):
        return False
    key = folded(name)
    if catalog.function_name(name) or key in _functions():
        return True
    return any(not alias.instead and not is_layer(alias) for alias in candidates(name))


class _Spelling:
    def __init__(self, text: str, inputs: Sequence[str] | None, shaped: bool) -> None:
        self.text = text
        self.inputs = inputs
        self.shaped = shaped

    def refuse(self, message: str, at: int) -> NoReturn:
        fail(message, self.text, at)

    def read(self, tree: Tree) -> Tree:
        """The tree with every name replaced."""
        layered = self.shaped or isinstance(tree, Pipeline)
        stages = {id(stage) for stage in _stages(tree)}
        done: dict[int, Tree] = {}
        for part in postorder(tree):
            place: Place = "stage" if layered and id(part) in stages else "formula"
            if part is tree and not layered:
                place = "whole"
            elif id(part) in stages and part is not tree:
                place = "stage"
            done[id(part)] = self._part(over(part, done), place)
        return done[id(tree)]

    def _part(self, tree: Tree, place: Place) -> Tree:
        match tree:
            case Call(name, (Name(of),), ()) if place == "stage" and self._is_tensor(name, of):
                return Name(name, tree.at)
            case Call(name, (Name(of),), ()) if place != "formula" and _is_activation(name):
                found = of if catalog.is_function(of) else f"keras.activations.{of}"
                return self._bare(Name(found, tree.at), place)
            case Call(name) if not self._own(tree, place):
                return _finished(self._call(tree, place), self.refuse)
            case Name(name) if place != "formula" and "." not in name and self._is_input(name):
                return tree
            case Name(name) if place != "formula":
                return tree if is_known(name) else self._bare(tree, place)
            case Name(name, at) if "." in name:
                return self._constant(name, at)
            case _:
                return tree

    def _own(self, call: Call, place: Place) -> bool:
        """Whether the call is written as the language or the catalog writes it."""
        if call.name in BUILTINS or call.name in FORMS:
            return True
        return catalog.is_function(call.name) and _fits(catalog.load(call.name), call, place)

    def _is_tensor(self, name: str, argument: str) -> bool:
        """Whether the only argument is the tensor itself: mean(x) with a shape is mean."""
        if not catalog.is_function(name) or not self._is_input(argument):
            return False
        definition = catalog.load(name)
        acts = definition.entries is not None or len(definition.inputs) == 1
        return acts and not definition.parameters

    def _is_input(self, name: str) -> bool:
        return bool(default_inputs([name])) or name in (self.inputs or ())

    def _constant(self, name: str, at: int) -> Tree:
        word = name.rpartition(".")[2]
        if families(name) and word in _CONSTANTS:
            return Constant(_CONSTANTS[word], at)
        self.refuse(f"{name} is no number: write {name}(x) for its value", at)

    # A name without brackets

    def _bare(self, tree: Name, place: Place) -> Tree:
        """The operator that the name stands for, its parameters left symbolic."""
        own = catalog.function_name(tree.name)
        if own and not library(tree.name):
            return Name(own, tree.at)
        found = {tree_text(new): new for new in self._bare_readings(tree, place)}
        if len(found) > 1:
            self._ambiguous(tree.name, tuple(found), tree.at)
        return next(iter(found.values()), tree)

    def _bare_readings(self, tree: Name, place: Place) -> list[Tree]:
        found = candidates(tree.name)
        if library(tree.name):
            if not found:
                self._unknown(tree.name, None, tree.at)
            found = found[:1]
        return [self._unbound(alias, tree, place) for alias in found]

    def _unbound(self, alias: Alias, tree: Name, place: Place) -> Tree:
        if alias.instead:
            self.refuse(alias.instead, tree.at)
        means = meaning(alias)
        plain = all(isinstance(part, Name) for part in children(means))
        if isinstance(means, Name | Call) and catalog.is_function(means.name) and plain:
            return Name(means.name, tree.at)
        names = signature_of(alias).required
        given = tuple(Name(name, tree.at) for name in _input_names(len(names)))
        return self._bound(alias, Call(tree.name, given, (), tree.at), place)

    # A name with brackets

    def _call(self, call: Call, place: Place) -> Tree:
        if call.name in ("nn.Sequential", "torch.nn.Sequential"):
            self.refuse("nn.Sequential(a, b): write a >> b", call.at)
        own = self._own_otherwise(call)
        found = candidates(call.name)
        layer = place == "stage" or (place == "whole" and not symbols(call))
        if not library(call.name):
            foreign = layer and catalog.is_function(call.name) and bool(call.arguments)
            found = [
                alias
                for alias in found
                if alias.instead or (is_layer(alias) == layer and not foreign)
            ]
        fits = (not alias.instead and not misfit(alias, call) for alias in found)
        if own is not None and not (layer and any(fits)):
            return own
        if not found and catalog.is_function(call.name):
            return call
        if not found:
            self._unknown(call.name, len(call.arguments), call.at)
        return self._meant(call, found, place)

    def _own_otherwise(self, call: Call) -> Tree | None:
        """Another way to write the catalog's or the language's own name: ReLU(x), Sin(x)."""
        if library(call.name) or catalog.is_function(call.name):
            return None
        key = folded(call.name)
        own = catalog.function_name(call.name) or _functions().get(key)
        return None if own is None else Call(own, call.arguments, call.keywords, call.at)

    def _meant(self, call: Call, found: Sequence[Alias], place: Place) -> Tree:
        fitting = [alias for alias in found if not misfit(alias, call)]
        if not library(call.name):
            fitting = [alias for alias in fitting if not alias.instead] or fitting
        if not fitting and (several := self._of_entries(call, found)):
            return several
        if not fitting:
            if catalog.is_function(call.name):
                return call  # the catalog says what does not fit
            if is_layer(found[0]) and default_inputs(symbols(call)):
                self._refuse_layer(call, meaning(found[0]))
            self.refuse(misfit(found[0], call), call.at)
        if library(call.name):
            return self._bound(fitting[0], call, place)
        read = [self._bound(alias, call, place) for alias in fitting]
        texts = {tree_text(new): new for new in read}
        if len(texts) > 1:
            self._ambiguous(call.name, tuple(texts), call.at)
        return read[0]

    def _of_entries(self, call: Call, found: Sequence[Alias]) -> Tree | None:
        """var(x1, x2, x3), where the libraries' var(x, dim) is a function of any number."""
        if library(call.name) or call.keywords or len(call.arguments) < 3:
            return None
        means = (meaning(alias) for alias in found if not alias.instead)
        names = {m.name for m in means if isinstance(m, Call) and catalog.is_function(m.name)}
        kept = sorted(name for name in names if catalog.load(name).entries)
        read = [Call(name, call.arguments, (), call.at) for name in kept]
        if len(read) > 1:
            self._ambiguous(call.name, [tree_text(tree) for tree in read], call.at)
        return read[0] if read else None

    def _bound(self, alias: Alias, call: Call, place: Place) -> Tree:
        """What the call means, its arguments put in."""
        if alias.instead:
            self.refuse(alias.instead, call.at)
        if alias.takes == SEVERAL:
            return Call(alias.means, call.arguments, call.keywords, call.at)
        signature = signature_of(alias)
        given = dict(zip(signature.names, call.arguments, strict=False)) | dict(call.keywords)
        means = without_defaults(meaning(alias), signature, given)
        values = {**signature.defaults, **given}
        free = [name for name in symbols(means) if name not in values]
        if free and place != "stage" and not self._may_be_layer(call, free, place):
            self._refuse_layer(call, means)
        if place == "stage":
            means = self._as_layer(means, values, call)
        return substituted(means, values, call.at)

    def _may_be_layer(self, call: Call, free: Sequence[str], place: Place) -> bool:
        """Whether a layer may stand here alone, on inputs of its own."""
        found = symbols(call)
        given = default_inputs(found) or set(found).intersection(self.inputs or ())
        foreign = self.inputs is not None and not set(free) <= set(self.inputs)
        return place == "whole" and not given and not foreign

    def _refuse_layer(self, call: Call, means: Tree) -> NoReturn:
        """InputError for a layer in the middle of a formula, or one that is given an input."""
        what = f"{call.name}(...) makes a layer"
        self.refuse(f"{what}: at a value, write {tree_text(means)}", call.at)

    def _as_layer(self, means: Tree, values: Mapping[str, Tree], call: Call) -> Tree:
        """The meaning as a stage: its inputs are what comes from before."""
        if isinstance(means, Name):
            return means
        if not isinstance(means, Call) or not catalog.is_function(means.name):
            self.refuse(f"{call.name} is no layer: in a pipeline stand layers alone", call.at)
        definition = catalog.load(means.name)
        if not definition.expression:
            return means
        count = len(definition.inputs)
        for part in symbols(*means.arguments[:count]):
            given = values.get(part)
            if given is not None and not (isinstance(given, Name) and default_inputs([given.name])):
                self.refuse(f"{call.name}: in a pipeline the input is the tensor x", call.at)
        rest = zip(definition.parameters, means.arguments[count:], strict=False)
        keywords = (*rest, *means.keywords)
        return Call(means.name, (), keywords, call.at) if keywords else Name(means.name, call.at)

    def _ambiguous(self, name: str, readings: Sequence[str], at: int) -> NoReturn:
        self.refuse(f"{name} differs from library to library: write {' or '.join(readings)}", at)

    def _unknown(self, name: str, count: int | None, at: int) -> NoReturn:
        """InputError for a name that is not known, with one that is and comes near."""
        if library(name) and not families(name):
            self.refuse(f"{library(name)} is no library that is known here", at)
        refuse_unknown(name, self.text, at, count)


def _is_activation(name: str) -> bool:
    """Whether it is Keras' layer of which the argument is a name: Activation('relu')."""
    return name == "Activation" or (name.endswith(".Activation") and bool(families(name)))


def _fits(definition: Definition, call: Call, place: Place) -> bool:
    """Whether the call has the arguments of the catalog's own entry."""
    if not definition.expression or (place == "stage" and definition.layer):
        names = _layer_arguments(definition.signature)
        return all(key in names for key, _ in call.keywords)
    names = tuple(definition.parameters)
    if place != "stage":
        names = (*definition.inputs, *names)
    elif definition.entries:
        names = (*names, "axis")
    if definition.entries and not definition.parameters and place != "stage":
        return not call.keywords
    return len(call.arguments) <= len(names) and all(key in names for key, _ in call.keywords)


@cache
def _layer_arguments(signature: str) -> tuple[str, ...]:
    """The names in "max_pool1d(window, stride=window)"."""
    inside = signature.partition("(")[2].rstrip(")")
    return tuple(part.partition("=")[0].strip() for part in inside.split(","))


@cache
def _functions() -> Mapping[str, str]:
    """The functions of the language by folded name; of two that fold alike, the plainer."""
    return {folded(name): name for name in sorted(BUILTINS, key=lambda n: (n.islower(), n))}


def _input_names(count: int) -> tuple[str, ...]:
    return ("x",) if count == 1 else tuple(f"x{k}" for k in range(1, count + 1))


def _finished(tree: Tree, refuse: Refuse) -> Tree:
    """Notation that a call has become: where(c, a, b) is a form."""
    if isinstance(tree, Call) and tree.name == "where":
        return interpret(Call("ITE", tree.arguments, (), tree.at), refuse)
    return tree
