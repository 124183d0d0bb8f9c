"""Estimators while they are read: the graph so far, and how attributes become constants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from symlin.errors import InputError, Unsupported
from symlin.kernel.network.arrays import size_of
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.fitted.table import METHODS, RULES, public_name
from symlin.reading.networks.layers.arithmetic import add, divide, multiply, subtract
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.packages import Package

np: Any = Package("numpy", "sklearn")
DEEPEST = 50
"""Estimators in estimators: no one nests more, and one that holds itself would not end."""


class Reading:
    """A graph in the making; `apply` adds what a method of an estimator computes."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.notes: list[str] = []
        self._path: list[str] = []
        self._kinds: list[str] = []

    def apply(self, estimator: Any, method: str, x: Ref, part: str = "") -> Ref:
        """What `estimator.method` makes of rows (B, n); `part` is what the user calls it.

        Raises `Unsupported` for what is not read, and `InputError` for what is not fitted.
        """
        kind = type(estimator).__name__
        with self._within(part or kind, kind):
            found = RULES.get((public_name(estimator) or "", method))
            self._refuse_replaced(estimator)
            if found is None:
                self._unknown(estimator, method)
            self._checked_width(estimator, method, x)
            with self.builder.labelled("/".join(self._path)):
                return found(self, estimator, x)

    @contextmanager
    def _within(self, part: str, kind: str) -> Iterator[None]:
        if len(self._path) >= DEEPEST:
            self.refuse(f"more than {DEEPEST} estimators in each other")
        self._path.append(part)
        self._kinds.append(kind)
        try:
            yield
        finally:
            self._path.pop()
            self._kinds.pop()

    def note(self, text: str) -> None:
        """Said once, however often it is so."""
        if text not in self.notes:
            self.notes.append(text)

    def refuse(self, message: str) -> NoReturn:
        """Raises `Unsupported`, with the estimator and where it stands in others."""
        kind = self._kinds[-1] if self._kinds else ""
        place = "/".join(self._path) if len(self._path) > 1 else ""
        where = f" (in {place})" if place else ""
        lead = f"{kind}: " if kind else ""
        raise Unsupported(f"{lead}{message}{where}", op=kind, node="estimator", place=place)

    def _refuse_replaced(self, estimator: Any) -> None:
        replaced = [m for m in METHODS if m in vars(estimator)]  # one method may call another
        if replaced:
            self.refuse(f"its {replaced[0]} was replaced: hand over the function itself")

    def _unknown(self, estimator: Any, method: str) -> NoReturn:
        own = public_name(estimator)
        if own is None:
            base = next((name for name in map(_sklearn, type(estimator).__mro__) if name), "")
            derived = f", derived from {base}" if base else ""
            self.refuse(
                f"a class that is not scikit-learn's own{derived}: what its {method} computes is "
                "not known; hand over the function itself"
            )
        read = [m for m in METHODS if (own, m) in RULES]
        if read:
            self.refuse(f"its {method} is not read; {' and '.join(read)} can be")
        self.refuse(f"its {method} is not read")

    def _checked_width(self, estimator: Any, method: str, x: Ref) -> None:
        expected = width(estimator, method)
        found = self.builder.shape(x)[-1]
        if expected is not None and expected != found:
            name = f"{type(estimator).__name__}.{method}"
            raise InputError(f"{name} takes rows of {expected} numbers, not of {found}")

    # ---- attributes ----

    def fitted(self, estimator: Any, name: str) -> Any:
        """An attribute; raises `InputError` where the estimator has none, as it is not fitted."""
        try:
            return getattr(estimator, name)
        except AttributeError:
            kind = type(estimator).__name__
            raise InputError(f"{kind} is not fitted: it has no {name}; call fit first") from None

    def array(self, estimator: Any, name: str) -> Any:
        """A fitted attribute as an array of float64, which every entry is exactly."""
        return self.floats(self.fitted(estimator, name), name)

    def floats(self, value: Any, name: str) -> Any:
        """Numbers as float64; raises `Unsupported` where they are none, or change."""
        if hasattr(value, "toarray"):
            value = value.toarray()
        array = np.asarray(value)
        if array.dtype.kind not in "fiub":
            self.refuse(f"its {name} holds {array.dtype}, and no real numbers")
        wide = array.astype(np.float64)
        if not np.isfinite(wide).all():
            self.refuse(f"its {name} holds a NaN or an infinity")
        if (wide.astype(array.dtype) != array).any():
            self.refuse(f"its {name} holds {array.dtype}, which float64 would round")
        return wide

    def constant(self, array: Any) -> Ref:
        """An array of float64 in the graph, bit by bit."""
        data = np.ascontiguousarray(array, dtype="<f8")
        return self.builder.floats(np.shape(array), "float64", data.tobytes())

    # ---- what estimators are made of ----

    def shape(self, x: Ref) -> tuple[int, ...]:
        """Of a node."""
        return self.builder.shape(x)

    def plus(self, x: Ref, array: Any) -> Ref:
        """x and numbers, along the last axis."""
        return add(self.builder, x, self.constant(array))

    def minus(self, x: Ref, array: Any) -> Ref:
        """x less numbers, along the last axis."""
        return subtract(self.builder, x, self.constant(array))

    def times(self, x: Ref, array: Any) -> Ref:
        """x times numbers, along the last axis."""
        return multiply(self.builder, x, self.constant(array))

    def over(self, x: Ref, array: Any) -> Ref:
        """x over numbers, along the last axis: 1/s is the rational number that it is."""
        return divide(self.builder, x, self.constant(array))

    def dense(self, x: Ref, weight: Any, bias: Any = None) -> Ref:
        """x W^T + b; weights of one row alone, as a vector, give numbers and no rows."""
        matrix = np.atleast_2d(weight)
        if matrix.shape[1] != self.shape(x)[-1]:
            self.refuse(
                f"its weights take {matrix.shape[1]} numbers, and it gets {self.shape(x)[-1]}"
            )
        found = self.builder.dense(x, self.constant(matrix))
        if bias is not None and bias.any():
            found = self.plus(found, bias.reshape(-1))
        return self.flat(found) if weight.ndim == 1 else found

    def flat(self, x: Ref) -> Ref:
        """All entries in one row: what NumPy calls ravel."""
        return self.builder.reshape(x, (size_of(self.shape(x)),))

    def column(self, x: Ref) -> Ref:
        """A number for each row as a column; rows stay as they are."""
        shape = self.shape(x)
        return self.builder.reshape(x, (*shape, 1)) if len(shape) == 1 else x

    def columns(self, x: Ref, index: Any) -> Ref:
        """Some columns of rows, in this order."""
        return gathered(self.builder, [x], places(self.shape(x))[:, index])

    def beside(self, parts: Sequence[Ref]) -> Ref:
        """Columns beside each other; raises `Unsupported` where nothing is left."""
        if not parts:
            self.refuse("no column is left")
        return self.builder.concat(list(parts), -1) if len(parts) > 1 else parts[0]


def _sklearn(kind: type) -> str:
    return kind.__name__ if kind.__module__.partition(".")[0] == "sklearn" else ""


def width(estimator: Any, method: str) -> int | None:
    """How many numbers a row has that this method takes; None where the estimator does not say."""
    if method == "inverse_transform":
        return _width_of_outputs(estimator)
    first = next((step for _, step in getattr(estimator, "steps", ()) if is_step(step)), estimator)
    return _whole(getattr(first, "n_features_in_", None))


def is_step(step: Any) -> bool:
    """Whether a step of a pipeline does something."""
    return step is not None and not (isinstance(step, str) and step == "passthrough")


def _width_of_outputs(estimator: Any) -> int | None:
    steps = getattr(estimator, "steps", None)
    if steps:
        done = [step for _, step in steps if is_step(step)]
        return _width_of_outputs(done[-1]) if done else None
    if hasattr(estimator, "get_support"):
        return int(estimator.get_support().sum()) if hasattr(estimator, "n_features_in_") else None
    if hasattr(estimator, "n_clusters_"):
        return int(estimator.n_clusters_)
    components = getattr(estimator, "components_", None)
    if components is not None:
        return int(components.shape[0])
    return _whole(getattr(estimator, "n_features_in_", None))


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
