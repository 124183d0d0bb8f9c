"""What is asked about, among the arguments of a call: the rest is held fixed."""

from __future__ import annotations

from dataclasses import dataclass

from symlin.errors import InputError
from symlin.kernel.network.arrays import Shape


@dataclass(frozen=True, init=False)
class Input:
    """Stands for a tensor of real numbers, as in `args=(Input(1, 3, 4), keys, values)`."""

    shape: Shape
    name: str
    """Empty where the parameter of the call is the name."""

    def __init__(self, *shape: int, name: str = "") -> None:
        """Raises `InputError` where the shape is not made of whole numbers."""
        if any(type(n) is not int or n < 0 for n in shape):
            raise InputError(f"a shape is made of whole numbers, as in Input(1, 3, 4), not {shape}")
        object.__setattr__(self, "shape", tuple(shape))
        object.__setattr__(self, "name", name)
