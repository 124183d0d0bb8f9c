"""Readers of models that people have: each makes a `Network`, and nothing else."""
