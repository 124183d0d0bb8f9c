"""Points at which a law may break."""
