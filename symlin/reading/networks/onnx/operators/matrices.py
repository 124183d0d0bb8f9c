"""Products of matrices. Weights that are known stay the matrix of a dense layer."""

from __future__ import annotations

from typing import Any

from symlin.language.network.builder import Ref
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import moved
from symlin.reading.networks.onnx.operators.arithmetic import folded
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np


def turned(call: Call, value: Value) -> Value:
    """The last two axes exchanged."""
    return moved(call, [value], lambda arrays, _: np.swapaxes(arrays[0], -1, -2))


@operator("MatMul")
def _matmul(call: Call) -> Value:
    a, b = call.values()
    if all(isinstance(v, Known) and v.type.kind in "iu" for v in (a, b)):
        call.wrong("a product of matrices of whole numbers is not read")
    return call.result(_product(call, a, b))


def _product(call: Call, a: Value, b: Value) -> Ref:
    """Matrices in the last two axes; a vector is a row on the left, a column on the right."""
    builder = call.builder
    if not a.shape or not b.shape:
        call.wrong("a number is no matrix")
    if a.shape[-1] != b.shape[-2 if len(b.shape) > 1 else 0]:
        call.wrong(f"matrices of shapes {list(a.shape)} and {list(b.shape)} do not fit")
    if len(b.shape) == 2 and isinstance(b, Known):
        return builder.dense(call.node(a), call.node(turned(call, b)))
    if len(a.shape) == 2 and isinstance(a, Known) and len(b.shape) >= 2:
        # (A X)^T = X^T A^T: A is the matrix of a dense layer, as it is
        found = builder.dense(call.node(turned(call, b)), call.node(a))
        return call.node(turned(call, call.result(found)))
    left = a.shape if len(a.shape) > 1 else (1, *a.shape)
    right = b.shape if len(b.shape) > 1 else (*b.shape, 1)
    first, second = builder.reshape(call.node(a), left), builder.reshape(call.node(b), right)
    found = builder.matmul(first, second)
    shape = list(builder.shape(found))
    if len(b.shape) == 1:
        shape.pop()
    if len(a.shape) == 1:
        shape.pop(-2 if len(b.shape) > 1 else -1)
    return builder.reshape(found, shape)


@operator("Gemm")
def _gemm(call: Call) -> Value:
    a, b = call.value(0), call.value(1)
    if len(a.shape) != 2 or len(b.shape) != 2:
        call.wrong("needs two matrices")
    if call.attribute("transA", 0):
        a = turned(call, a)
    if call.attribute("transB", 0):
        b = turned(call, b)
    found = call.builder.scale(_product(call, a, b), call.exact("alpha", 1.0))
    if call.has(2):
        shape = call.builder.shape(found)
        if np.broadcast_shapes(shape, call.shape(2)) != shape:
            call.wrong(f"a bias of shape {list(call.shape(2))} does not fit {list(shape)}")
        bias = call.builder.scale(call.ref(2), call.exact("beta", 1.0))
        found = arithmetic.add(call.builder, found, bias)
    return call.result(found)


# ---- sums over letters ----


@operator("Einsum")
def _einsum(call: Call) -> Value:
    equation = call.attribute("equation", "").replace(" ", "")
    terms, output = _letters(call, equation)
    kept = set(output)
    ref, letters = _simplified(call, call.value(0), terms[0], kept.union(*terms[1:]))
    for number in range(1, len(terms)):
        needed = kept.union(*terms[number + 1 :])
        other, more = _simplified(call, call.value(number), terms[number], needed | set(letters))
        ref, letters = _contracted(call, (ref, letters), (other, more), needed)
    found = _summed(call, ref, letters, kept)
    order = [found[1].index(c) for c in output]
    return call.result(call.builder.permute(found[0], order))


def _letters(call: Call, equation: str) -> tuple[list[str], str]:
    """The letters of each input and of the output; an ellipsis becomes capital letters."""
    left, arrow, output = equation.partition("->")
    terms = left.split(",")
    if len(terms) != len(call.inputs):
        call.wrong(f"the equation {equation!r} has {len(terms)} terms")
    widths = [
        len(v.shape) - len(t.replace("...", "")) for v, t in zip(call.values(), terms, strict=True)
    ]
    most = max((w for w, t in zip(widths, terms, strict=True) if "..." in t), default=0)
    free = [c for c in map(chr, range(0x100, 0x180)) if c not in equation][:most]
    expanded = [
        t.replace("...", "".join(free[most - w :] if w else ""))
        for t, w in zip(terms, widths, strict=True)
    ]
    if not arrow:
        once = [c for c in "".join(expanded) if c not in free]
        output = "..." + "".join(sorted(c for c in set(once) if once.count(c) == 1))
    return expanded, output.replace("...", "".join(free))


def _simplified(call: Call, value: Value, term: str, needed: set[str]) -> tuple[Ref, str]:
    """Repeated letters are a diagonal; letters that nothing else needs are summed over."""
    letters = "".join(dict.fromkeys(term))

    def diagonal(a: Any) -> Any:
        return np.einsum(a, [letters.index(c) for c in term], list(range(len(letters))))

    if len(letters) < len(term):
        value = moved(call, [value], lambda arrays, _: diagonal(arrays[0]).copy())
    return _summed(call, call.node(value), letters, needed)


def _summed(call: Call, ref: Ref, letters: str, needed: set[str]) -> tuple[Ref, str]:
    axes = [a for a, c in enumerate(letters) if c not in needed]
    if axes:
        ref = call.builder.sum(ref, axes)
    return ref, "".join(c for c in letters if c in needed)


def _contracted(
    call: Call, a: tuple[Ref, str], b: tuple[Ref, str], needed: set[str]
) -> tuple[Ref, str]:
    """One product of matrices: letters of both that stay, of the first, of the second, and those
    that are summed over."""
    builder = call.builder
    both = [c for c in a[1] if c in b[1] and c in needed]
    inner = [c for c in a[1] if c in b[1] and c not in needed]
    left = [c for c in a[1] if c not in b[1]]
    right = [c for c in b[1] if c not in a[1]]
    sizes = {
        c: n for ref, letters in (a, b) for c, n in zip(letters, builder.shape(ref), strict=True)
    }

    def arranged(part: tuple[Ref, str], rows: list[str], columns: list[str]) -> Ref:
        order = [part[1].index(c) for c in (*both, *rows, *columns)]
        permuted = builder.permute(part[0], order)
        return builder.reshape(permuted, (size(both), size(rows), size(columns)))

    def size(chosen: list[str]) -> int:
        return int(np.prod([sizes[c] for c in chosen], dtype=int))

    found = builder.matmul(arranged(a, left, inner), arranged(b, inner, right))
    letters = both + left + right
    return builder.reshape(found, [sizes[c] for c in letters]), "".join(letters)


# ---- sums of what comes before ----


@operator("CumSum")
def _cumsum(call: Call) -> Value:
    shape = call.shape()
    axis = call.axis(call.ints(1, "the axis")[0], len(shape))
    whole = isinstance(call.value(0), Known) and call.type().kind in "iu"
    done = folded(call, lambda a, _: np.cumsum(a, axis)) if whole else None
    if done and not call.attribute("exclusive", 0) and not call.attribute("reverse", 0):
        return done
    n = shape[axis]
    call.fits((n, n))
    before = np.tril(np.ones((n, n), dtype=np.float64), -1 if call.attribute("exclusive", 0) else 0)
    matrix = call.node(Known(before.T.copy() if call.attribute("reverse", 0) else before))
    builder = call.builder
    order = [a for a in range(len(shape)) if a != axis] + [axis]
    found = builder.dense(builder.permute(call.ref(0), order), matrix)
    return call.result(builder.permute(found, [order.index(a) for a in range(len(shape))]))
