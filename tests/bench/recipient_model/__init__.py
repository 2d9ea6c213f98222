"""Trains the recipient model from mail that was replayed, and says how well it does."""
