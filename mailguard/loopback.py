"""The loopback sockets of one port: 127.0.0.1 and ::1, both or none."""

from __future__ import annotations

import errno
import random
import socket
import sys
from collections.abc import Collection, Iterator

_LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_NO_SUCH_FAMILY = frozenset({errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT})

# From 32768 on systems give ports away for outgoing connections; below 20000 lie most of those
# that programs choose for themselves.
_CANDIDATES = range(20_000, 32_768)


class PortTakenError(OSError):
    """Another program listens on the port, or the system keeps it for itself."""

    def __init__(self, port: int) -> None:
        super().__init__(errno.EADDRINUSE, f"port {port} is taken by another program")
        self.port = port


def listen(port: int, backlog: int = 1) -> tuple[socket.socket, ...]:
    """A listening socket for each loopback address. Raises PortTakenError, OSError.

    A computer without IPv6 has only one address; else both are listened on, or none.
    """
    listening: list[socket.socket] = []
    try:
        for family, host in _LOOPBACK:
            listening.extend(_listen(family, host, port, backlog))
    except OSError as error:
        for one in listening:
            one.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTakenError(port) from error
        raise
    return tuple(listening)


def choose_port(besides: Collection[int] = ()) -> int:
    """A port that is free now, none of `besides`. Raises OSError where none is found."""
    for port in random.sample(_CANDIDATES, 200):
        if port not in besides and is_free(port):
            return port
    raise OSError(errno.EADDRINUSE, "no free port was found")


def is_free(port: int) -> bool:
    """Whether nobody listens there, on either address."""
    try:
        for one in listen(port):
            one.close()
    except PortTakenError:
        return False
    return True


def _listen(
    family: socket.AddressFamily, host: str, port: int, backlog: int
) -> Iterator[socket.socket]:
    """The socket, or none where the computer has no IPv6."""
    try:
        yield _open(family, host, port, backlog)
    except OSError as error:
        if family != socket.AF_INET6 or error.errno not in _NO_SUCH_FAMILY:
            raise


def _open(family: socket.AddressFamily, host: str, port: int, backlog: int) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        _make_exclusive(one)
        one.bind((host, port))
        one.listen(backlog)
    except OSError:
        one.close()
        raise
    return one


def _make_exclusive(one: socket.socket) -> None:
    if sys.platform == "win32":  # there SO_REUSEADDR would let another program take the port over
        one.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # restart at once
    if one.family == socket.AF_INET6:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
