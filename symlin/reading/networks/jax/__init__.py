"""Functions of jax, read off the jaxpr that jax itself makes of them."""
