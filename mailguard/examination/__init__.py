"""The examination: looks for everything that keeps an installation from its work."""
