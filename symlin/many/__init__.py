"""Many questions at once, through whatever executes them: here, in processes, on a cluster."""
