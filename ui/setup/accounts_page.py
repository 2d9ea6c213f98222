"""The accounts, and what may be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mailguard.domain.account import Auth
from mailguard.domain.command import AccountEntry
from mailguard.i18n import _
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.scroll_area import ScrollArea


class AccountsPage(QWidget):
    """One card an account.

    added: The user wants to add an account.
    entry_wanted: The user wants to see what to enter in the mail program, for this AccountEntry.
    tried: The user wants to try the account of that address.
    changed: The user wants to change this Account.
    password_wanted: The user wants to give the password of that address.
    removed: The user wants to remove the account of that address.
    learning_wanted: The user wants MailGuard to learn from past mail.
    """

    added = Signal()
    entry_wanted = Signal(object)
    tried = Signal(str)
    changed = Signal(object)
    password_wanted = Signal(str)
    removed = Signal(str)
    learning_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.cards: dict[str, QFrame] = {}
        self.add = Button(_("Add an account…"), role="primary")
        self.add.clicked.connect(self.added)
        self.learn = Button(_("Learn from past mail…"))
        self.learn.clicked.connect(self.learning_wanted)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self._lay_out()

    def _lay_out(self) -> None:
        area = ScrollArea()
        inner = area.column
        inner.addWidget(Label(_("Accounts"), rank="headline"))
        inner.addWidget(self.banner)
        inner.addLayout(self._list)
        inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addSpacing(2 * GRID)
        inner.addWidget(Label(_("Past mail"), rank="section"))
        inner.addWidget(Label(_("The more MailGuard knows of it, the less it asks."), rank="soft"))
        inner.addWidget(self.learn, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_accounts(self, entries: Sequence[AccountEntry]) -> None:
        """Show these accounts."""
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self.cards = {str(each.account.address): self._card(each) for each in entries}
        for card in self.cards.values():
            self._list.addWidget(card)

    def _card(self, entry: AccountEntry) -> QFrame:
        card = QFrame()
        card.setProperty("frame", "card")
        address = str(entry.account.address)
        card.setAccessibleName(address)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        layout.setSpacing(GRID // 2)
        layout.addWidget(Label(", ".join(map(str, entry.account.addresses)), rank="title"))
        layout.addWidget(Label(_server(entry), rank="soft"))
        for condition in entry.conditions:
            layout.addWidget(Label(f"{condition.sentence} {condition.remedy}", tone="warning"))
        what = Button(_("What to enter in the mail program"))
        what.clicked.connect(lambda: self.entry_wanted.emit(entry))
        layout.addSpacing(GRID // 2)
        layout.addWidget(what, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._buttons(entry, address))
        return card

    def _buttons(self, entry: AccountEntry, address: str) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setContentsMargins(0, GRID // 2, 0, 0)
        layout.setSpacing(GRID)
        deeds = [
            (_("Try it"), lambda: self.tried.emit(address)),
            (_("Change…"), lambda: self.changed.emit(entry.account)),
            (_("Remove…"), lambda: self.removed.emit(address)),
        ]
        if entry.account.server.auth is Auth.PASSWORD:
            deeds.insert(2, (_("Password…"), lambda: self.password_wanted.emit(address)))
        for text, deed in deeds:
            button = Button(text, role="link", name=f"{text} ({address})")
            button.clicked.connect(deed)
            layout.addWidget(button)
        layout.addStretch(1)
        return layout


def _server(entry: AccountEntry) -> str:
    server = entry.account.server
    return _("sends through {host}, port {port}").format(host=server.host, port=server.port)
