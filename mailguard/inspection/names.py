"""What the files of a mail are called where they are shown."""

from __future__ import annotations

from mailguard.content.name import shown_name
from mailguard.i18n import _
from mailguard.message.parts import Part


def name_of(part: Part, index: int) -> str:
    """The name to show; a number for a file without one."""
    if name := shown_name(part.facts.file_name):
        return name
    if part.media_type == "message/rfc822":
        return _("attached mail")
    if part.media_type == "text/calendar":
        return _("invitation")
    return _("attachment {number}").format(number=index + 1)
