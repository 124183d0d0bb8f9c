"""Pictures of operators and of the law they break. Only here is matplotlib imported."""
