"""What goes wrong around symlin, done on purpose: no crash, no lie, no half file."""
