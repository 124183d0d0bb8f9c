"""Networks as graphs of tensors, with the names that their authors gave."""
