"""Tables that are looked up; the table itself may be what is asked about."""

from __future__ import annotations

from symlin.reading.networks.torch.reading import ABSENT, Reading, Value, depends, torch
from symlin.reading.networks.torch.rules.products import move, reshape, shape_of
from symlin.reading.networks.torch.rules.reductions import amax, mean, summed
from symlin.reading.networks.torch.table import rule


@rule("embedding_bag.padding_idx", "embedding_bag.default")
def embedding_bag(
    r: Reading,
    weight: Value,
    indices: Value,
    offsets: Value,
    mode: int = 0,
    per_sample_weights: Value = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> list[Value]:
    """Rows of a table, bag by bag: their sum, their mean or their largest entries."""
    if depends((indices, offsets)):
        r.refuse("which rows are taken depends on the values of the input")
    flat = indices.reshape(-1)
    rows = move(r, "embedding.default", weight, flat)
    if per_sample_weights is not None:
        rows = r.multiply(rows, reshape(r, per_sample_weights, (-1, 1)))
    ends = offsets.tolist()[1:] if include_last_offset else [*offsets.tolist()[1:], len(flat)]
    counted = flat != (-1 if padding_idx is None else padding_idx)
    bags = []
    for start, end in zip(offsets.tolist(), ends, strict=False):
        chosen = counted[start:end].nonzero().reshape(-1) + start
        if len(chosen):
            bag = r.tensor(move(r, "index_select.default", rows, 0, chosen))
            bags.append((summed, mean, amax)[mode](r, bag, 0))
        else:  # a bag of nothing is 0, whatever is taken of it
            bags.append(r.tensor(torch.zeros(shape_of(rows)[1], dtype=torch.float64)))
    return [move(r, "stack.default", bags, 0), ABSENT, ABSENT, ABSENT]
