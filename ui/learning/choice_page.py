"""What to learn from: mail programs' folders that were found, and files the user names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from mailguard.domain.learning import MailFolder, Wish
from mailguard.i18n import N_, _
from ui.learning.account_card import AccountCard
from ui.learning.chosen import Chosen
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.scroll_area import ScrollArea

_WHY = N_(
    "MailGuard then knows whom you write to, and asks less. It reads the mail on this computer, "
    "keeps no text and no subject of it, and sends nothing anywhere."
)
_KINDS = N_("Files or folders of mail (mbox, Maildir, .eml), and address books (vCard, LDIF, CSV).")


class ChoicePage(QWidget):
    """Nothing is chosen until the user chooses it.

    wished: The user wants it to learn from this Wish.
    refused: The user does not want to be asked again.
    left: The user does not want to learn from anything now.
    """

    wished = Signal(object)
    refused = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: tuple[MailFolder, ...] | None = None
        self.accounts: list[AccountCard] = []
        self.chosen: list[Chosen] = []
        self.banner = Banner("warning")
        self.state = Label(rank="soft")
        self.files = Button(_("Choose files…"))
        self.folder = Button(_("Choose a folder…"))
        self.refuse = Button(_("Do not offer this again"), role="link")
        self.later = Button(_("Not now"))
        self.learn = Button(_("Learn"), role="primary")
        self.learn.setDefault(True)
        self._account_list, self._chosen_list = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self._connect()
        self._follow()

    def _lay_out(self) -> None:
        area = ScrollArea()
        inner = area.column
        inner.addWidget(Label(_("Learn from past mail"), rank="headline"))
        inner.addWidget(Label(_(_WHY), rank="soft"))
        inner.addWidget(self.banner)
        inner.addSpacing(GRID)
        inner.addWidget(Label(_("Thunderbird on this computer"), rank="section"))
        inner.addWidget(self.state)
        inner.addLayout(self._account_list)
        inner.addSpacing(GRID)
        inner.addWidget(Label(_("Other mail, and address books"), rank="section"))
        inner.addWidget(Label(_(_KINDS), rank="soft"))
        inner.addLayout(self._chosen_list)
        inner.addLayout(_row(self.files, self.folder, None))
        inner.addStretch(1)
        for cards in (self._account_list, self._chosen_list):
            cards.setSpacing(GRID)
        buttons = _row(self.refuse, None, self.later, self.learn)
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.files.clicked.connect(lambda: self._choose(QFileDialog.FileMode.ExistingFiles))
        self.folder.clicked.connect(lambda: self._choose(QFileDialog.FileMode.Directory))
        self.learn.clicked.connect(lambda: self.wished.emit(self.wish))
        self.refuse.clicked.connect(self.refused)
        self.later.clicked.connect(self.left)

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        return Wish(self._paths(is_sent=True), self._paths(is_sent=False))

    def start(self, *, may_refuse: bool) -> None:
        """Begin anew; `may_refuse`: it would be offered again otherwise."""
        self.banner.say()
        self.refuse.setVisible(may_refuse)
        for each in [*self.chosen]:
            self._remove(each)
        if self._found is None:
            self.state.say(_("Looking for its folders…"))
        for tick in (tick for card in self.accounts for tick in card.ticks.values()):
            tick.setChecked(False)

    def show_found(self, folders: Sequence[MailFolder]) -> None:
        """Show these folders; what is ticked stays so if they are the same."""
        self.state.say("" if folders else _("No mail of Thunderbird was found."))
        if tuple(folders) == self._found:
            return
        self._found = tuple(folders)
        for card in self.accounts:
            card.hide()
            card.deleteLater()
        accounts: dict[tuple[str, str], list[MailFolder]] = {}
        for each in folders:
            accounts.setdefault((each.profile, each.account), []).append(each)
        self.accounts = [AccountCard(each, self._theme) for each in accounts.values()]
        for card in self.accounts:
            card.changed.connect(self._follow)
            self._account_list.addWidget(card)
        self._follow()

    def add(self, paths: Iterable[str]) -> None:
        """Add files or folders that the user chose."""
        for path in paths:
            if any(each.path == path for each in self.chosen):
                continue
            row = Chosen(path, self._theme)
            row.removed.connect(lambda row=row: self._remove(row))
            self.chosen.append(row)
            self._chosen_list.addWidget(row)
        self._follow()

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be chosen."""
        ticks = [tick for card in self.accounts for tick in card.ticks.values()]
        (ticks[0] if ticks else self.files).setFocus()

    def _paths(self, *, is_sent: bool) -> tuple[str, ...]:
        found = (path for card in self.accounts for path in card.paths(is_sent=is_sent))
        chosen = (each.path for each in self.chosen if each.received.isChecked() is not is_sent)
        return (*found, *chosen)

    def _remove(self, row: Chosen) -> None:
        self.chosen.remove(row)
        row.hide()
        row.deleteLater()
        self._follow()

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, _("Learn from past mail"))
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()  # for this window only: a review may come meanwhile

    def _follow(self) -> None:
        wish = self.wish
        self.learn.setEnabled(bool(wish.sent or wish.received))
        self._order_focus()

    def _order_focus(self) -> None:
        """New cards would come last for the keyboard."""
        order: list[QWidget] = [tick for card in self.accounts for tick in card.ticks.values()]
        for row in self.chosen:
            order += [row.received, row.remove]
        order += [self.files, self.folder, self.refuse, self.later, self.learn]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None is the room that is left."""
    layout = QHBoxLayout()
    layout.setSpacing(GRID)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout
