"""A session manager for X11's protocol: python -m tests.ui.session.session_manager.

It prints the address for SESSION_MANAGER, then what its one client says, a line each. It does what
it is told on its standard input: `save` (announce the end), `off` (call it off), `die`.
"""

from __future__ import annotations

import ctypes
import os
import select
import sys
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_ulong, c_void_p
from typing import Any, ClassVar

_ERROR_LENGTH = 256
_EVERYTHING = 0b11_1111_1111
_LOCAL, _INTERACT_ANY = 1, 2

_Callback = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_NewClient = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(c_ulong), c_void_p, c_void_p)
_Admit = ctypes.CFUNCTYPE(c_int, c_char_p)

_NAMES = (
    "register", "interact", "interact done", "save request", "phase 2", "saved", "closed",
    "properties", "delete properties", "get properties",
)  # fmt: skip


class _Callbacks(ctypes.Structure):
    """SmsCallbacks: a function and its data, ten times."""

    _fields_: ClassVar = [
        field
        for number in range(len(_NAMES))
        for field in ((f"callback{number}", _Callback), (f"data{number}", c_void_p))
    ]


class SessionManager:
    """Serves one client."""

    def __init__(self) -> None:
        self._sm = ctypes.CDLL("libSM.so.6")
        self._ice = ctypes.CDLL("libICE.so.6")
        self._client = c_void_p()
        self._kept = [_Callback(self._on(name)) for name in _NAMES]
        self._new_client = _NewClient(self._on_new_client)
        self._admit = _Admit(lambda _host: 1)

    def listen(self) -> None:
        """Listen, and print where."""
        self._ice._IceTransNoListen(b"tcp")
        error = ctypes.create_string_buffer(_ERROR_LENGTH)
        assert self._sm.SmsInitialize(
            b"MailGuard", b"1", self._new_client, None, self._admit, _ERROR_LENGTH, error
        ), error.value
        self._count, self._listeners = c_int(), POINTER(c_void_p)()
        assert self._ice.IceListenForConnections(
            byref(self._count), byref(self._listeners), _ERROR_LENGTH, error
        ), error.value
        for number in range(self._count.value):
            listener = c_void_p(self._listeners[number])
            self._ice.IceSetHostBasedAuthProc(listener, self._admit)
        self._ice.IceComposeNetworkIdList.restype = c_char_p
        _say(self._ice.IceComposeNetworkIdList(self._count, self._listeners).decode())

    def serve(self) -> None:
        """Serve a client until it is gone, or nobody tells what to do any more."""
        line = self._accept()
        number = self._ice.IceConnectionNumber(line)
        while True:
            ready, _, _ = select.select([number, sys.stdin.fileno()], [], [])
            if number in ready and self._ice.IceProcessMessages(line, None, None):
                return
            if sys.stdin.fileno() in ready:
                words = os.read(sys.stdin.fileno(), 64)
                if not words:
                    return
                for each in words.decode().split():
                    self._do(each)

    def _accept(self) -> c_void_p:
        numbers = {
            self._ice.IceGetListenConnectionNumber(c_void_p(self._listeners[number])): number
            for number in range(self._count.value)
        }
        ready, _, _ = select.select(list(numbers), [], [])
        self._ice.IceAcceptConnection.restype = c_void_p
        listener = c_void_p(self._listeners[numbers[ready[0]]])
        line = c_void_p(self._ice.IceAcceptConnection(listener, byref(c_int())))
        while not self._ice.IceConnectionStatus(line):  # pending
            self._ice.IceProcessMessages(line, None, None)
        return line

    def _do(self, word: str) -> None:
        match word:
            case "save":
                self._sm.SmsSaveYourself(self._client, _LOCAL, 1, _INTERACT_ANY, 0)
            case "off":
                self._sm.SmsShutdownCancelled(self._client)
            case "die":
                self._sm.SmsDie(self._client)

    def _on_new_client(
        self, client: int, _data: int, mask: Any, callbacks: int, _reason: int
    ) -> int:
        self._client = c_void_p(client)
        mask[0] = _EVERYTHING
        table = _Callbacks.from_address(callbacks)
        for number, callback in enumerate(self._kept):
            setattr(table, f"callback{number}", callback)
        return 1

    def _on(self, name: str) -> Callable[[int, int, int], int]:
        def call(_client: int, _data: int, word: int) -> int:
            if name == "register":
                self._sm.SmsRegisterClientReply(self._client, ctypes.create_string_buffer(b"one"))
            elif name == "interact":
                self._sm.SmsInteract(self._client)
            _say(f"{name} {word}" if name in {"saved", "interact done"} else name)
            return 1

        return call


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    manager = SessionManager()
    manager.listen()
    manager.serve()
