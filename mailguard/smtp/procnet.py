"""Finds in /proc/net who owns a TCP socket (proc(5)): slower, but there without sock_diag."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from mailguard.smtp.endpoint import Endpoint, Owner

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_MAPPED = bytes(10) + b"\xff\xff"  # RFC 4291 §2.5.5.2: how an IPv6 socket names an IPv4 peer


def owner_of(end: Endpoint, other: Endpoint, tables: tuple[Path, ...] = TABLES) -> Owner | None:
    """Who owns the socket at `end` of the connection to `other`; None: it is not there.

    Raises OSError where the system has no such tables.
    """
    needles = {f" {_word(end, prefix)} {_word(other, prefix)} " for prefix in _prefixes(end)}
    for table in tables:
        for line in table.read_text("ascii").splitlines():
            if any(needle in line for needle in needles):
                columns = line.split()
                return Owner(uid=int(columns[7]), inode=int(columns[9]))
    return None


def _prefixes(end: Endpoint) -> tuple[bytes, ...]:
    return (b"", _MAPPED) if end.family == socket.AF_INET else (b"",)


def _word(end: Endpoint, prefix: bytes) -> str:
    """The end as the tables write it: groups of four octets, each in the processor's order."""
    octets = prefix + end.packed
    groups = (octets[at : at + 4] for at in range(0, len(octets), 4))
    address = "".join(f"{int.from_bytes(group, sys.byteorder):08X}" for group in groups)
    return f"{address}:{end.port:04X}"
