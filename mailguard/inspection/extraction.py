"""Takes one attachment out of a mail, as a file of its own."""

from __future__ import annotations

import os
from pathlib import Path

from mailguard.domain.mail import Attachment, Source
from mailguard.inspection.octets import message_octets
from mailguard.message.transfer import decoded_chunks


def extract(source: Source, attachment: Attachment, target: Path) -> None:
    """Write the attachment's decoded octets to the new, owner-only file `target`.

    Raises OSError; the file is then gone again.
    """
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, message_octets(source) as octets:
            body = octets[attachment.span.start : attachment.span.end]
            for chunk in decoded_chunks(body, attachment.encoding):
                file.write(chunk)
            body.release()
    except OSError:
        target.unlink(missing_ok=True)
        raise
