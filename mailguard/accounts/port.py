"""The port where mail programs reach MailGuard: chosen once, then kept."""

from __future__ import annotations

import random
import socket
import sys
from pathlib import Path
from typing import Annotated

import msgspec

from mailguard import files
from mailguard.i18n import _

# Below 32768 no system gives a port away to somebody's outgoing connection; below 20000 lie
# most of those that programs choose for themselves.
_LOWEST, _HIGHEST = 20000, 32767


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


def is_free(port: int) -> bool:
    """Whether nobody listens there, on 127.0.0.1 and, where the system has it, ::1."""
    return all(_can_listen(family, host, port) for family, host in _loopbacks())


def _choose(path: Path) -> int:
    candidates = random.sample(range(_LOWEST, _HIGHEST + 1), 200)
    port = next(filter(is_free, candidates), None)
    if port is None:
        raise PortError(_("No free port was found. Please restart the computer and try again."))
    try:
        files.create(path, msgspec.json.encode(_Kept(port)) + b"\n")
    except FileExistsError:
        return submission_port(path)  # another process chose at the same time
    except OSError as error:
        sentence = _("{file} could not be written: {reason}.")
        raise PortError(sentence.format(file=path, reason=error.strerror)) from error
    return port


def _loopbacks() -> list[tuple[socket.AddressFamily, str]]:
    both = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
    return [(family, host) for family, host in both if _can_listen(family, host, 0)]


def _can_listen(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":  # there it would allow what is to be found out
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True
