# ruff: noqa: B905, E731, PLR0917, PLR1730, RUF007, UP033  # as their authors write it
"""Numeric helpers as they stand in packages: read by symlin, and called by the tests to judge it.

Each is written as its authors would write it; SHAPES, at the end, says which of its arguments
are vectors or matrices.
"""

import functools
import math
from math import exp, hypot, pi, sqrt

import numpy as np

ROTATION = np.array([[0.0, -1.0], [1.0, 0.0]])
KERNEL = [0.25, 0.5, 0.25]
EPS = 1e-8
BREAKS = (0.0, 1.0, 3.0)
SLOPES = (1.0, 2.0, 0.5)


# ---- scalars ----


def celsius_to_fahrenheit(c):
    return c * 9 / 5 + 32


def fahrenheit_to_kelvin(f):
    """Via Celsius."""
    c = (f - 32) * 5 / 9
    return c + 273.15


def lerp(a, b, t=0.25):
    return a + (b - a) * t


def inverse_lerp(x, lo=0.0, hi=4.0):
    if lo == hi:
        return 0.0
    return (x - lo) / (hi - lo)


def clamp(value, lo=-1.0, hi=1.0):
    return max(lo, min(hi, value))


def smoothstep(x):
    t = clamp(x, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def sign(x):
    if x > 0:
        return 1
    if x < 0:
        return -1
    return 0


def soft_threshold(x, lam=0.5):
    if x > lam:
        return x - lam
    elif x < -lam:
        return x + lam
    else:
        return 0.0


def dead_zone(x, *, width=0.1):
    return x if abs(x) > width else 0.0


def huber(r, delta=1.0):
    a = abs(r)
    if a <= delta:
        return 0.5 * r**2
    return delta * (a - 0.5 * delta)


def leaky(x, alpha=0.01):
    return x if x >= 0 else alpha * x


def hard_sigmoid(x):
    return max(0.0, min(1.0, 0.2 * x + 0.5))


def wrap_degrees(angle):
    return (angle + 180) % 360 - 180


def to_radians(deg):
    return deg * pi / 180.0


def degrees_twice(x):
    return math.degrees(math.radians(x))


def logistic(x):
    if x >= 0:
        z = exp(-x)
        return 1 / (1 + z)
    z = exp(x)
    return z / (1 + z)


def softplus_difference(x):
    return math.log1p(exp(x)) - math.log1p(exp(-x))


def relu_difference(x):
    pos = x if x > 0 else 0
    neg = -x if x < 0 else 0
    return pos - neg


def safe_divide(num, den):
    if den == 0:
        return 0.0
    return num / den


def reciprocal_sum(a, b):
    return 1.0 / (1.0 / a + 1.0 / b)


def geometric_mean(a, b):
    return sqrt(a * b)


def round_half_up(x):
    return math.floor(x + 0.5)


def quantize(x, step=0.25):
    return round(x / step) * step


def floor_to(x, base=5):
    return base * math.floor(x / base)


def piecewise_tax(income):
    tax = 0.0
    previous = 0.0
    for limit, rate in ((10.0, 0.1), (40.0, 0.2), (100.0, 0.3)):
        if income > limit:
            tax += (limit - previous) * rate
            previous = limit
        else:
            tax += (income - previous) * rate
            return tax
    return tax + (income - previous) * 0.4


def polynomial(x, coefficients=(1.0, 0.0, 2.0)):
    result = 0.0
    for c in reversed(coefficients):
        result = result * x + c
    return result


def horner_line(x):
    acc = 0
    for c in [0, 3]:
        acc = acc * x + c
    return acc


def compound(principal, years=3, rate=0.05):
    for _ in range(years):
        principal *= 1 + rate
    return principal


def depreciate(value, periods=4):
    schedule = []
    for _ in range(periods):
        loss = value / 4
        schedule.append(loss)
        value -= loss
    return schedule


def running_average(new, old=2.0, weight=0.9):
    return weight * old + (1 - weight) * new


def pid_step(error, previous, integral, kp=1.2, ki=0.1, kd=0.05, dt=0.5):
    integral = integral + error * dt
    derivative = (error - previous) / dt
    return kp * error + ki * integral + kd * derivative


def triangle_wave(t):
    phase = t % 1.0
    return 4 * phase - 1 if phase < 0.5 else 3 - 4 * phase


def is_inside(x, y):
    return x * x + y * y <= 1


def count_true(x):
    return (x > 0) + (x > 1) + (x > 2)


def between(x, lo=0, hi=2):
    return x if lo <= x < hi else 0


def distance(x1, y1, x2=0.0, y2=0.0):
    return hypot(x1 - x2, y1 - y2)


def manhattan(dx, dy):
    return abs(dx) + abs(dy)


def swap_sorted(a, b):
    if a > b:
        a, b = b, a
    return b - a


def min_plus_max(a, b):
    return min(a, b) + max(a, b)


def median_of_three(a, b, c):
    return a + b + c - min(a, b, c) - max(a, b, c)


def middle(a, b, c):
    return sorted((a, b, c))[1]


def quadratic_root(b, c):
    disc = b * b - 4 * c
    if disc < 0:
        raise ValueError("no real root")
    return (-b + math.sqrt(disc)) / 2


def bisect_once(lo, hi):
    mid = (lo + hi) / 2
    return (mid, hi) if mid < 0 else (lo, mid)


def kinetic(m, v):
    return m * v**2 / 2


def ideal_gas(n, t, *, r=8.314):
    return n * r * t


def normal_pdf(x, mu=0.0, sigma=1.0):
    z = (x - mu) / sigma
    return exp(-z * z / 2) / (sigma * sqrt(2 * pi))


def sinc(x):
    return 1.0 if x == 0 else math.sin(pi * x) / (pi * x)


def sine_sum(x):
    return math.sin(x) ** 2 + math.cos(x) ** 2 + 3 * x - 1


def log_ratio(x):
    return math.log(exp(2 * x)) + math.log(exp(x))


def cube_then_root(x):
    return math.copysign(abs(x), x)


def to_int(x):
    return int(x)


def fraction_part(x):
    whole = math.trunc(x)
    return x - whole


def divisions(x):
    q, r = divmod(x, 3)
    return 3 * q + r


def parity_switch(x, n=4):
    total = 0
    for i in range(n):
        if i % 2 == 0:
            total += x
        else:
            total -= x / 2
    return total


@functools.lru_cache(maxsize=None)
def cached_scale(x):
    return 2.5 * x


def composed(x):
    def inner(v, k=3):
        return v * k

    return inner(x) + inner(x, k=-1)


def apply_twice(x):
    double = lambda v: v + v
    return double(double(x))


def early_return(x):
    for k in range(5):
        if x < k:
            return k - x
    return 0


def collatz_step(x):
    return x / 2 if x % 2 == 0 else 3 * x + 1


def clip_soft(x):
    y = abs(x)
    if y < 1:
        return x
    return x / y


def normalise_angle(x):
    while x > pi:
        x -= 2 * pi
    return x


def interpolate(x):
    y = 0.0
    for k in range(len(BREAKS)):
        lo = BREAKS[k]
        hi = BREAKS[k + 1] if k + 1 < len(BREAKS) else math.inf
        y += SLOPES[k] * (min(x, hi) - lo) if x > lo else 0.0
    return y


# ---- vectors ----


def mean(x):
    return sum(x) / len(x)


def demean(x):
    return x - np.mean(x)


def standardise(x):
    return (x - x.mean()) / (x.std() + EPS)


def l2_normalise(x):
    norm = np.sqrt(np.sum(x**2))
    return x / max(norm, 1e-12)


def moving_average(x, window=2):
    out = []
    for i in range(len(x) - window + 1):
        out.append(sum(x[i : i + window]) / window)
    return out


def convolve_same(x):
    n = len(x)
    out = np.zeros(n)
    for i in range(n):
        for j, w in enumerate(KERNEL):
            k = i + j - 1
            if 0 <= k < n:
                out[i] += w * x[k]
    return out


def first_difference(x):
    return np.diff(x)


def cumulative(x):
    return np.cumsum(x)


def running_max(x):
    best = -np.inf
    out = []
    for v in x:
        if v > best:
            best = v
        out.append(best)
    return out


def rotate(x):
    return ROTATION @ x


def dot(x, y):
    return x @ y


def cross_with_z(x):
    z = [0.0, 0.0, 1.0]
    return [
        x[1] * z[2] - x[2] * z[1],
        x[2] * z[0] - x[0] * z[2],
        x[0] * z[1] - x[1] * z[0],
    ]


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def relu_layer(x):
    return np.maximum(x, 0)


def split_relu(x):
    return np.maximum(x, 0) - np.maximum(-x, 0)


def dense(x):
    w = np.array([[1.0, 2.0, 0.0], [0.5, -1.0, 3.0]])
    b = np.array([1.0, -1.0])
    return w @ x + b


def pool(x):
    return x.reshape(2, 2).max(axis=1)


def average_pool(x):
    return x.reshape(2, 2).mean(axis=1)


def every_second(x):
    return x[::2] + x[1::2]


def reverse(x):
    return x[::-1]


def pad(x):
    return np.concatenate([np.zeros(1), x, np.zeros(1)])


def replace_negative(x):
    y = x.copy()
    for i in range(len(y)):
        if y[i] < 0:
            y[i] = 0
    return y


def inplace_scale(x):
    x *= 2
    x[1:] += x[:-1]
    return x


def where_abs(x):
    return np.where(x > 0, x, -x)


def masked_sum(x):
    return sum(v for v in x if v > 0)


def weighted(x, weights=(0.1, 0.2, 0.3, 0.4)):
    return sum(w * v for w, v in zip(weights, x))


def polynomial_features(x):
    return [v * w for i, v in enumerate(x) for w in x[i:]]


def norm_one(x):
    return np.linalg.norm(x, 1)


def norm_two(x):
    return np.linalg.norm(x)


def largest(x):
    return max(x)


def span(x):
    return max(x) - min(x)


def sort_up(x):
    return np.sort(x)


def sum_sorted(x):
    return sum(sorted(x))


def trimmed_mean(x):
    return np.mean(np.sort(x)[1:-1])


def clip_all(x):
    return np.clip(x, -1, 1)


def trace(A):
    return sum(A[i, i] for i in range(2))


def symmetric_part(A):
    return (A + A.T) / 2


def determinant(A):
    (a, b), (c, d) = A
    return a * d - b * c


def matvec(A, x):
    return [sum(a * b for a, b in zip(row, x)) for row in A]


def column_means(A):
    return A.mean(axis=0)


def commutator(A):
    B = np.array([[0.0, 1.0], [1.0, 0.0]])
    return A @ B - B @ A


def exponential_smoothing(x, alpha=0.5):
    level = x[0]
    for v in x[1:]:
        level = alpha * v + (1 - alpha) * level
    return level


def argmax_value(x):
    return x[np.argmax(x)]


def variance(x):
    return np.var(x)


def any_negative(x):
    if any(v < 0 for v in x):
        return 0.0
    return np.sum(x)


def break_at_negative(x):
    total = 0.0
    for v in x:
        if v < 0:
            break
        total += v
    return total


def log_sum_exp(x):
    m = np.max(x)
    return m + np.log(np.sum(np.exp(x - m)))


def alias_write(x):
    y = x
    y[0] = 0
    return x.sum()


def view_write(x):
    tail = x[1:]
    tail[0] = x[0]
    return x


def list_copy(x):
    y = list(x)
    y[0] = 5.0
    return y[0] + x[0]


def outer_row(x):
    return np.outer(x, [1.0, 2.0])


def affine_broadcast(x):
    return x[:, None] + np.ones(2)


def lookup(x):
    return np.interp(x, [0, 1, 3], [0.0, 2.0, 1.0])


def cubic(x):
    return np.polyval([1, 0, -2, 3], x)


def smoothed(x):
    return np.convolve(x, [1, 2, 1], mode="same")


def valid_part(x):
    return np.convolve(x, [1.0, -1.0], "valid")


def weighted_mean(x):
    return np.average(x, weights=[1, 2, 3, 4])


def tiled(x):
    return np.tile(x, 2) + np.repeat(x, 2)


def squeezed(x):
    return np.squeeze(x[None, :]) - np.expand_dims(x, 1)[..., 0]


def masked(x):
    y = x.copy()
    y[y < 0] = 0
    y[x > 1] *= 2
    return y


def recursive_filter(x):
    y = np.empty_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = 0.5 * x[i] + 0.5 * y[i - 1]
    return y


def selected(x):
    return np.select([x < 0, x > 1], [0 * x, 2 * x - 1], default=x)


def crossed(x, y):
    return np.cross(x, y)


def area(x):
    total = 0.0
    for a, b in zip(x, x[1:]):
        total += (a + b) / 2
    return total


def log_add(x):
    return np.logaddexp(x, 0) - np.logaddexp(-x, 0)


def upper(x):
    return np.triu(np.outer(x, [1, 2, 3])) + np.tril(np.outer(x, [1.0, 1, 1]))


def two_columns(x):
    return np.column_stack([x, 2 * x])


def checked(x):
    if isinstance(x, (list, tuple, np.ndarray)):
        return 0
    if not isinstance(x, float):
        raise TypeError("a number")
    return 2 * x


def rounded(x):
    return np.round(x, 1)


def mode_of(x, mode="abs"):
    if mode in ("abs", "size"):
        return abs(x)
    return x


def first_and_rest(x):
    first, *rest = x
    return first - sum(rest)


def nan_safe(x):
    return np.where(np.isnan(x), 0.0, x)


def product_of_all(x):
    return functools.reduce(lambda a, b: a * b, x)


SHAPES = {
    "smoothed": {"x": 5},
    "valid_part": {"x": 4},
    "weighted_mean": {"x": 4},
    "tiled": {"x": 2},
    "squeezed": {"x": 3},
    "masked": {"x": 3},
    "recursive_filter": {"x": 4},
    "selected": {"x": 2},
    "crossed": {"x": 3, "y": 3},
    "area": {"x": 4},
    "log_add": {"x": 2},
    "upper": {"x": 3},
    "two_columns": {"x": 2},
    "first_and_rest": {"x": 3},
    "nan_safe": {"x": 2},
    "product_of_all": {"x": 3},
    "mean": {"x": 4},
    "demean": {"x": 4},
    "standardise": {"x": 4},
    "l2_normalise": {"x": 3},
    "moving_average": {"x": 4},
    "convolve_same": {"x": 5},
    "first_difference": {"x": 5},
    "cumulative": {"x": 4},
    "running_max": {"x": 4},
    "rotate": {"x": 2},
    "dot": {"x": 2, "y": 2},
    "cross_with_z": {"x": 3},
    "softmax": {"x": 4},
    "relu_layer": {"x": 4},
    "split_relu": {"x": 4},
    "dense": {"x": 3},
    "pool": {"x": 4},
    "average_pool": {"x": 4},
    "every_second": {"x": 6},
    "reverse": {"x": 4},
    "pad": {"x": 4},
    "replace_negative": {"x": 4},
    "inplace_scale": {"x": 4},
    "where_abs": {"x": 4},
    "masked_sum": {"x": 4},
    "weighted": {"x": 4},
    "polynomial_features": {"x": 4},
    "norm_one": {"x": 3},
    "norm_two": {"x": 3},
    "largest": {"x": 3},
    "span": {"x": 3},
    "sort_up": {"x": 3},
    "sum_sorted": {"x": 3},
    "trimmed_mean": {"x": 5},
    "clip_all": {"x": 4},
    "trace": {"A": (2, 2)},
    "symmetric_part": {"A": (2, 2)},
    "determinant": {"A": (2, 2)},
    "matvec": {"A": (2, 2), "x": 2},
    "column_means": {"A": (2, 3)},
    "commutator": {"A": (2, 2)},
    "exponential_smoothing": {"x": 3},
    "argmax_value": {"x": 4},
    "variance": {"x": 4},
    "any_negative": {"x": 4},
    "break_at_negative": {"x": 3},
    "log_sum_exp": {"x": 3},
    "alias_write": {"x": 3},
    "view_write": {"x": 3},
    "list_copy": {"x": 3},
    "outer_row": {"x": 3},
    "affine_broadcast": {"x": 3},
}
