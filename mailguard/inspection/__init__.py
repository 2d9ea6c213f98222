"""Mails looked through in a process that may die of it: the worker, and the engine's side."""
