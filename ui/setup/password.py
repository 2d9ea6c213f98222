"""The prompt for the password of an account's mail server."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from mailguard.i18n import _
from ui.widgets.dialog import Dialog


class PasswordPrompt(Dialog):
    """Asks for one password, and hands it to `on_given`."""

    def __init__(
        self, address: str, on_given: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        text = _("Please enter the password of {address} for its mail server.")
        super().__init__(_("Password"), text.format(address=address), parent)
        self.field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.add_field(self.field, _("Password"))
        self.ok = self.add_button(
            _("Save and try it"), lambda: on_given(self.field.text()), role="primary"
        )
        self.ok.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.ok.setEnabled(bool(text)))
