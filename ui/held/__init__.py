"""The list window: what waits, what became of the rest, and what is to be mended."""
