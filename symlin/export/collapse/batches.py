"""What one layer may stand for: rows of a batch, each treated as if it were alone."""

from __future__ import annotations

from symlin.export.collapse.chains import Chain, Model, Proto
from symlin.reading.networks.onnx.files import array
from symlin.reading.networks.packages import onnx

LAYERS = frozenset(
    ("AveragePool", "BatchNormalization", "Conv", "ConvTranspose", "GlobalAveragePool")
)
"""These know the first axis as that of the batch."""
ENTRIES = frozenset(("Abs", "Clip", "Dropout", "Identity", "LeakyRelu", "Neg", "Relu"))
BROADCAST = frozenset(("Add", "Div", "Mul", "Sub"))


def is_one_row(model: Model, chain: Chain) -> bool:
    """Whether a batch of one goes in and comes out, which is what a Gemm on entries takes."""
    shapes = [model.shapes.get(name, ()) for name in (chain.source, chain.target)]
    return all(len(shape) > 1 and shape[0] == 1 for shape in shapes)


def keeps_rows(model: Model, chain: Chain) -> bool:
    """Whether every node is known to treat each row of a batch of any size alike.

    What was proved for one row then holds for all: a mean over the batch is no identity, although
    it does nothing to a batch of one.
    """
    return all(_keeps_rows(model, node) for node in chain.nodes)


def _keeps_rows(model: Model, node: Proto) -> bool:
    data = model.data_inputs(node)[0]
    rank, others = len(model.shapes.get(data, ())), [n for n in node.input if n and n != data]
    settings = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    first = node.input[0] == data and rank > 1
    match node.op_type:
        case kind if kind in LAYERS | ENTRIES:
            return first
        case kind if kind in BROADCAST:
            return rank > 1 and all(_has_one_row(model, name, rank) for name in others)
        case "Gemm":
            fits = all(_has_one_row(model, name, rank) for name in node.input[2:] if name)
            return first and not settings.get("transA", 0) and fits
        case "MatMul":
            return first and [len(model.shapes_of(name)) for name in others] == [2]
        case "Flatten":
            return first and settings.get("axis", 1) == 1
        case "Transpose":
            return first and settings.get("perm", (1,))[0] == 0
        case "Reshape":
            return first and not settings.get("allowzero", 0) and _asks_for_rows(model, node)
    return False


def _has_one_row(model: Model, name: str, rank: int) -> bool:
    """Whether a constant is the same for every row when it is broadcast."""
    if name not in model.initializers and not model.shapes.get(name):
        return False
    shape = model.shapes_of(name)
    return len(shape) < rank or (len(shape) == rank and shape[0] == 1)


def _asks_for_rows(model: Model, node: Proto) -> bool:
    """Whether the new shape begins with the old first size, or with whatever is left."""
    if node.input[1] not in model.initializers:
        return False
    sizes = array(model.initializers[node.input[1]], None).tolist()
    return len(sizes) > 1 and (sizes[0] == 0 or (sizes[0] == -1 and 0 not in sizes))
