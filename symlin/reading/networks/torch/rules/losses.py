"""Losses; torch writes the others out in terms of these and of arithmetic."""

from __future__ import annotations

from flint import fmpq

from symlin.reading.networks.formulas import formula
from symlin.reading.networks.torch.reading import ABSENT, Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.rules.attention import log_softmax
from symlin.reading.networks.torch.rules.products import move, shape_of
from symlin.reading.networks.torch.rules.reductions import reduced, summed
from symlin.reading.networks.torch.table import rule


def _difference(r: Reading, x: Value, target: Value) -> Traced:
    return r.combine((x, target), (1, -1))


@rule("l1_loss.default")
def l1_loss(r: Reading, x: Value, target: Value, reduction: int) -> Value:
    """|x - t|."""
    return reduced(r, r.map(_difference(r, x, target), formula("Abs(x)")), reduction)


@rule("mse_loss.default")
def mse_loss(r: Reading, x: Value, target: Value, reduction: int) -> Value:
    """(x - t)^2."""
    return reduced(r, r.map(_difference(r, x, target), formula("x**2")), reduction)


@rule("smooth_l1_loss.default")
def smooth_l1_loss(r: Reading, x: Value, target: Value, reduction: int, beta: float) -> Value:
    """Quadratic for differences below beta, then |x - t| - beta/2."""
    if beta == 0:
        return l1_loss(r, x, target, reduction)
    text = "Piecewise((x**2/(2*b), Abs(x) < b), (Abs(x) - b/2, True))"
    term = formula(text, b=r.number(beta))
    return reduced(r, r.map(_difference(r, x, target), term), reduction)


@rule("huber_loss.default")
def huber_loss(r: Reading, x: Value, target: Value, reduction: int, delta: float) -> Value:
    """Quadratic for differences up to delta, then delta (|x - t| - delta/2)."""
    text = "Piecewise((x**2/2, Abs(x) <= d), (d*(Abs(x) - d/2), True))"
    term = formula(text, d=r.number(delta))
    return reduced(r, r.map(_difference(r, x, target), term), reduction)


@rule("binary_cross_entropy.default")
def binary_cross_entropy(
    r: Reading, x: Value, target: Value, weight: Value, reduction: int
) -> Value:
    """-(t log x + (1 - t) log(1 - x)), of logarithms that are -100 at least."""
    first: Value
    second: Value
    if depends(x):
        first, second = (
            r.map(x, formula(f"Piecewise((-100, Eq(x, {end})), (Max({log}, -100), True))"))
            for end, log in ((0, "log(x)"), (1, "log(1 - x)"))
        )
    else:
        first, second = x.log().clamp(min=-100), (1 - x).log().clamp(min=-100)
    gain = r.combine((first, second), (1, -1)) if depends((first, second)) else first - second
    terms = r.combine((_times(r, target, gain), second), (-1, -1))
    return reduced(r, terms if weight is None else r.multiply(terms, weight), reduction)


def _times(r: Reading, a: Value, b: Value) -> Value:
    return r.multiply(a, b) if depends((a, b)) else a * b


@rule("soft_margin_loss.default")
def soft_margin_loss(r: Reading, x: Value, target: Value, reduction: int) -> Value:
    """log(1 + exp(-t x))."""
    return reduced(r, r.map(r.multiply(x, target), formula("log(1 + exp(-x))")), reduction)


@rule("poisson_nll_loss.default")
def poisson_nll_loss(
    r: Reading, x: Value, target: Value, log_input: bool, full: bool, eps: float, reduction: int
) -> Value:
    """exp(x) - t x, or x - t log(x + eps), with Stirling's formula for targets above 1."""
    if log_input:
        loss = r.combine((r.map(x, formula("exp(x)")), _times(r, target, x)), (1, -1))
    else:
        above = r.combine((x,), (1,), r.number(eps))
        loss = r.combine((x, _times(r, target, r.map(above, formula("log(x)")))), (1, -1))
    if full:
        # one formula: below 1, where logarithms need not have a value, nothing is added
        term = formula("Piecewise((0, x <= 1), (x*log(x) - x + log(2*pi*x)/2, True))")
        loss = r.combine((loss, r.map(target, term)), (1, 1))
    return reduced(r, loss, reduction)


@rule("kl_div.default")
def kl_div(r: Reading, x: Value, target: Value, reduction: int, log_target: bool) -> Value:
    """t (log t - x), and 0 where t is; or exp(t) (t - x)."""
    if log_target:
        share = r.map(target, formula("exp(x)")) if depends(target) else target.exp()
        return reduced(r, _times(r, share, _difference(r, target, x)), reduction)
    entropy: Value
    if depends(target):
        entropy = r.map(target, formula("Piecewise((0, Eq(x, 0)), (x*log(x), True))"))
    else:
        entropy = torch.xlogy(target, target)
    return reduced(r, r.combine((entropy, _times(r, target, x)), (1, -1)), reduction)


@rule("nll_loss_nd.default", "nll_loss.default", "nll_loss2d.default")
def nll_loss(
    r: Reading, x: Value, target: Value, weight: Value, reduction: int, ignore_index: int
) -> Value:
    """-x at the target's class, by the classes' weights; what is ignored counts nothing."""
    if depends(target):
        r.refuse("the classes depend on the values of the input")
    channel = 1 if len(shape_of(x)) > 1 else 0
    counted = target != ignore_index
    classes = torch.where(counted, target, 0)
    picked = move(r, "gather.default", x, channel, classes.unsqueeze(channel))
    values = move(r, "squeeze.dim", picked, channel)
    shares = counted.to(torch.float64)
    if weight is not None:
        shares = shares * weight[classes]
    terms = r.scaled(r.multiply(values, shares), -1)
    if reduction == 0:
        return terms
    total = summed(r, terms, None)
    if reduction == 2:
        return total
    over = shares.sum().item()
    if over == 0:
        r.refuse("a mean of nothing has no value")
    return r.scaled(total, fmpq(1) / r.number(over))


@rule("nll_loss_forward.default", "nll_loss2d_forward.default")
def nll_loss_forward(
    r: Reading, x: Value, target: Value, weight: Value, reduction: int, ignore_index: int
) -> list[Value]:
    """As decomposed programs write it."""
    return [nll_loss(r, x, target, weight, reduction, ignore_index), ABSENT]


@rule("cross_entropy_loss.default")
def cross_entropy(
    r: Reading,
    x: Value,
    target: Value,
    weight: Value,
    reduction: int,
    ignore_index: int,
    label_smoothing: float,
) -> Value:
    """-log softmax at the target's class, or weighted by the target's probabilities."""
    channel = 1 if len(shape_of(x)) > 1 else 0
    logs = log_softmax(r, x, channel) if depends(x) else torch.log_softmax(x, channel)
    if not depends(target) and not target.is_floating_point():
        return _of_classes(
            r, logs, target, weight, reduction, ignore_index, label_smoothing, channel
        )
    if label_smoothing:
        target = _smoothed(r, target, label_smoothing, shape_of(x)[channel])
    if weight is not None:
        shape = [-1, *(1,) * (len(shape_of(x)) - 1 - channel)]
        logs = _times(r, logs, weight.reshape(shape))
    terms = r.scaled(summed(r, _times(r, logs, target), channel), -1)
    return reduced(r, terms, reduction)


def _smoothed(r: Reading, target: Value, smoothing: float, count: int) -> Value:
    """Probabilities of classes, mixed with a part of the uniform ones."""
    if depends(target):
        parts = r.number(1 - smoothing), r.number(smoothing / count)
        return r.combine((target, 1), parts)
    return target * (1 - smoothing) + smoothing / count


def _of_classes(
    r: Reading,
    logs: Value,
    target: Value,
    weight: Value,
    reduction: int,
    ignore_index: int,
    smoothing: float,
    channel: int,
) -> Value:
    loss = nll_loss(r, logs, target, weight, reduction, ignore_index)
    if not smoothing:
        return loss
    count = logs.shape[channel]
    shape = [-1, *(1,) * (len(logs.shape) - 1 - channel)]
    weighted = logs if weight is None else r.multiply(logs, weight.reshape(shape))
    spread = r.scaled(summed(r, weighted, channel), -1)
    counted = (target != ignore_index).to(torch.float64)
    spread = r.multiply(spread, counted) if counted.dim() else spread
    total = spread
    if reduction:
        total = summed(r, spread, None)
    if reduction == 1:
        classes = torch.where(target != ignore_index, target, 0)
        shares = counted if weight is None else counted * weight[classes]
        total = r.scaled(total, fmpq(1) / r.number(shares.sum().item()))
    rest = fmpq(r.number(smoothing)) / count
    return r.combine((loss, total), (1 - r.number(smoothing), rest))


@rule("multi_margin_loss.default")
def multi_margin_loss(
    r: Reading, x: Value, target: Value, p: Value, margin: Value, weight: Value, reduction: int
) -> Value:
    """max(0, margin - x[t] + x[i])^p over the wrong classes i, over the number of classes."""
    if depends(target):
        r.refuse("the classes depend on the values of the input")
    rows = x if len(shape_of(x)) == 2 else move(r, "unsqueeze.default", x, 0)
    column = target.reshape(-1, 1)
    right = move(r, "gather.default", rows, 1, column)
    gap = r.combine((rows, right), (1, -1), r.number(margin))
    power = r.map(gap, formula("Max(x, 0)" if int(p) == 1 else "Max(x, 0)**2"))
    count = shape_of(rows)[1]
    shares = torch.ones(shape_of(rows), dtype=torch.float64).scatter(1, column, 0.0)
    if weight is not None:
        shares = shares * weight[column]
    total = summed(r, r.multiply(power, shares), 1)
    return reduced(r, r.scaled(total, fmpq(1) / r.number(float(count))), reduction)


@rule("multilabel_margin_loss.default")
def multilabel_margin_loss(r: Reading, x: Value, target: Value, reduction: int) -> Value:
    """max(0, 1 - x[j] + x[i]) over targets j and other classes i, over the number of classes."""
    if depends(target):
        r.refuse("the classes depend on the values of the input")
    flat = len(shape_of(x)) == 1
    rows = move(r, "unsqueeze.default", x, 0) if flat else x
    labels = (target.reshape(1, -1) if flat else target).tolist()
    count = shape_of(rows)[1]
    shares = torch.zeros(len(labels), count, count, dtype=torch.float64)
    for row, listed in enumerate(labels):
        chosen = listed[: listed.index(-1)] if -1 in listed else listed
        for j in chosen:
            for i in range(count):
                shares[row, j, i] += float(i not in chosen) / count
    of_target = move(r, "unsqueeze.default", rows, 2)
    of_other = move(r, "unsqueeze.default", rows, 1)
    gap = r.combine((of_other, of_target), (1, -1), 1)
    total = summed(r, r.multiply(r.map(gap, formula("Max(x, 0)")), shares), (1, 2))
    return reduced(r, move(r, "squeeze.dim", total, 0) if flat else total, reduction)
