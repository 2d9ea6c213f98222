"""Whether the organisation's policy lets an engine run as it was asked to."""

from __future__ import annotations

from mailguard.domain.permissions import Permissions
from mailguard.guard.options import Answering, Options
from mailguard.i18n import _
from mailguard.paths import DataFolder


def why_not(options: Options, folder: DataFolder, permissions: Permissions) -> str:
    """Why it may not, as a sentence; "": it may."""
    if options.headless and not permissions.headless:
        return _("Your organisation does not allow --headless. Please start MailGuard without it.")
    if options.answering is Answering.SEND and not permissions.answer_send:
        return _("Your organisation does not allow --answer send, or its policy cannot be read.")
    if folder != DataFolder.usual() and not permissions.other_data_folders:
        sentence = _("Your organisation allows only {folder} as the data folder.")
        return sentence.format(folder=DataFolder.usual().root)
    return ""
