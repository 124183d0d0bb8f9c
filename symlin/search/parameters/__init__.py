"""Conditions on parameters: cases, demands, plainer wordings."""
