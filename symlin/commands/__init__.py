"""What a person or a test suite calls: arguments, exit codes, terminals; no mathematics."""
