"""Whatever a caller hands over, made an operator."""
