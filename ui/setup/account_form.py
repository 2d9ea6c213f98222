"""The form of an account: who sends, and which server takes the mail from there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.address import Address, AddressError
from mailguard.i18n import N_, _
from ui.setup.providers import Guess, guess
from ui.theme import GRID, Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.label import Label
from ui.widgets.scroll_area import ScrollArea
from ui.widgets.tick_box import TickBox

_SECURITIES = {
    Security.TLS: N_("TLS (usual with port 465)"),
    Security.STARTTLS: N_("STARTTLS (usual with port 587)"),
    Security.NONE: N_("none (only within your own network)"),
}


class FormError(Exception):
    """Something in the form is missing or wrong; the text says what, to the user."""


class AccountForm(QWidget):
    """The form.

    submitted: The user wants this Account, with this password.
    cancelled: The user does not.
    """

    submitted = Signal(object, object)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._guessed: Guess | None = None
        self._kept = Account(Address("", ""), Server("", 465, Security.TLS, Auth.PASSWORD))
        self._heading = Label(rank="headline")
        self._intro = Label(
            _(
                "MailGuard sends through your own mail server. Enter what your mail program "
                "uses for sending now; MailGuard then stands between the two."
            ),
            rank="soft",
        )
        self.banner = Banner("warning")
        self.address = QLineEdit()
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.needs_password = TickBox(_("The server wants a password"), theme)
        self.host = QLineEdit()
        self.port = QLineEdit("465")
        self.security = Choice(theme)
        self.username = QLineEdit()
        self.senders = QLineEdit()
        self.save = Button(_("Save and try it"), role="primary")
        self.cancel = Button(_("Cancel"))
        self._fill_in()
        self._lay_out()
        self._connect()

    def _fill_in(self) -> None:
        self.needs_password.setChecked(True)
        self.address.setPlaceholderText(_("you@your-company.example"))
        self.senders.setPlaceholderText(_("none, or several with a comma between them"))
        for security, text in _SECURITIES.items():
            self.security.addItem(_(text), security)
        self.save.setDefault(True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, GRID, 0, GRID)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in self._fields():
            form.addRow(text, field)
            field.setAccessibleName(text)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        area = ScrollArea()
        for widget in (self._heading, self._intro, self.banner):
            area.column.addWidget(widget)
        area.column.addLayout(form)
        area.column.addStretch(1)
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def _fields(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            (_("E-mail address"), self.address),
            (_("Server"), self.host),
            (_("Port"), self.port),
            (_("Encryption"), self.security),
            ("", self.needs_password),
            (_("User name"), self.username),
            (_("Password"), self.password),
            (_("Further addresses"), self.senders),
        )

    def _connect(self) -> None:
        self.address.editingFinished.connect(self._on_address)
        self.needs_password.toggled.connect(self.username.setEnabled)
        self.needs_password.toggled.connect(self.password.setEnabled)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)
        for field in (
            self.address,
            self.host,
            self.port,
            self.username,
            self.password,
            self.senders,
        ):
            field.returnPressed.connect(self.submit)

    def start(self, account: Account | None, *, can_cancel: bool) -> None:
        """Show an empty form, or that of `account`."""
        self._heading.setText(_("Change the account") if account else _("Add your account"))
        self.banner.say()
        self.cancel.setVisible(can_cancel)
        self.address.setEnabled(account is None)
        self.password.clear()
        hint = _("unchanged, if you leave it empty") if account else ""
        self.password.setPlaceholderText(hint)
        if account is None:
            self._guessed = None
            for field in (self.address, self.host, self.port, self.username, self.senders):
                field.clear()
        else:
            self._kept = account
            self._show_account(account)
        (self.password if account else self.address).setFocus()

    def _show_account(self, account: Account) -> None:
        server = account.server
        self.address.setText(str(account.address))
        self.senders.setText(", ".join(str(each) for each in account.senders))
        self.needs_password.setChecked(server.auth is Auth.PASSWORD)
        self._show_server(server.host, server.port, server.security, server.username)

    def _show_server(self, host: str, port: int, security: Security, username: str) -> None:
        self.host.setText(host)
        self.port.setText(str(port))
        self.security.setCurrentIndex(self.security.findData(security))
        self.username.setText(username)

    def _on_address(self) -> None:
        """Guess the server, unless the user has entered one."""
        before = self._guessed
        untouched = self.host.text() in {"", before.host if before else ""}
        try:
            address = Address.parse(self.address.text().strip())
        except AddressError:
            return
        if untouched:
            self._guessed = found = guess(address)
            self._show_server(found.host, found.port, found.security, found.username)
            self.banner.say(_(found.note) if found.note else "", _guess_note(found))

    def submit(self) -> None:
        """Hand in what stands in the form, or say what is missing."""
        try:
            account = self._account()
        except FormError as error:
            self.banner.say(str(error))
            return
        self.submitted.emit(account, self.password.text() or None)

    def _account(self) -> Account:
        """Raises FormError."""
        address = _address(self.address.text())
        senders = tuple(_address(text) for text in self.senders.text().split(",") if text.strip())
        if not self.host.text().strip():
            raise FormError(_("Please enter the name of your mail server."))
        auth = Auth.PASSWORD if self.needs_password.isChecked() else Auth.NONE
        server = Server(
            host=self.host.text().strip(),
            port=_port(self.port.text()),
            security=Security(self.security.currentData()),
            auth=auth,
            username=self.username.text().strip() if auth is Auth.PASSWORD else "",
            ca_file=self._kept.server.ca_file if self._is_kept(address) else None,
        )
        hold_limit = self._kept.hold_limit if self._is_kept(address) else None
        return Account(address, server, senders, hold_limit)

    def _is_kept(self, address: Address) -> bool:
        return self._kept.address == address


def _port(text: str) -> int:
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and 0 < int(digits) < 65536:
        return int(digits)
    raise FormError(_("The port is a number, usually 465 or 587."))


def _address(text: str) -> Address:
    try:
        return Address.parse(text.strip())
    except AddressError as error:
        if not text.strip():
            raise FormError(_("Please enter your e-mail address.")) from error
        raise FormError(
            _("“{text}” is no e-mail address. It should look like name@company.example.").format(
                text=text.strip()
            )
        ) from error


def _guess_note(found: Guess) -> str:
    if found.is_known:
        return ""
    return _("The server below is a guess. Please compare it with what your mail program uses.")
