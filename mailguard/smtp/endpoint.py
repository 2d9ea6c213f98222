"""One end of a TCP connection, and whose it is."""

from __future__ import annotations

import socket
from typing import NamedTuple


class Endpoint(NamedTuple):
    """One end of a TCP connection."""

    host: str
    port: int

    @property
    def family(self) -> socket.AddressFamily:
        return socket.AF_INET6 if ":" in self.host else socket.AF_INET

    @property
    def packed(self) -> bytes:
        return socket.inet_pton(self.family, self.host)


class Owner(NamedTuple):
    """Whose a socket is; inode 0: its program has closed it."""

    uid: int
    inode: int
