"""The icon in the tray: how many mails wait, and the way to everything else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from mailguard.domain.event import Summary
from mailguard.domain.state import OPEN_QUESTION, State
from mailguard.i18n import _
from ui.icons import tray_icon
from ui.wording import cards, entries

MOST = 8
"""Mails that the menu names; the list window has them all."""

_TROUBLES = frozenset({State.FAILED, State.UNCERTAIN})


class Tray(QObject):
    """Icon and menu.

    undone: The user wants the mail of that id back.
    review_wanted: The user wants to answer the question of that id.
    held: The user wants everything held (True), or mail to leave again.
    list_wanted, setup_wanted, learning_wanted, quit_wanted: What was chosen.
    """

    undone = Signal(str)
    review_wanted = Signal(str)
    held = Signal(bool)
    list_wanted = Signal()
    setup_wanted = Signal()
    learning_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu()
        self.icon = QSystemTrayIcon(tray_icon(0, trouble=False, held=False), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self._shown: tuple[object, ...] = ()
        self.show_state((), trouble=False, held=False)
        self.icon.show()

    @property
    def is_there(self) -> bool:
        """Whether this system has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def place(self) -> QRect:
        """Where the icon is; empty where the system does not say."""
        return self.icon.geometry() if self.is_there else QRect()

    def show_state(self, waiting: Sequence[Summary], *, trouble: bool, held: bool) -> None:
        """Show what waits, and whether something is wrong; `held`: nothing leaves."""
        lines = tuple((each.id, each.state, each.revision, each.release_at) for each in waiting)
        if (trouble, held, lines) == self._shown:
            return
        self._shown = (trouble, held, lines)
        is_wrong = trouble or any(each.state in _TROUBLES for each in waiting)
        self.icon.setIcon(tray_icon(len(waiting), trouble=is_wrong, held=held))
        held_tip = _("All mail is held.") if held else ""
        trouble_tip = _("Something needs your attention.") if is_wrong else ""
        tips = (entries.waiting(len(waiting)), held_tip, trouble_tip)
        self.icon.setToolTip("\n".join(filter(None, tips)))
        self._fill(waiting, held=held)

    def tell(self, title: str, text: str) -> None:
        """A notice of the system, which takes no focus."""
        self.icon.showMessage(title, text, self.icon.icon())

    def _fill(self, waiting: Sequence[Summary], *, held: bool) -> None:
        self.menu.clear()
        for summary in waiting[:MOST]:
            self._add_mail(summary)
        if waiting:
            self.menu.addSeparator()
        self._add_hold(held=held)
        self.menu.addAction(_("Show all mail…"), self.list_wanted.emit)
        self.menu.addAction(_("Accounts…"), self.setup_wanted.emit)
        self.menu.addAction(_("Learn from past mail…"), self.learning_wanted.emit)
        self.menu.addSeparator()
        self.menu.addAction(_("Quit MailGuard"), self.quit_wanted.emit)

    def _add_hold(self, *, held: bool) -> None:
        text = _("Let mail go again") if held else _("Hold all mail")
        self.menu.addAction(text, lambda: self.held.emit(not held))

    def _add_mail(self, summary: Summary) -> None:
        about = _short(cards.about(summary)).replace("&", "&&")
        if summary.state in OPEN_QUESTION:
            text = _("Review: {mail}").format(mail=about)
            self.menu.addAction(text, lambda: self.review_wanted.emit(summary.id))
        elif summary.undoable:
            text = _("Undo: {mail}").format(mail=about)
            self.menu.addAction(text, lambda: self.undone.emit(summary.id))
        else:
            action = self.menu.addAction(f"{about} ({entries.state(summary)})")
            action.setEnabled(False)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # a click opens; it never answers anything
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self.list_wanted.emit()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else line[:70] + "…"
