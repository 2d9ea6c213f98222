"""The ports where mail programs reach MailGuard: chosen once, then kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from mailguard import files
from mailguard.i18n import _
from mailguard.loopback import choose_port


class PortError(Exception):
    """No port can be chosen or kept; the text says why, and what to do."""


class Ports(msgspec.Struct, frozen=True):
    """Where mail programs reach MailGuard, on the loopback addresses."""

    clear: int  # in clear, with STARTTLS
    tls: int  # TLS from the first octet (RFC 8314)


_Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]


class _Kept(msgspec.Struct, frozen=True):
    smtp_port: _Port
    smtps_port: _Port | None = None  # None: kept before there was one

    def __post_init__(self) -> None:
        if self.smtp_port == self.smtps_port:
            raise ValueError("the two ports have to differ")


def submission_ports(path: Path) -> Ports:
    """The ports kept in the file `path`; one that is not there yet is chosen, and then kept.

    Raises PortError.
    """
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except FileNotFoundError:
        return _choose(path)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        sentence = _(
            "{file} cannot be read. It holds the ports your mail program sends to, for example "
            '{{"smtp_port": 25025, "smtps_port": 25465}}. Please enter those ports there again.'
        )
        raise PortError(sentence.format(file=path)) from error
    if kept.smtps_port is None:
        return _complete(path, kept.smtp_port)
    return Ports(kept.smtp_port, kept.smtps_port)


def _choose(path: Path) -> Ports:
    clear = _free_port()
    ports = Ports(clear, _free_port(besides=clear))
    try:
        files.create(path, _written(ports))
    except FileExistsError:
        return submission_ports(path)  # another process chose at the same time
    except OSError as error:
        raise _not_kept(path, error) from error
    return ports


def _complete(path: Path, clear: int) -> Ports:
    ports = Ports(clear, _free_port(besides=clear))
    try:
        files.replace(path, _written(ports))
    except OSError as error:
        raise _not_kept(path, error) from error
    return ports


def _free_port(besides: int = 0) -> int:
    try:
        return choose_port({besides})
    except OSError as error:
        sentence = _("No free port was found. Please restart the computer and try again.")
        raise PortError(sentence) from error


def _written(ports: Ports) -> bytes:
    return msgspec.json.encode(_Kept(ports.clear, ports.tls)) + b"\n"


def _not_kept(path: Path, error: OSError) -> PortError:
    sentence = _("{file} could not be written: {reason}.")
    return PortError(sentence.format(file=path, reason=error.strerror))
