"""The application object: may be asked by the system whether it will quit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Refuses a wish of the system to quit while `may_quit` says no."""

    may_quit: Callable[[], bool] | None = None

    def event(self, event: QEvent) -> bool:
        is_wish = event.type() is QEvent.Type.Quit and event.spontaneous()
        if is_wish and self.may_quit is not None and not self.may_quit():
            event.ignore()
            return True
        return super().event(event)
