"""What every test of a window needs: no display, a theme, a language."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from mailguard import i18n
from tests.ui import catalogue
from tests.ui.links import FakeLink
from ui.theme import Scheme, Theme

_OFFSCREEN_CANNOT = (
    "This plugin does not support raise()",
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support grabbing the keyboard",
    "This plugin does not support setting window masks",
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a display says what it cannot do; everything else fails a test."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(*_OFFSCREEN_CANNOT))


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """A visible window must not be left to the garbage collector: Qt does not survive it."""
    yield
    for window in qapp.topLevelWidgets():
        window.hide()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test speaks English unless it says otherwise."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def japanese() -> None:
    """This test speaks Japanese."""
    catalogue.use("ja")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme."""
    theme = Theme(Scheme.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def link() -> FakeLink:
    """A connection to no engine."""
    return FakeLink()
