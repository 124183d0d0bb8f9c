"""One formula in three shapes: text, tree and term."""
