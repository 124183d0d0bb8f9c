"""The search for certificates: clever, and not trusted. Everything it finds goes to the kernel."""
