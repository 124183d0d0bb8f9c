"""From an operator to claims that the kernel has accepted, and the report that holds them."""
