"""What to enter in the mail program, to be copied, and where it goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mailguard.domain.account import Security
from mailguard.domain.command import AccountEntry, SmtpSettings
from mailguard.i18n import N_, _
from ui.setup.programs import PROGRAMS
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.label import Label
from ui.widgets.scroll_area import ScrollArea

_SECURITIES = {
    Security.NONE.value: N_("none (it stays within your computer)"),
    Security.STARTTLS.value: N_("STARTTLS"),
    Security.TLS.value: N_("TLS"),
}


class EntryPage(QWidget):
    """The settings of one account for the mail program.

    finished: The user has entered them.
    """

    finished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._heading = Label(_("Now in your mail program"), rank="headline")
        self._intro = Label(rank="soft")
        self.banner = Banner("notice")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self.fields: dict[str, QLineEdit] = {}
        self.for_tls = Label(rank="soft")
        self._program = Choice(theme)
        self._program.setAccessibleName(_("Your mail program"))
        self._steps = Label()
        self._note = Label(rank="soft")
        self._done = Button(_("Done"), role="primary")
        self._lay_out()
        for program in PROGRAMS:
            self._program.addItem(_(program.name))
        self._program.currentIndexChanged.connect(self._show_program)
        self._done.clicked.connect(self.finished)
        self._show_program(0)

    def _lay_out(self) -> None:
        area = ScrollArea()
        inner = area.column
        above: tuple[QWidget, ...] = (self._heading, self._intro, self.banner)
        for widget in above:
            inner.addWidget(widget)
        inner.addLayout(self._grid)
        inner.addWidget(self.for_tls)
        inner.addSpacing(GRID)
        for widget in (self._program, self._steps, self._note):
            inner.addWidget(widget)
        inner.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def show_account(self, entry: AccountEntry) -> None:
        """Show what belongs to this account."""
        text = _("For {address}, let your mail program send through MailGuard:")
        self._intro.setText(text.format(address=entry.account.address))
        self._clear()
        for row, (label, value) in enumerate(_values(entry.smtp)):
            self._add(row, label, value)
        self.for_tls.setText(
            _(
                "If it insists on SSL/TLS: port {port}. It may ask once whether to trust MailGuard."
            ).format(port=entry.smtp.tls_port)
        )

    def _clear(self) -> None:
        self.fields.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def _add(self, row: int, label: str, value: str) -> None:
        field = QLineEdit(value)
        field.setReadOnly(True)
        field.setCursorPosition(0)
        field.setAccessibleName(label)
        copy = Button(_("Copy"), name=_("Copy: {what}").format(what=label))
        copy.clicked.connect(lambda: self._copy(copy, value))
        name = Label(label)
        name.setWordWrap(False)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(copy, row, 2)
        self.fields[label] = field

    @staticmethod
    def _copy(button: Button, value: str) -> None:
        QGuiApplication.clipboard().setText(value)
        button.setText(_("Copied"))

    def _show_program(self, number: int) -> None:
        program = PROGRAMS[number]
        steps = (f"{n}. {_(step)}" for n, step in enumerate(program.steps, 1))
        self._steps.setText("\n".join(steps))
        self._steps.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._note.say(_(program.note) if program.note else "")


def _values(smtp: SmtpSettings) -> tuple[tuple[str, str], ...]:
    security = _(_SECURITIES[smtp.security]) if smtp.security in _SECURITIES else smtp.security
    password = smtp.password or _("(as it was shown when the account was added)")
    return (
        (_("Outgoing server (SMTP)"), smtp.host),
        (_("Port"), str(smtp.port)),
        (_("Encryption"), security),
        (_("Authentication"), _("normal password")),
        (_("User name"), smtp.username),
        (_("Password"), password),
    )
