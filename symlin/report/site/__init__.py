"""The pages: one per operator, the questions, the comparison, the index."""
