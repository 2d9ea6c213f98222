"""OutlookOkan's settings: a set of CSV files without headings, one for each table.

The names of the files, the order of their cells and the spelling of yes and no are those of
OutlookOkan 2.8 (https://github.com/t-miyake/OutlookOkan, `OutlookOkan/Types`).
"""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.i18n import _
from mailguard.importing import outlookokan_copies as copies
from mailguard.importing import outlookokan_switches as switches
from mailguard.importing import outlookokan_tables as tables
from mailguard.importing.export import ExportFile
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.outlookokan_delays import delays
from mailguard.importing.outlookokan_general import general
from mailguard.importing.outlookokan_rows import Taker
from mailguard.importing.rows import rows_in

PROGRAM = "OutlookOkan"

_GENERAL = "generalsetting.csv"

_TABLES: dict[str, Taker] = {
    "internaldomainlist.csv": tables.internal_domains,
    "whitelist.csv": switches.whitelist,
    "alertaddresslist.csv": tables.alert_addresses,
    "alertkeywordandmessagelist.csv": tables.alert_words,
    "alertkeywordandmessagelistforsubject.csv": tables.alert_subject_words,
    "nameanddomains.csv": tables.names,
    "keywordandrecipientslist.csv": tables.keyword_recipients,
    "autoccbcckeywordlist.csv": copies.keyword_copies,
    "autoccbccrecipientlist.csv": copies.recipient_copies,
    "autoccbccattachedfilelist.csv": copies.file_copies,
    "autodeleterecipientlist.csv": tables.deleted_recipients,
    "deferreddeliveryminutes.csv": delays,
    "recipientsandattachmentsname.csv": tables.files_of_recipients,
    "attachmentprohibitedrecipients.csv": tables.no_attachments_to,
    "attachmentalertrecipients.csv": tables.alerts_for_attachments,
    "autoaddmessage.csv": switches.added_texts,
    "externaldomainswarningandautochangetobccsetting.csv": switches.domains_warning,
    "forceautochangerecipientstobcc.csv": switches.always_bcc,
    "attachmentssetting.csv": switches.attachments,
}

_OF_RECEIVED_MAIL = frozenset({
    "securityforreceivedmail.csv",
    "alertkeywordofsubjectwhenopeningmail.csv",
    "alertkeywordofsubjectwhenopeningmaillist.csv",
    "mailheaderanalysisexceptionaddress.csv",
    "mailheaderanalysisexceptionaddresslist.csv",
})  # fmt: skip


def is_mine(file: ExportFile) -> bool:
    """Whether OutlookOkan writes files of this name."""
    return file.key in {_GENERAL, *_TABLES, *_OF_RECEIVED_MAIL}


def take(files: Sequence[ExportFile], harvest: Harvest) -> None:
    """Take over what stands in these files."""
    rows = {file: rows_in(file.name, file.octets, harvest) for file in files}
    general_rows = [row for file in files if file.key == _GENERAL for row in rows[file]]
    flags = general(general_rows, harvest)
    for file in files:
        if taker := _TABLES.get(file.key):
            taker(rows[file], harvest, flags)
        elif file.key in _OF_RECEIVED_MAIL and rows[file]:
            told = _("MailGuard looks at mail that is sent, not at mail that comes in.")
            harvest.note(Fate.MISSING, file.name, told)
