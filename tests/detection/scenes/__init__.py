"""Mails with a past: what went before each is played, and learned, before it is looked at.

Each module tells of some checks: mails in which something is wrong, and mails that only look so.
"""
