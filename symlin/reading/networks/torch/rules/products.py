"""Products of matrices, dense and bilinear layers, einsum, sums along an axis that go on."""

from __future__ import annotations

import math
from collections.abc import Sequence

from symlin.reading.networks.torch.movements import moved
from symlin.reading.networks.torch.reading import Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.table import rule


def shape_of(value: Value) -> tuple[int, ...]:
    """The shape of a tensor, known or not."""
    return tuple(value.shape)


def move(r: Reading, name: str, *args: Value) -> Value:
    """A movement of torch's, of a tensor that may be known: `move(r, "transpose.int", x, 0, 1)`."""
    packet, overload = name.split(".")
    target = getattr(getattr(torch.ops.aten, packet), overload)
    return moved(r, target, args, {}) if depends(args) else target(*args)


def reshape(r: Reading, value: Value, shape: Sequence[int]) -> Value:
    """The same entries in another shape."""
    return move(r, "reshape.default", value, list(shape))


def permute(r: Reading, value: Value, axes: Sequence[int]) -> Value:
    """Axis i of the result is axis axes[i]."""
    return move(r, "permute.default", value, list(axes))


def transposed(r: Reading, value: Value) -> Value:
    """The last two axes the other way round."""
    return move(r, "transpose.int", value, -2, -1)


# ---- dense ----


@rule("linear.default")
def linear(r: Reading, x: Value, weight: Value, bias: Value) -> Value:
    """x W^T + b."""
    if len(shape_of(weight)) == 1:
        return biased(r, matmul(r, x, weight), bias)
    found = r.traced(r.builder.dense(r.ref(x), r.ref(weight)))
    return biased(r, found, bias)


def biased(r: Reading, x: Value, bias: Value) -> Value:
    """x + b, where there is a b."""
    return x if bias is None else r.combine((x, bias), (1, 1))


@rule("bilinear.default", "_trilinear_linear.default")
def bilinear(r: Reading, input1: Value, input2: Value, weight: Value, bias: Value) -> Value:
    """For each output k, x1 W_k x2 + b_k."""
    outputs, rows, columns = shape_of(weight)
    flat = reshape(r, weight, (outputs * rows, columns))
    if not depends(input1):  # the first one into the weights: what is left is a dense layer
        input1, input2 = input2, input1
        flat = reshape(r, permute(r, weight, (0, 2, 1)), (outputs * columns, rows))
        rows, columns = columns, rows
    if depends(input2):
        half = r.traced(r.builder.dense(r.ref(input2), r.ref(flat)))
    else:
        half = torch.nn.functional.linear(input2, flat)
    lead = shape_of(input2)[:-1]
    split = reshape(r, half, (*lead, outputs, rows))
    product = r.multiply(reshape(r, input1, (*lead, 1, rows)), split)
    return biased(r, r.traced(r.builder.sum(product.ref, (-1,))), bias)


# ---- products of matrices ----


@rule("mm.default", "bmm.default", "matmul.default", "mv.default", "dot.default")
def matmul(
    r: Reading,
    x: Value,
    other: Value = None,
    mat2: Value = None,
    vec: Value = None,
    tensor: Value = None,
) -> Value:
    """The product of the last two axes; a vector is a row on the left, a column on the right."""
    second = next(v for v in (other, mat2, vec, tensor) if v is not None)
    a, b = x, second
    rows, columns = len(shape_of(a)) == 1, len(shape_of(b)) == 1
    if rows:
        a = reshape(r, a, (1, *shape_of(a)))
    if columns:
        b = reshape(r, b, (*shape_of(b), 1))
    found = product(r, a, b)
    shape = list(shape_of(found))
    if columns:
        del shape[-1]
    if rows:
        del shape[len(shape) - (0 if columns else 1) - 1]
    return reshape(r, found, shape)


def product(r: Reading, a: Value, b: Value) -> Value:
    """The product of matrices, the axes before broadcast; one weight for all is a dense layer."""
    if not depends((a, b)):
        return torch.matmul(a, b)
    if not depends(b) and len(shape_of(b)) == 2:
        return r.traced(r.builder.dense(r.ref(a), r.ref(b.t())))
    if not depends(a) and len(shape_of(a)) == 2:
        return transposed(r, r.traced(r.builder.dense(r.ref(transposed(r, b)), r.ref(a))))
    return r.traced(r.builder.matmul(r.ref(a), r.ref(b)))


@rule("addmm.default", "addmv.default", "baddbmm.default", "addbmm.default")
def addmm(
    r: Reading,
    x: Value,
    beta: Value,
    alpha: Value,
    mat1: Value = None,
    mat2: Value = None,
    mat: Value = None,
    vec: Value = None,
    batch1: Value = None,
    batch2: Value = None,
) -> Value:
    """beta x + alpha A B."""
    if "addbmm" in r.place.op.split("."):
        r.refuse("write torch.bmm and a sum")
    left, right = [v for v in (mat1, mat, batch1, mat2, vec, batch2) if v is not None]
    return r.combine((x, matmul(r, left, right)), (r.number(beta), r.number(alpha)))


@rule("outer.default", "ger.default")
def outer(r: Reading, x: Value, vec2: Value) -> Value:
    """Each entry of one times each entry of the other."""
    return r.multiply(reshape(r, x, (-1, 1)), reshape(r, vec2, (1, -1)))


# ---- einsum ----


@rule("einsum.default")
def einsum(r: Reading, equation: str, tensors: Sequence[Value], path: Value = None) -> Value:
    """Sums of products over named axes, two operands at a time."""
    parts, output = _letters(equation.replace(" ", ""), [len(shape_of(t)) for t in tensors])
    pending = [_diagonal(r, t, p) for t, p in zip(tensors, parts, strict=True)]
    first, letters = pending[0]
    for place, (second, others) in enumerate(pending[1:], 1):
        later = set(output).union(*(set(p) for _, p in pending[place + 1 :]))
        first, letters = _pair(r, first, letters, second, others, later)
    first, letters = _summed(r, first, letters, set(output))
    return permute(r, first, [letters.index(c) for c in output])


def _letters(equation: str, ranks: Sequence[int]) -> tuple[list[str], str]:
    """The letters of the operands and of the result; those of an ellipsis are invented."""
    left, _, right = equation.partition("->")
    parts = left.split(",")
    free = [chr(c) for c in range(0x100, 0x140)]
    dots = [n - len(p) + 3 for p, n in zip(parts, ranks, strict=True) if "..." in p]
    most = max(dots, default=0)
    found = [
        p.replace("...", "".join(free[most - (n - len(p) + 3) : most]))
        for p, n in zip(parts, ranks, strict=True)
    ]
    if "->" not in equation:
        plain = left.replace("...", "").replace(",", "")
        right = "..." + "".join(sorted(c for c in set(plain) if plain.count(c) == 1))
    return found, right.replace("...", "".join(free[:most]))


def _diagonal(r: Reading, value: Value, letters: str) -> tuple[Value, str]:
    """A letter that stands twice runs along a diagonal."""
    for c in letters:
        while letters.count(c) > 1:
            first = letters.index(c)
            second = letters.index(c, first + 1)
            value = move(r, "diagonal.default", value, 0, first, second)
            letters = letters[:first] + letters[first + 1 : second] + letters[second + 1 :] + c
    return value, letters


def _summed(r: Reading, value: Value, letters: str, wanted: set[str]) -> tuple[Value, str]:
    axes = [i for i, c in enumerate(letters) if c not in wanted]
    if not axes:
        return value, letters
    kept = "".join(c for c in letters if c in wanted)
    if not depends(value):
        return value.sum(axes), kept
    return r.traced(r.builder.sum(r.ref(value), axes)), kept


def _pair(
    r: Reading, a: Value, left: str, b: Value, right: str, later: set[str]
) -> tuple[Value, str]:
    """The product of two operands, summed over what only they have."""
    a, left = _summed(r, a, left, later | set(right))
    b, right = _summed(r, b, right, later | set(left))
    # an axis of size 1 meets one of another size by broadcasting: repeated, it is like any other
    sizes: dict[str, int] = {}
    for value, letters in ((a, left), (b, right)):
        for c, n in zip(letters, shape_of(value), strict=True):
            sizes[c] = max(sizes.get(c, 1), n)
    a = move(r, "expand.default", a, [sizes[c] for c in left])
    b = move(r, "expand.default", b, [sizes[c] for c in right])
    batch = [c for c in left if c in right and c in later]
    inner = [c for c in left if c in right and c not in later]
    rows = [c for c in left if c not in right]
    columns = [c for c in right if c not in left]
    count = [math.prod(sizes[c] for c in group) for group in (batch, rows, inner, columns)]
    lead = [count[0]] if batch else []
    first = permute(r, a, [left.index(c) for c in (*batch, *rows, *inner)])
    second = permute(r, b, [right.index(c) for c in (*batch, *inner, *columns)])
    found = product(
        r,
        reshape(r, first, [*lead, count[1], count[2]]),
        reshape(r, second, [*lead, count[2], count[3]]),
    )
    letters = "".join((*batch, *rows, *columns))
    return reshape(r, found, [sizes[c] for c in letters]), letters


# ---- along one axis, by a matrix ----


def along_axis(r: Reading, x: Value, dim: int, matrix: Value) -> Traced:
    """A matrix applied along one axis."""
    rank = len(shape_of(x))
    order = [a for a in range(rank) if a != dim % rank] + [dim % rank]
    found = r.builder.dense(r.builder.permute(r.ref(x), order), r.ref(matrix))
    return r.traced(r.builder.permute(found, [order.index(a) for a in range(rank)]))


@rule("cumsum.default")
def cumsum(r: Reading, x: Value, dim: int) -> Traced:
    """Sums of the entries so far."""
    if not shape_of(x):
        return r.tensor(x)
    size = shape_of(x)[dim]
    return along_axis(r, x, dim, torch.ones(size, size, dtype=torch.float64).tril())
