"""Maps of tensors with exact weights, applied to terms without being expanded into formulas."""
