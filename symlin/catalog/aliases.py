"""What other libraries call an operator, with the arguments that they give it.

A table of them stands in the operator's own file. Names are compared without case and without
underscores; what stands before the last point tells the library, and with it the defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HARMLESS = "any"
"""The default of an argument that is True or False, and changes no number."""
NUMBER = "number"
"""The default of an argument that is a number, and changes no other."""
LEFT_OUT = "none"
"""The default of an argument that is not passed on where it is not given."""

SEVERAL = "..."
"""Any number of arguments, all of them inputs."""


@dataclass(frozen=True)
class Alias:
    """One way to write an operator elsewhere, and the formula or layer that it stands for.

    Alias("nn.LeakyReLU", "negative_slope=1/100, inplace=any", "leaky_relu(x, negative_slope)")
    """

    names: str
    """With their libraries, separated by blanks: "np.clip torch.clamp"; without a point: a name
    that belongs to no library."""
    takes: str = ""
    """The arguments in the library's order. One that has a default and does not occur in `means`
    must have that value; with the default `any` it changes no number, whatever it is."""
    means: str = ""
    """In symlin's language. Symbols that are no arguments are inputs: so layers are written."""
    instead: str = ""
    """Where there is no one meaning: what to write instead."""

    @property
    def shown(self) -> tuple[str, ...]:
        """How it is written in each library: "nn.LeakyReLU(negative_slope=1/100)"."""
        if self.instead:
            return ()
        kept = (part for part in self.takes.split(", ") if not part.endswith(f"={HARMLESS}"))
        takes = ", ".join(kept).replace(f"={NUMBER}", "").replace(f"={LEFT_OUT}", "")
        return tuple(f"{name}({takes})" for name in self.names.split())


FAMILIES: Mapping[str, tuple[str, ...]] = {
    "nn": ("nn",),
    "torch.nn": ("nn",),
    "F": ("F", "torch"),
    "nn.functional": ("F", "torch"),
    "torch.nn.functional": ("F", "torch"),
    "torch": ("torch", "F"),
    "torch.special": ("torch",),
    "torch.linalg": ("torch.linalg",),
    "np": ("np",),
    "numpy": ("np",),
    "np.linalg": ("np.linalg",),
    "numpy.linalg": ("np.linalg",),
    "jnp": ("jnp", "np"),
    "jax.numpy": ("jnp", "np"),
    "jax.nn": ("jax.nn",),
    "jax.lax": ("lax",),
    "lax": ("lax",),
    "flax.linen": ("jax.nn",),
    "tf": ("tf",),
    "tf.math": ("tf",),
    "tf.nn": ("tf",),
    "tensorflow": ("tf",),
    "tensorflow.math": ("tf",),
    "tensorflow.nn": ("tf",),
    "keras.activations": ("keras.activations",),
    "tf.keras.activations": ("keras.activations",),
    "tensorflow.keras.activations": ("keras.activations",),
    "keras.layers": ("keras.layers",),
    "layers": ("keras.layers",),
    "tf.keras.layers": ("keras.layers",),
    "tensorflow.keras.layers": ("keras.layers",),
    "scipy.special": ("scipy.special",),
    "special": ("scipy.special",),
    "jax.scipy.special": ("scipy.special",),
    "math": ("math",),
}
"""Where a name is looked up, by what stands before it."""


def folded(name: str) -> str:
    """The name as it is compared: lower case, without underscores and without its library."""
    return name.rpartition(".")[2].replace("_", "").lower()


def library(name: str) -> str:
    """What stands before the last point; "" for a name of no library."""
    return name.rpartition(".")[0]


def family(name: str) -> str:
    """The library that a name of a table is of, whichever of its parts it stands in."""
    prefix = library(name)
    return FAMILIES[prefix][0] if prefix else ""


def families(name: str) -> tuple[str, ...]:
    """The libraries to look in, the likeliest first; () for one that nobody knows.

    torch.nn has classes alone, which begin with a capital: nn.gelu(x) is Flax, and not exact.
    """
    prefix = library(name)
    if prefix == "nn" and name.rpartition(".")[2][:1].islower():
        return ("jax.nn",)
    return FAMILIES.get(prefix, ())
