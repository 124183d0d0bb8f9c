"""Graphs of tensors: what networks are, their exact values, and laws read off their structure."""
