"""From a network to claims about it."""
