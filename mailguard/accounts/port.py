"""The port where mail programs reach MailGuard: chosen once, then kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from mailguard import files
from mailguard.i18n import _
from mailguard.loopback import choose_port


class PortError(Exception):
    """No port can be chosen or kept; the text says why, and what to do."""


class _Kept(msgspec.Struct, frozen=True):
    smtp_port: Annotated[int, msgspec.Meta(ge=1, le=65535)]


def submission_port(path: Path) -> int:
    """The port kept in the file `path`; where there is none yet, a free one, kept from now on.

    Raises PortError.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept).smtp_port
    except FileNotFoundError:
        return _choose(path)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        sentence = _(
            "{file} cannot be read. It holds the port your mail program sends to, for example "
            '{{"smtp_port": 25025}}. Please enter that port there again.'
        )
        raise PortError(sentence.format(file=path)) from error


def _choose(path: Path) -> int:
    try:
        port = choose_port()
    except OSError as error:
        sentence = _("No free port was found. Please restart the computer and try again.")
        raise PortError(sentence) from error
    try:
        files.create(path, msgspec.json.encode(_Kept(port)) + b"\n")
    except FileExistsError:
        return submission_port(path)  # another process chose at the same time
    except OSError as error:
        sentence = _("{file} could not be written: {reason}.")
        raise PortError(sentence.format(file=path, reason=error.strerror)) from error
    return port
