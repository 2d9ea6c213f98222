"""Missing libraries are named by the packages that bring them."""

from __future__ import annotations

import sys

import pytest

from mailguard.examination.desktop import of_desktop

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux lacks them"
)


def lacks_cursor(library: str) -> None:
    if "cursor" in library:
        raise OSError(library)


def test_what_is_missing_is_named_with_the_command_that_brings_it() -> None:
    (condition,) = of_desktop({"DISPLAY": ":0"}, lacks_cursor)
    assert condition.id == "desktop-libraries"
    assert condition.remedy.endswith("sudo apt install libxcb-cursor0")


def test_nothing_is_missing_where_everything_loads() -> None:
    assert list(of_desktop({"WAYLAND_DISPLAY": "wayland-0"}, lambda _: None)) == []


def test_a_computer_without_a_display_needs_no_libraries() -> None:
    assert list(of_desktop({}, lacks_cursor)) == []
