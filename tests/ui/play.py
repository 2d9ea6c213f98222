"""A whole desktop, with the test as its engine and, unless told otherwise, as its session."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.links import FakeEngineLink
from ui.desktop import Desktop
from ui.learning.past_mail import PastMail
from ui.session.watch import SessionWatch
from ui.theme import Theme


class Play:
    """A desktop and its engine."""

    def __init__(
        self,
        theme: Theme,
        session: SessionWatch | None = None,
        past_mail: PastMail | None = None,
        *,
        quiet: bool = True,
    ) -> None:
        self.link = FakeEngineLink()
        self.session = session or SessionWatch()
        past_mail = past_mail or PastMail()
        self.desktop = Desktop(self.link, theme, self.session, past_mail, quiet=quiet)
        self.desktop.start()

    def close(self) -> None:
        self.desktop.tray.icon.hide()
        self.desktop.tray.deleteLater()
        self.desktop.deleteLater()

    def tell(self, *events: object) -> None:
        for event in events:
            self.link.heard.emit(event)
        QApplication.processEvents()
