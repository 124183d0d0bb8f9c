"""Where laws of networks may break."""
