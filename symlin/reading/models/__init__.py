"""Pipelines and networks, as layers with exact weights."""
