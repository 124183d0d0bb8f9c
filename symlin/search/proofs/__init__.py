"""Proofs that facts exclude each other, and that a law holds."""
