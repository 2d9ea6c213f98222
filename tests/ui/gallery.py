"""Renders every window to PNG files, to be looked at: python -m tests.ui.gallery FOLDER."""

from __future__ import annotations
