"""The replies and sentences of the guard, in the user's language."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.consequence import Remark
from mailguard.domain.reply import Reply
from mailguard.domain.shown import shown
from mailguard.i18n import N_, _

ACCEPTED = Reply(250, "OK", "2.0.0")
OWN_FAILURE = Reply(451, N_("MailGuard could not keep this mail. Please send it again"), "4.3.0")
DISK_FULL = Reply(452, N_("The disk is full. Please make room and send this mail again"), "4.3.1")
NOBODY = Reply(
    451,
    N_("MailGuard's window could not be opened. Please start MailGuard and send again"),
    "4.3.0",
)
STOPPING = Reply(421, N_("MailGuard is closing. Please send again when it is back"), "4.3.2")
HEADER_TOO_LONG = Reply(554, N_("The header of this mail is longer than 1 MB"), "5.6.0")
BACK_TO_EDITING = Reply(
    554, N_("Back to editing: nothing was sent, and you can go on writing"), "5.7.1"
)


_LONGEST = 300
"""Characters of a sentence in a reply: with its code it fits a line (RFC 5321 §4.5.3.1.5)."""


def back_to_editing(refusals: Sequence[Remark]) -> Reply:
    """Why the mail program keeps its mail: the user went back, or a rule does not let it go."""
    if not refusals:
        return BACK_TO_EDITING
    return Reply(554, shown(refusals[0].sentence, _LONGEST), "5.7.1")


def in_words(reply: Reply, *, utf8: bool) -> Reply:
    """`reply` in the user's language where the client shows UTF-8, else in English."""
    if not utf8 and not reply.text.isascii():
        reply = BACK_TO_EDITING
    return Reply(reply.code, _(reply.text) if utf8 else reply.text, reply.enhanced)
