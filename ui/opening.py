"""Opening files: the engine writes them to a folder of the user's, the system opens them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mailguard.domain.command import Declined, Export, Exported, Response
from mailguard.domain.mail import Attachment
from mailguard.i18n import _
from ui.link import Link
from ui.widgets.dialog import Dialog
from ui.wording import files


class Opening:
    """Opens attachments and drafts. `open_url` hands a file to the system."""

    def __init__(
        self, link: Link, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
    ) -> None:
        self._link = link
        self._open_url = open_url

    def open_attachment(
        self,
        entry_id: str,
        number: int,
        attachment: Attachment,
        window: QWidget,
        on_opened: Callable[[], None],
    ) -> None:
        """Open one attachment, and then call `on_opened`; where that may start a program, ask."""

        def export() -> None:
            self._export(Export(entry_id, number), window, on_opened)

        if not files.may_run(attachment):
            export()
            return
        text = _(
            "{name} can run programs on your computer when it is opened. "
            "Open it only if you know where it comes from."
        )
        dialog = Dialog(_("Open the file?"), text.format(name=attachment.name), window)
        dialog.add_button(_("Open anyway"), export)
        dialog.open()

    def open_draft(self, entry_id: str, window: QWidget) -> None:
        """Open the whole mail, for editing where the mail program can."""
        self._export(Export(entry_id), window, lambda: None)

    def _export(self, command: Export, window: QWidget, then: Callable[[], None]) -> None:
        self._link.send(command, lambda response: self._on_exported(response, window, then))

    def _on_exported(self, response: Response, window: QWidget, then: Callable[[], None]) -> None:
        match response:
            case Exported():
                then()
                if not self._open_url(QUrl.fromLocalFile(response.path)):
                    text = _("No program was found that opens this file. It lies here: {path}")
                    _tell(text.format(path=response.path), window)
            case Declined():
                _tell(response.sentence, window)


def _tell(sentence: str, window: QWidget) -> None:
    dialog = Dialog(_("MailGuard"), sentence, window)
    dialog.cancel.setText(_("Close"))
    dialog.open()
