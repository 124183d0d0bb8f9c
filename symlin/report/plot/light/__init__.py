"""Pictures without a drawing library: as much of matplotlib's figures as is used, and SVG of it."""
