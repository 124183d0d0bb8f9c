"""Functions in files, worked out in floats: nothing is shared with their reader."""
