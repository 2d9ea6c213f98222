"""Why a file, or something in it, is not read to its end."""

from __future__ import annotations

from mailguard.i18n import _


class UnreadError(Exception):
    """Its text is a sentence in which `{name}` stands for the file."""


def damaged() -> UnreadError:
    """What the file is made of does not fit together."""
    return UnreadError(_("“{name}” is damaged and could not be checked to its end."))


def too_large() -> UnreadError:
    """Reading it would take too much memory."""
    return UnreadError(_("“{name}” is too large to be checked to its end."))


def too_long() -> UnreadError:
    """There is more text than is kept."""
    return UnreadError(_("“{name}” is too long to be checked to its end."))


def too_many() -> UnreadError:
    """More files lie within than are read."""
    return UnreadError(_("“{name}” holds too many files to be checked to its end."))


def too_deep() -> UnreadError:
    """Too many archives lie in each other."""
    return UnreadError(_("“{name}” lies too deep in archives within archives to be checked."))


def swells() -> UnreadError:
    """More comes out of it than is unpacked."""
    return UnreadError(_("“{name}” unpacks to too much data to be checked to its end."))


def too_late() -> UnreadError:
    """Time was up."""
    return UnreadError(_("There was not enough time to check “{name}” to its end."))


def locked() -> UnreadError:
    """Nobody here knows the password."""
    return UnreadError(_("“{name}” needs a password and could not be checked."))


def oddly_packed() -> UnreadError:
    """The way it is packed is not supported, or wants too much memory."""
    return UnreadError(_("“{name}” is packed in a way that cannot be checked."))


def strange() -> UnreadError:
    """No reader knows such files."""
    return UnreadError(_("“{name}” is of a kind that cannot be looked into."))
