"""Benchmarks: symlin beside solvers, a computer algebra system and testers, on the same questions.

One run measures everything, on one machine, every question in a process of its own:

    python -m tests.benchmarks -o docs/benchmarks.md
"""
