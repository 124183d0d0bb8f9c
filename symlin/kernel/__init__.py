"""The trusted kernel: exact terms, certificates and the checker.

It imports the standard library and python-flint only, searches for nothing, and raises
`Rejected` on the first step of a certificate that it cannot follow.
"""
