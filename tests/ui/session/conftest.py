"""A session of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.session.buses import Login, PrivateBus, private_bus


@pytest.fixture
def bus(qapp: QApplication) -> Iterator[PrivateBus]:
    """A message bus."""
    del qapp
    with private_bus() as bus:
        yield bus


@pytest.fixture
def login(bus: PrivateBus) -> Iterator[Login]:
    """systemd-logind on it."""
    login = Login(bus)
    yield login
    login.close()
