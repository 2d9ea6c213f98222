"""Asks Linux who owns one TCP socket (sock_diag(7)): a look-up by hash, however many there are."""

from __future__ import annotations

import atexit
import functools
import itertools
import socket
import struct
import sys

from mailguard.smtp.endpoint import Endpoint, Owner

_SOCK_DIAG = 4  # NETLINK_SOCK_DIAG
_BY_FAMILY = 20  # SOCK_DIAG_BY_FAMILY
_ERROR = 2  # NLMSG_ERROR
_REQUEST = 1  # NLM_F_REQUEST
_ANY_STATE = 0xFFFFFFFF
_NO_COOKIE = 0xFFFFFFFF

_HEADER = struct.Struct("=IHHII")  # nlmsghdr
_WHAT = struct.Struct("=BBBBI")  # inet_diag_req_v2 up to its id
_PORTS = struct.Struct(">HH")
_IDENTITY_END = struct.Struct("=III")  # interface and cookie
_OWNER = struct.Struct("=II")  # idiag_uid, idiag_inode
_numbers = itertools.count(1)

_OWNER_AT = _HEADER.size + 4 + 48 + 12  # inet_diag_msg: states, id, expires and queues come first


def owner_of(end: Endpoint, other: Endpoint) -> Owner | None:
    """Who owns the socket at `end` of the connection to `other`; None: the system won't say.

    Raises OSError where sock_diag cannot be asked.
    """
    if sys.platform != "linux":
        raise OSError("no sock_diag on this system")
    netlink, number = _netlink(), next(_numbers) % (1 << 32)
    try:
        netlink.send(_question(end, other, number))
        answer = netlink.recv(4096, socket.MSG_DONTWAIT)  # the kernel answers in `send`
        _require_answer(answer, number)
    except OSError:
        _netlink.cache_clear()
        netlink.close()
        raise
    return _read(answer)


@functools.cache
def _netlink() -> socket.socket:
    """Kept: to open and close one for each client takes longer than to ask."""
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG)
    atexit.register(netlink.close)
    return netlink


def _question(end: Endpoint, other: Endpoint, number: int) -> bytes:
    body = (
        _WHAT.pack(end.family, socket.IPPROTO_TCP, 0, 0, _ANY_STATE)
        + _PORTS.pack(end.port, other.port)
        + end.packed.ljust(16, b"\0")
        + other.packed.ljust(16, b"\0")
        + _IDENTITY_END.pack(0, _NO_COOKIE, _NO_COOKIE)
    )
    return _HEADER.pack(_HEADER.size + len(body), _BY_FAMILY, _REQUEST, number, 0) + body


def _require_answer(message: bytes, number: int) -> None:
    """Raises OSError for the answer to another question."""
    if len(message) < _HEADER.size or _HEADER.unpack_from(message)[3] != number:
        raise OSError("sock_diag answered another question")


def _read(message: bytes) -> Owner | None:
    _length, kind, _flags, _sequence, _port = _HEADER.unpack_from(message)
    if kind == _ERROR or len(message) < _OWNER_AT + _OWNER.size:
        return None
    return Owner(*_OWNER.unpack_from(message, _OWNER_AT))
