"""The room of operators on functions."""
