"""Columns of windows put back into an image, where they overlap added up."""

from __future__ import annotations

from symlin.kernel.network.arrays import size_of
from symlin.reading.networks.layers.scattering import summed_at
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Numbers, Value
from symlin.reading.networks.packages import np


@operator("Col2Im")
def _col2im(call: Call) -> Value:
    image, block = call.ints(1, "the image's shape"), call.ints(2, "the block's shape")
    rank = len(image)
    ones = [1] * rank
    strides, dilations = call.attribute("strides") or ones, call.attribute("dilations") or ones
    pads = call.attribute("pads") or [0] * (2 * rank)
    batch, columns, count = call.shape()
    call.fits(image)
    # the place of every tap of every window, axis by axis: (taps, windows) along each
    at, numbers = np.zeros((1, 1), dtype=np.int64), []
    inside = np.ones((1, 1), dtype=bool)
    for axis in range(rank):
        n, w, s, d = image[axis], block[axis], strides[axis], dilations[axis]
        windows = (n + pads[axis] + pads[axis + rank] - d * (w - 1) - 1) // s + 1
        place = np.arange(w)[:, None] * d + np.arange(windows)[None, :] * s - pads[axis]
        at = _outer(at * n, place)
        inside = _outer(inside, (place >= 0) & (place < n), times=True)
        numbers.append(windows)
    if size_of(numbers) != count or columns % size_of(block):
        call.wrong(f"{list(call.shape())} is no stack of windows on {image}")
    channels, size = columns // size_of(block), size_of(image)
    planes = np.arange(batch * channels)[:, None, None] * size
    targets = np.where(inside, planes + at, -1)
    shape = call.fits((batch, channels, *image))
    return call.result(summed_at(call.builder, call.ref(0), targets, shape))


def _outer(a: Numbers, b: Numbers, *, times: bool = False) -> Numbers:
    """Sums, or products, of the entries of two tables, row by row and column by column."""
    first, second = a[:, None, :, None], b[None, :, None, :]
    found = first & second if times else first + second
    return found.reshape(a.shape[0] * b.shape[0], a.shape[1] * b.shape[1])
