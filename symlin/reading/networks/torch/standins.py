"""Layers that torch cannot export, written with what it can; the original stays what is compared.

Each is the same function: what it chooses by values is chosen by masks, or by no values at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from symlin.reading.networks.torch.reading import torch


@contextmanager
def stand_ins() -> Iterator[None]:
    """While torch traces."""
    nn = torch.nn
    table = (
        (nn.functional, "gaussian_nll_loss", gaussian_nll_loss),
        (nn.functional, "ctc_loss", ctc_loss),
        (nn.CrossMapLRN2d, "forward", cross_map_lrn),
        (nn.AdaptiveLogSoftmaxWithLoss, "forward", adaptive_log_softmax),
    )
    with ExitStack() as stack:
        for owner, name, function in table:
            stack.enter_context(mock.patch.object(owner, name, function))
        yield


def _reduced(loss: Any, reduction: str) -> Any:
    if reduction == "none":
        return loss
    return {"mean": torch.mean, "sum": torch.sum}[reduction](loss)


def gaussian_nll_loss(
    input: Any,
    target: Any,
    var: Any,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Any:
    """(log var + (x - t)^2/var)/2, of variances that are eps at least; none below 0."""
    if isinstance(var, float):
        var = var * torch.ones_like(input)
    if var.size() != input.size() and input.size()[:-1] == var.size():
        var = var.unsqueeze(-1)
    var = torch.where(var < 0, torch.sqrt(var), var).clamp(min=eps)
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    return _reduced(loss + 0.5 * math.log(2 * math.pi) if full else loss, reduction)


def cross_map_lrn(self: Any, input: Any) -> Any:
    """x (k + alpha/size S x^2)^-beta. Which channels count in S is as in torch's own loop, which
    leaves channel 0 in a sum that has moved on."""
    channels = input.size(1)
    reach = int((self.size - 1) / 2 + 1)
    row = [float(c < reach) for c in range(channels)]
    rows = [row]
    for c in range(1, channels):
        row = list(row)
        if c < channels - reach + 1:
            row[c + reach - 1] += 1
        if c > reach:
            row[c - reach] -= 1
        rows.append(row)
    counts = torch.tensor(rows, dtype=input.dtype)
    scale = torch.einsum("cd,ndhw->nchw", counts, input**2) * (self.alpha / self.size) + self.k
    return scale**-self.beta * input


def adaptive_log_softmax(self: Any, input_: Any, target_: Any) -> Any:
    """The logarithms of all classes' probabilities, and of these the targets'."""
    batch = input_ if target_.dim() else input_.unsqueeze(0)
    head = torch.log_softmax(self.head(batch), 1)
    parts = [head[:, : self.shortlist_size]]
    for place, tail in enumerate(self.tail):
        cluster = head[:, self.shortlist_size + place].unsqueeze(1)
        parts.append(torch.log_softmax(tail(batch), 1) + cluster)
    index = target_.reshape(-1, 1)
    output = torch.cat(parts, 1).gather(1, index).squeeze(1)
    loss = (-output).mean()
    result = torch.nn.modules.adaptive._ASMoutput
    return result(output if target_.dim() else output.squeeze(0), loss)


def ctc_loss(
    log_probs: Any,
    targets: Any,
    input_lengths: Any,
    target_lengths: Any,
    blank: int = 0,
    reduction: str = "mean",
    zero_infinity: bool = False,
) -> Any:
    """-log of the sum, over all ways to stretch the labels over the steps, of products of
    probabilities: one step after the other, for the labels with blanks between them."""
    batch = log_probs if log_probs.dim() == 3 else log_probs.unsqueeze(1)
    steps, lengths = (torch.as_tensor(n).reshape(-1) for n in (input_lengths, target_lengths))
    labels = _padded(targets, lengths)
    states = torch.full((len(labels), 2 * labels.size(1) + 1), blank)
    states[:, 1::2] = labels
    # a blank may be left out between two labels, unless they are the same
    skips = torch.zeros(states.shape, dtype=batch.dtype)
    skips[:, 2:] = ((states[:, 2:] != blank) & (states[:, 2:] != states[:, :-2])).to(batch.dtype)
    total = _paths(batch.exp(), states, skips, steps, lengths)
    again = (states[:, 3::2] == states[:, 1:-2:2]) & (
        torch.arange(1, labels.size(1)) < lengths.unsqueeze(1)
    )
    possible = lengths + again.sum(1) <= steps
    if zero_infinity:
        total = torch.where(possible, total, 1.0)
    loss = -torch.log(total)
    if reduction == "mean":
        return (loss / lengths.clamp(min=1)).mean()
    loss = loss if log_probs.dim() == 3 else loss.squeeze(0)
    return _reduced(loss, reduction)


def _padded(targets: Any, lengths: Any) -> Any:
    """Labels, a row for each of the batch; what stands behind a row's length is never reached."""
    if targets.dim() == 2:
        return targets.long()
    if len(lengths) == 1:
        return targets.long().unsqueeze(0)
    starts = torch.cumsum(lengths, 0) - lengths
    places = starts.unsqueeze(1) + torch.arange(len(targets))
    return targets.long()[places.clamp(max=len(targets) - 1)]


def _paths(probabilities: Any, states: Any, skips: Any, steps: Any, lengths: Any) -> Any:
    """The sum over all paths that end in the last label, or in the blank behind it."""
    place = torch.arange(states.size(1))
    begun = (place == 0) | ((place == 1) & (lengths.unsqueeze(1) > 0))
    reached = begun.to(skips.dtype) * probabilities[0].gather(1, states)
    for step in range(1, len(probabilities)):
        one = torch.nn.functional.pad(reached, (1, 0))[:, :-1]
        two = torch.nn.functional.pad(reached, (2, 0))[:, :-2]
        moved = (reached + one + skips * two) * probabilities[step].gather(1, states)
        reached = torch.where((step < steps).unsqueeze(1), moved, reached)
    ends = (place == 2 * lengths.unsqueeze(1)) | (place == 2 * lengths.unsqueeze(1) - 1)
    return (reached * ends.to(skips.dtype)).sum(1)
