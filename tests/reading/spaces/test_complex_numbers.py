"""Complex numbers in real coordinates: formulas mean what Python and NumPy make of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import numpy as np
import pytest

from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.errors import InputError
from symlin.language.printing import term_to_text
from symlin.reading.parse import parse_operator
from symlin.reading.spaces.declare import given_spaces

Of = Callable[[Mapping[str, Any]], Any]
Made = tuple[str, Of]
SPACES = {"z": (), "w": (), "x": (2,), "y": (2,), "A": (2, 2)}
HEADER = "f(z: C, w: C, x: C^2, y: C^2, A: C^2x2) = "


def number(random: Random, depth: int) -> Made:
    """A complex number."""
    if depth == 0:
        return random.choice([
            ("z", lambda at: at["z"]), ("w", lambda at: at["w"]), ("I", lambda at: 1j),
            ("(2 - 3i)", lambda at: 2 - 3j), ("2", lambda at: 2),
        ])  # fmt: skip
    a, f = number(random, random.randrange(depth))
    b, g = number(random, random.randrange(depth))
    u, p = vector(random, random.randrange(depth))
    v, q = vector(random, random.randrange(depth))
    return random.choice([
        (f"({a} + {b})", lambda at: f(at) + g(at)),
        (f"({a} - {b})", lambda at: f(at) - g(at)),
        (f"({a}*{b})", lambda at: f(at) * g(at)),
        (f"({a}/(5 + ({b})))", lambda at: f(at) / (5 + g(at))),
        (f"conj({a})", lambda at: np.conj(f(at))),
        (f"re({a})", lambda at: np.real(f(at))),
        (f"im({a})", lambda at: np.imag(f(at))),
        (f"Abs({a})", lambda at: abs(f(at))),
        (f"|{a}|", lambda at: abs(f(at))),
        (f"({a})**2", lambda at: f(at) ** 2),
        (f"exp(i*re({a}))", lambda at: np.exp(1j * np.real(f(at)))),
        (f"log({a})", lambda at: np.log(complex(f(at)))),
        (f"arg({a})", lambda at: np.angle(complex(f(at)))),
        (f"sin({a}/9)", lambda at: np.sin(f(at) / 9)),
        (f"cos({a}/9)", lambda at: np.cos(f(at) / 9)),
        (f"sqrt({a})", lambda at: np.sqrt(complex(f(at)))),
        (f"dot({u}, {v})", lambda at: p(at) @ q(at)),
        (f"vdot({u}, {v})", lambda at: np.vdot(p(at), q(at))),
        (f"norm({u})", lambda at: np.linalg.norm(p(at))),
    ])  # fmt: skip


def vector(random: Random, depth: int) -> Made:
    """A vector of C^2."""
    if depth == 0:
        return random.choice([("x", lambda at: at["x"]), ("y", lambda at: at["y"])])
    a, f = number(random, random.randrange(depth))
    u, p = vector(random, random.randrange(depth))
    v, q = vector(random, random.randrange(depth))
    return random.choice([
        (f"({u} + {v})", lambda at: p(at) + q(at)),
        (f"({a}*{u})", lambda at: f(at) * p(at)),
        (f"conj({u})", lambda at: np.conj(p(at))),
        (f"(A*{u})", lambda at: at["A"] @ p(at)),
        (f"(A.T*{u})", lambda at: at["A"].T @ p(at)),
        (f"(conj(A.T)*{u})", lambda at: at["A"].conj().T @ p(at)),
        (f"(adjoint(A)*{u})", lambda at: at["A"].conj().T @ p(at)),
        (f"fft({u})", lambda at: np.fft.fft(p(at))),
        (f"ifft({u})", lambda at: np.fft.ifft(p(at))),
    ])  # fmt: skip


@pytest.mark.parametrize("seed", range(300))
def test_parts_are_those_of_python(seed: int) -> None:
    """A sign lost in a product of complex numbers would make conj(z) linear."""
    random = Random(seed)
    text, of = random.choice([number, vector])(random, random.choice([1, 2, 3]))
    operator = parse_operator(HEADER + text)
    numbers = np.random.default_rng(seed)
    for _ in range(2):
        at = {n: numbers.uniform(-2, 2, s) + 1j * numbers.uniform(-2, 2, s)
              for n, s in SPACES.items()}  # fmt: skip
        flat = [z for name in SPACES for z in np.ravel(at[name]).tolist()]
        point = dict(zip(operator.inputs, [p for z in flat for p in (z.real, z.imag)],
                         strict=True))  # fmt: skip
        expected = [
            p for z in np.ravel(of(at)).tolist() for p in (complex(z).real, complex(z).imag)
        ]
        program = Program(operator.outputs, Floats())
        found = program.pick(program.slots(point))
        assert operator.reference is not None
        second = [float(value) for value in operator.reference(point)]
        for left, right, other in zip(found, expected, second, strict=True):
            tolerance = 1e-7 * max(1, *map(abs, expected))
            assert abs(left - right) <= tolerance, text
            assert math.isnan(other) or abs(other - right) <= tolerance, text


OUTPUTS: Mapping[tuple[str, ...], list[str]] = {
    ("f(z: C) = 3i z",): ["-3*z_im", "3*z_re"],
    ("f(z: C) = 2j*z",): ["-2*z_im", "2*z_re"],
    ("f(z: C) = I*z",): ["-z_im", "z_re"],
    ("f(z: C) = conj(z)",): ["z_re", "-z_im"],
    ("conj(z)",): ["z_re", "-z_im"],
    ("re(z)",): ["z_re", "0"],
    ("f(z) = im(z)",): ["z_im", "0"],
    ("f(z: C; i) = i*z",): ["i*z_re", "i*z_im"],
    ("f(z: C) = e^z",): ["exp(z_re)*cos(z_im)", "exp(z_re)*sin(z_im)"],
    ("conj(i*z)",): ["-z_im", "-z_re"],
    ("f(z; w) = conj(w)*z",): ["w_re*z_re + w_im*z_im", "w_re*z_im - w_im*z_re"],
    ("f(z: C; t) = re(t*z)",): ["t*z_re", "0"],
    ("T(v: R^2) = re(v1)",): ["v1"],
    ("T(A: C^2x2) = conj(A_12)",): ["A12_re", "-A12_im"],
    ("T(x: R^2) = w*x", "w: C"): ["x1*w_re", "x1*w_im", "x2*w_re", "x2*w_im"],
}


@pytest.mark.parametrize("text", OUTPUTS, ids=" ".join)
def test_parts_of_what_is_written(text: tuple[str, ...]) -> None:
    """i is the imaginary unit where an input is complex, unless somebody has declared it."""
    operator = parse_operator(text[0], spaces=given_spaces(text[1:]))
    assert list(map(term_to_text, operator.outputs)) == OUTPUTS[text]


REFUSED = {
    "f(z: C) = max(z, 0)": "of real numbers",
    "f(z: C) = relu(z)": "of real numbers",
    "f(z: C) = z^(1/3)": "whole powers",
    "f(z: C) = 1 if z > 0 else 0": "only real numbers have an order",
    "f(z: C, t) = z*t": "some inputs are complex, and t is real",
    "f(A: C^2x2) = A'": "write A.T, or conj(A.T)",
    "3i + x": "f(z: C) = ...",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_formula_in_parts_is_refused(text: str) -> None:
    """A branch taken in silence would be another function."""
    with pytest.raises(InputError) as caught:
        parse_operator(text)
    assert REFUSED[text] in caught.value.message
