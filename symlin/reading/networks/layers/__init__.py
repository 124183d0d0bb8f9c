"""Layers as nodes of a graph, for all readers: what they share beyond the builder's operations."""
