"""Boxes from two numbers, arrays, .npz and .vnnlib files; and what is refused, in words."""

from __future__ import annotations

import io
import os
import re
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from flint import fmpq

from symlin.errors import InputError
from symlin.kernel.network.domain import Ends
from symlin.reading.networks.boxes import read_box

SHAPES = {"x": (1, 3)}
TWO = {"x": (2,), "y": (2, 2)}
OLD = """; one property
(declare-const X_0 Real)
(declare-const X_1 Real)
(declare-const X_2 Real)
(declare-const Y_0 Real)
(declare-const Y_1 Real)
(assert (<= X_0 0.1)) (assert (>= X_0 -1e-1))
(assert (and (<= -2 X_1) (>= 3.5 X_1)))
(assert (or (and (= X_2 (- 4)))))
(assert (<= Y_0 Y_1))
"""
NEW = """(vnnlib-version <2.0>)
(declare-network N
  (declare-input A Real [2])
  (declare-input B float32 [2, 2])
  (declare-output Y Real [1, 5]))
(assert (and (<= A[0] 1.0) (>= A[0] (/ 1 3))))
(assert (== B[1, 0] 2))
(assert (or (<= Y[0,0] Y[0,1]) (<= Y[0,2] Y[0,1])))
"""


def rows(box: Any, shapes: Any = SHAPES) -> dict[str, list[Ends]]:
    domain = read_box(box, shapes).domain
    return {name: list(row) for name, row in domain.ends.items()}


def test_two_numbers_are_the_ends_of_all_entries() -> None:
    """Decimals where they are written; floats are the dyadic numbers that they are."""
    assert rows("-1,1") == {"x": [(-1, 1)]}
    assert rows(" 1/2 , 0.7", TWO) == {
        "x": [(fmpq(1, 2), fmpq(7, 10))],
        "y": [(fmpq(1, 2), fmpq(7, 10))],
    }
    assert rows("0,inf") == {"x": [(0, None)]} and rows("-inf, 1e2") == {"x": [(None, 100)]}
    assert rows((0.1, Fraction(2, 3))) == {"x": [(fmpq(*(0.1).as_integer_ratio()), fmpq(2, 3))]}
    assert rows((0, float("inf"))) == {"x": [(0, None)]}
    assert rows(None) == {}


def test_arrays_have_an_end_for_each_entry() -> None:
    assert rows(([0, 1, 2], [[1, 1, 2]])) == {"x": [(0, 1), (1, 1), (2, 2)]}
    assert rows((0, [1, 2, 3])) == {"x": [(0, 1), (0, 2), (0, 3)]}
    assert rows(({"x": 0}, {"y": 5}), TWO) == {"x": [(0, None)] * 2, "y": [(None, 5)] * 4}


def test_npz_files_hold_arrays_of_numbers(tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    file = tmp_path / "box.npz"
    numpy.savez(file, lower=numpy.float32([0.1, 0, 0]), upper=numpy.array([1, 2, numpy.inf]))
    low = fmpq(*float(numpy.float32(0.1)).as_integer_ratio())
    assert rows(str(file)) == {"x": [(low, 1), (0, 2), (0, None)]}
    numpy.savez(file, **{"x.lower": numpy.zeros(2), "y.upper": numpy.ones((2, 2))})
    assert rows(file, TWO) == {"x": [(0, None)] * 2, "y": [(None, 1)] * 4}
    for arrays in ({"low": [1]}, {"lower": [1 + 2j], "upper": [1]}, {"lower": ["a"], "upper": [1]}):
        numpy.savez(file, **{name: numpy.array(array) for name, array in arrays.items()})
        with pytest.raises(InputError, match=r"box\.npz"):
            rows(file)
    numpy.savez(file, lower=numpy.array([{}], dtype=object), upper=numpy.zeros(1))
    with pytest.raises(InputError, match="arrays of numbers"):  # which would be a pickle
        rows(file)
    file.write_bytes(b"PK\3\4 no archive")
    with pytest.raises(InputError, match="arrays of numbers"):
        rows(file)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "prop.vnnlib"
    file.write_text(text, encoding="utf-8")
    return file


def npz(file: Path, header: bytes, data: bytes, times: int = 1) -> Path:
    """A file of NumPy's with the arrays lower and upper, packed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("lower.npy", "upper.npy"):
            with packed.open(name, "w", force_zip64=True) as part:
                part.write(header)
                for _ in range(times):
                    part.write(data)
    return file


def header_of(shape: tuple[int, ...]) -> bytes:
    np, buffer = pytest.importorskip("numpy"), io.BytesIO()
    np.lib.format.write_array_header_1_0(
        buffer, {"descr": "<f8", "fortran_order": False, "shape": shape}
    )
    return buffer.getvalue()


def test_a_packed_file_is_not_unpacked_beyond_the_input(tmp_path: Path) -> None:
    """A megabyte of packed zeros is a gigabyte, and a header may say any shape."""
    bomb = npz(tmp_path / "bomb.npz", header_of((10**7,)), bytes(1 << 20), 80)
    with pytest.raises(InputError, match=r"lower\.npy in bomb\.npz has more entries"):
        rows(str(bomb))
    liar = npz(tmp_path / "liar.npz", header_of((10**13,)), bytes(24))
    with pytest.raises(InputError, match=r"liar\.npz is no \.npz file"):
        rows(str(liar))


@pytest.mark.parametrize("suffix", [".npz", ".vnnlib"])
def test_a_device_without_an_end_and_a_pipe_are_no_boxes(tmp_path: Path, suffix: str) -> None:
    """/dev/zero was read until the memory ended, and nobody would have opened the pipe."""
    (tmp_path / f"zero{suffix}").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / f"pipe{suffix}")
    for name in ("zero", "pipe"):
        with pytest.raises(InputError, match="is no file"):
            rows(str(tmp_path / f"{name}{suffix}"))


@pytest.mark.parametrize("damage", [(b"PK", b"KP"), (b"NUMPY", b"NUMPI"), (b"<f8", b"|O8")])
def test_damaged_files_of_arrays_are_refused_in_words(
    tmp_path: Path, damage: tuple[bytes, bytes]
) -> None:
    """Whoever packs and whoever reads arrays have errors of their own for each kind of damage."""
    np = pytest.importorskip("numpy")
    file = tmp_path / "box.npz"
    np.savez(file, lower=[0.0] * 3, upper=[1.0] * 3)
    file.write_bytes(file.read_bytes().replace(*damage))
    with pytest.raises(InputError, match=r"box\.npz is no \.npz file"):
        rows(str(file))
    np.save(file, np.zeros(3))
    (tmp_path / "box.npz.npy").rename(file)
    with pytest.raises(InputError, match=r"box\.npz is no \.npz file"):
        rows(str(file))


def test_properties_of_both_versions_say_where_inputs_lie(tmp_path: Path) -> None:
    found = read_box(written(tmp_path, OLD), SHAPES)
    tenth = fmpq(1, 10)
    assert list(found.domain.ends["x"]) == [(-tenth, tenth), (-2, fmpq(7, 2)), (-4, -4)]
    assert found.notes and "outputs are left out" in found.notes[0]
    found = read_box(written(tmp_path, NEW), TWO)
    free = (None, None)
    assert list(found.domain.ends["x"]) == [(fmpq(1, 3), 1), free]
    assert list(found.domain.ends["y"]) == [free, free, (2, 2), free]


def test_the_tightest_of_several_bounds_counts(tmp_path: Path) -> None:
    text = "(assert (<= X_0 3)) (assert (<= X_0 2)) (assert (<= X_0 5)) (assert (>= X_0 1))"
    found = read_box(written(tmp_path, text), SHAPES)
    assert found.domain.ends["x"][0] == (1, 2) and found.notes == ()


REFUSED = {
    "(assert (<= X_0 X_1))": "not (<= X_0 X_1)",
    "(assert (< X_0 1))": "only bounds",
    "(assert (or (<= X_0 1) (<= X_1 1)))": "about 2 boxes",
    "(assert (<= (* 2 X_0) 1))": "only bounds",
    "(assert (or (and (<= X_0 1) (< X_1 1)) (and (<= X_0 2))))": "only bounds",
    "(assert (<= X_3 1))": "3 input entries",
    "(assert (<= Z 1))": "not declared",
    "(declare-const X_0 Real)(assert (<= X_0 1))": "has 1 inputs, the network has 3",
    "(assert (<= X_0 1)": "parenthesis open",
    "(assert (<= X_0 1)))": "not open",
    "(assert (<= X_0 1)) (assert (>= X_0 2))": "above the upper one at entry 0 of x: 2 > 1",
    "(define-fun f)": "define-fun",
    "(declare-network N (declare-input A Real [4]))": "A has the shape [4]",
    "(declare-network N (declare-input A Real [3]) (declare-input B Real [3]))": "no input for B",
    "(declare-network N (declare-input A Real [3])) (assert (<= A[3] 1))": "no entry",
    "(declare-network N (declare-input A Real [3])) (assert (<= A 1))": "no entry",
    "(declare-network N) (declare-network M)": "several networks",
    "(declare-network N (declare-output A Real [3]))": "declares 0 inputs",
    "(" * 100_000: "parenthesis open",
    "(assert " * 50_000 + ")" * 50_000: "not declared",
    "(assert " + "(- " * 50_000 + "X_0" + ")" * 50_001: "only bounds",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_anything_but_bounds_of_inputs_is_named(tmp_path: Path, text: str) -> None:
    """A condition that is left out without a word would be another question."""
    with pytest.raises(InputError, match=re.escape(REFUSED[text])):
        rows(written(tmp_path, text))


WORDS: dict[str, tuple[Any, str]] = {
    "one number": ("1,", "no number"),
    "three numbers": ("1,2,3", "3 numbers"),
    "a word": ("a,b", "'a' is no number"),
    "a division by 0": ("1/0,2", "divides by 0"),
    "ends the wrong way": ("1,-1", "above the upper one: 1 > -1"),
    "NaN": ((float("nan"), 1), "NaN"),
    "NaN as text": ("nan,1", "no number"),
    "infinite below": ((float("inf"), None), "no number"),
    "infinity for a lower end": ("inf,inf", "no number"),
    "a huge exponent": ("0,1e99999", "no number"),
    "too few entries": (([0, 1], 2), "lower ends of x are 2, its entries 3"),
    "a boolean": ((True, 2), "is a number"),
    "an object": ((object(), 2), "is a number"),
    "another file": ("box.txt", "not box.txt"),
    "another input": (({"z": 1}, {}), "no input is called z"),
    "a number": (5, "two numbers"),
}


@pytest.mark.parametrize("name", WORDS)
def test_what_is_no_box_is_refused_in_words(name: str) -> None:
    box, message = WORDS[name]
    with pytest.raises(InputError, match=message):
        rows(box)


def test_arrays_for_several_inputs_are_named() -> None:
    with pytest.raises(InputError, match="the inputs are x, y"):
        rows(([0, 1], [1, 2]), TWO)


def test_a_missing_file_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match=r"nowhere\.vnnlib"):
        rows("nowhere.vnnlib")
    with pytest.raises(OSError, match=r"nowhere\.npz"):
        rows("nowhere.npz")


CASES = """(vnnlib-version <2.0>)
(declare-network N (declare-input X float32 [2]) (declare-output Y float32 [1]))
(assert (<= X[1] 5)) (assert (>= X[1] 0))
(assert (or (and (<= X[0] 1) (>= X[0] 0) (<= Y[0] 3))
            (and (<= X[0] 3) (>= X[0] 2) (<= X[1] 4))
            (and (>= X[0] 0) (<= X[0] 1.0) (>= Y[0] 4))))
"""


def test_of_several_boxes_in_a_file_one_has_to_be_chosen(tmp_path: Path) -> None:
    """What holds on one need not hold on another, and nobody asked about all that is between."""
    file, shapes = tmp_path / "many.vnnlib", {"x": (2,)}
    file.write_text(CASES)
    with pytest.raises(InputError, match=r"about 2 boxes, and one is asked about: say which"):
        rows(file, shapes)
    assert rows(f"{file}:1", shapes) == {"x": [(0, 1), (0, 5)]}
    assert rows(f"{file}:2", shapes) == {"x": [(2, 3), (0, 4)]}
    assert read_box(f"{file}:2", shapes).notes[0] == "box 2 of the 2 in the file"
    for number, words in (("3", "has no box 3"), ("0", "has no box 0"), ("a", "a box is two num")):
        with pytest.raises(InputError, match=words):
            rows(f"{file}:{number}", shapes)


def test_a_box_that_is_repeated_beside_every_condition_on_outputs_is_one_box(
    tmp_path: Path,
) -> None:
    """So are many files of competitions written."""
    file = tmp_path / "same.vnnlib"
    bounds = "".join(f"(<= X_{i} 1) (>= X_{i} {i})" for i in (0, 1))
    names = "".join(f"(declare-const {n} Real)" for n in ("X_0", "X_1", "Y_0"))
    both = f"(assert (or (and {bounds} (<= Y_0 1)) (and (>= Y_0 3) {bounds})))"
    file.write_text(names + both)
    assert rows(file, {"x": (2,)}) == {"x": [(0, 1), (1, 1)]}
    # a choice within a choice, or a second one, says of no box which it is
    for more in (f"(and {bounds} (or (<= X_0 0) (>= X_1 1)))", "(<= X_0 0)"):
        file.write_text(
            names + f"(assert (or (<= X_1 0) (<= X_1 2))) (assert (or (<= X_0 1) {more}))"
        )
        with pytest.raises(InputError, match="only bounds of single input entries are read"):
            rows(file, {"x": (2,)})
