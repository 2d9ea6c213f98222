"""What an engine finds at its start, or when asked, said as conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from mailguard.accounts.book import AccountBook
from mailguard.delivery.probe import probe
from mailguard.domain.event import Condition
from mailguard.guard.storage import Recovery
from mailguard.i18n import _
from mailguard.paths import DataFolder


def of_recovery(recovery: Recovery) -> Iterator[Condition]:
    """What opening the spool brought to light and the user has to know."""
    if recovery.rebuilt:
        yield Condition(
            "spool-rebuilt",
            _("MailGuard's list of mails was damaged and has been made anew."),
            _("Nothing was sent meanwhile. Please look through the mails that wait, and answer."),
        )
    if recovery.corrupt:
        yield Condition(
            "spool-corrupt",
            _("Some mails could not be read any more: {names}.").format(
                names=", ".join(recovery.corrupt)
            ),
            _("They are kept in the folder “corrupt” and were not sent. Please write them again."),
        )


def of_installation(folder: DataFolder, book: AccountBook) -> list[Condition]:
    """What is wrong with the folder, the certificate and the servers. Blocking."""
    # loads much that an engine does not need to start
    from mailguard.examination.certificate import of_certificate  # noqa: PLC0415
    from mailguard.examination.folder import of_folder  # noqa: PLC0415
    from mailguard.examination.network import of_servers  # noqa: PLC0415

    return [
        *of_folder(folder),
        *of_certificate(folder.certificate, datetime.now(UTC)),
        *of_servers(book, probe),
    ]
