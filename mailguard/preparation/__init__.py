"""Preparation: what leaves, by all the actions that were asked for."""
