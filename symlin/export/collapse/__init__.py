"""Where a model is linear without need, and the smaller model."""
