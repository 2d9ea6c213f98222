"""X11's session managers (XSMP): asked whether the user may be, and when the session may end.

Qt as it comes with PySide speaks no XSMP; libSM, which every X11 desktop has, does.
"""

from __future__ import annotations

import ctypes
import logging
import os
from ctypes import POINTER, byref, c_char_p, c_int, c_ulong, c_void_p
from typing import ClassVar

from PySide6.QtCore import QSocketNotifier

from ui.session.source import Source

log = logging.getLogger(__name__)

_DIALOG_NORMAL = 1
_INTERACT_ANY = 2
_RESTART_NEVER = b"\x03"  # the autostart entry starts MailGuard, quietly
_ERROR_LENGTH = 256

_SaveYourself = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_int, c_int, c_int, c_int)
_Notice = ctypes.CFUNCTYPE(None, c_void_p, c_void_p)
_OnBroken = ctypes.CFUNCTYPE(None, c_void_p)


class _Callbacks(ctypes.Structure):
    """SmcCallbacks."""

    _fields_: ClassVar = [
        ("save_yourself", _SaveYourself),
        ("save_yourself_data", c_void_p),
        ("die", _Notice),
        ("die_data", c_void_p),
        ("save_complete", _Notice),
        ("save_complete_data", c_void_p),
        ("shutdown_cancelled", _Notice),
        ("shutdown_cancelled_data", c_void_p),
    ]


class _Value(ctypes.Structure):
    """SmPropValue."""

    _fields_: ClassVar = [("length", c_int), ("value", c_char_p)]


class _Property(ctypes.Structure):
    """SmProp."""

    _fields_: ClassVar = [
        ("name", c_char_p),
        ("type", c_char_p),
        ("number", c_int),
        ("values", POINTER(_Value)),
    ]


class SessionManagement(Source):
    """One client of the session manager, for as long as the desktop runs."""

    def __init__(self) -> None:
        """Where there is no session manager, nothing is ever said."""
        super().__init__()
        self._waits = False
        self._is_asked = False  # the session manager waits for what the user says
        self._connection: c_void_p | None = None
        self._notifier: QSocketNotifier | None = None
        if not os.environ.get("SESSION_MANAGER"):
            return
        try:
            self._sm = ctypes.CDLL("libSM.so.6")
            self._ice = ctypes.CDLL("libICE.so.6")
        except OSError as error:
            log.warning("the session manager is not followed: %s", error)
            return
        self._open()

    def follow(self, *, waits: bool) -> None:
        self._waits = waits

    def release(self) -> None:
        """The session may end."""
        self._answer(refuse=False)

    def refuse(self) -> None:
        """The session goes on."""
        self._answer(refuse=True)

    def _open(self) -> None:
        # the libraries keep the functions, and not what keeps them alive
        self._on_broken = _OnBroken(lambda _connection: None)  # libICE's own ends the program
        self._on_interact = _Notice(self._interact)
        nothing = _Notice(lambda _connection, _data: None)
        self._callbacks = _Callbacks(
            _SaveYourself(self._save), None, _Notice(self._die), None, nothing, None,
            _Notice(self._called_off), None,
        )  # fmt: skip
        self._ice.IceSetIOErrorHandler(self._on_broken)
        self._sm.SmcOpenConnection.restype = c_void_p
        own_id = c_char_p()
        error = ctypes.create_string_buffer(_ERROR_LENGTH)
        connection = self._sm.SmcOpenConnection(
            None, None, 1, 0, c_ulong(0b1111), byref(self._callbacks), None, byref(own_id),
            _ERROR_LENGTH, error,
        )  # fmt: skip
        if not connection:
            log.warning("the session manager is not followed: %s", error.value.decode("latin-1"))
            return
        self._connection = c_void_p(connection)
        self._introduce()
        self._listen()

    def _introduce(self) -> None:
        """What the protocol wants to know of every client."""
        told = [
            _property(b"Program", b"ARRAY8", b"mailguard"),
            _property(b"UserID", b"ARRAY8", str(os.getuid()).encode()),
            _property(b"RestartCommand", b"LISTofARRAY8", b"mailguard"),
            _property(b"CloneCommand", b"LISTofARRAY8", b"mailguard"),
            _property(b"RestartStyleHint", b"CARD8", _RESTART_NEVER),
        ]
        pointers = (POINTER(_Property) * len(told))(*map(ctypes.pointer, told))
        self._sm.SmcSetProperties(self._connection, len(told), pointers)

    def _listen(self) -> None:
        self._sm.SmcGetIceConnection.restype = c_void_p
        self._line = c_void_p(self._sm.SmcGetIceConnection(self._connection))
        number = self._ice.IceConnectionNumber(self._line)
        self._notifier = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_octets)

    def _on_octets(self) -> None:
        is_broken = self._ice.IceProcessMessages(self._line, None, None)
        if is_broken and self._notifier is not None:
            self._notifier.setEnabled(False)
            self._connection = None

    # What the session manager says ------------------------------------------------------------

    def _save(
        self, _connection: int, _data: int, _kind: int, shuts_down: int, interact: int, _fast: int
    ) -> None:
        if shuts_down and self._waits and interact == _INTERACT_ANY:
            self._sm.SmcInteractRequest(self._connection, _DIALOG_NORMAL, self._on_interact, None)
        else:
            self._sm.SmcSaveYourselfDone(self._connection, 1)

    def _interact(self, _connection: int, _data: int) -> None:
        """It is our turn to ask the user."""
        self._is_asked = True
        self.ending.emit(self)

    def _called_off(self, _connection: int, _data: int) -> None:
        """Another program, or the user, keeps the session from ending."""
        if self._is_asked:
            self._is_asked = False
            self._sm.SmcSaveYourselfDone(self._connection, 0)

    def _die(self, _connection: int, _data: int) -> None:
        self.over.emit()

    def _answer(self, *, refuse: bool) -> None:
        if self._is_asked and self._connection is not None:
            self._is_asked = False
            self._sm.SmcInteractDone(self._connection, int(refuse))
            self._sm.SmcSaveYourselfDone(self._connection, 1)


def _property(name: bytes, kind: bytes, value: bytes) -> _Property:
    values = (_Value * 1)(_Value(len(value), value))
    return _Property(name, kind, 1, values)
