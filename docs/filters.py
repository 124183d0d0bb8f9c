"""The functions that docs/how-to.md asks about."""

import numpy as np

KERNEL = [0.25, 0.5, 0.25]


def clip_soft(x, slope=0.1):
    """Keeps what lies between -1 and 1, and flattens the rest."""
    if x > 1:
        return 1 + slope * (x - 1)
    elif x < -1:
        return -1 + slope * (x + 1)
    return x


def mix(x):
    """A moving average, and the mean."""
    out = []
    for i in range(len(x) - 2):
        out.append(sum(w * v for w, v in zip(KERNEL, x[i : i + 3], strict=True)))
    out.append(np.mean(x))
    return out


def rectified(x):
    """Both halves of a signal, put together again."""
    positive, negative = np.maximum(x, 0), np.maximum(-x, 0)
    return positive - negative


def settle(x):
    """Halves until it is small."""
    while x > 1:
        x = x / 2
    return x
