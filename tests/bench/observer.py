"""An observer of an X11 screen that hears at once when a window appears on it.

It speaks the protocol itself, the few requests it needs. A window counts as mapped at its
MapNotify, as drawn when half of it is painted at once after that (extension DAMAGE).
"""

import select
import socket
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

STRUCTURE_NOTIFY, SUBSTRUCTURE_NOTIFY = 1 << 17, 1 << 19
CREATE_NOTIFY, UNMAP_NOTIFY, MAP_NOTIFY, REPARENT_NOTIFY, CONFIGURE_NOTIFY = 16, 18, 19, 21, 22
UNIT = 32  # octets of an event, and of the replies used here
SMALLEST_WINDOW = (400, 300)  # below: cards, menus, hints


class ScreenError(Exception):
    """The screen could not be observed, or what was awaited did not appear."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """When a window came; seconds of `time.monotonic()`."""

    window: int
    mapped: float
    drawn: float


@dataclass(slots=True)
class _Window:
    size: tuple[int, int]
    mapped: float = 0.0  # 0: it is not
    drawn: float = 0.0

    @property
    def is_large(self) -> bool:
        return all(side >= least for side, least in zip(self.size, SMALLEST_WINDOW, strict=True))


@dataclass(slots=True)
class Observer:
    """A connection that is told of every top-level window made after it."""

    connection: socket.socket
    next_id: int
    damage_opcode: int
    damage_event: int
    windows: dict[int, _Window] = field(default_factory=dict)

    @classmethod
    def connect(cls, display: int) -> Self:
        """Observe the screen of `display`."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(_socket_name(display))
        root, first_id = _set_up(connection)
        observer = cls(connection, first_id, *_damage_extension(connection))
        observer._select(root, SUBSTRUCTURE_NOTIFY)
        return observer

    def settle(self) -> None:
        """Take in what has happened up to now."""
        while self._hear(0.0):
            pass

    def await_appearance(self, since: float, timeout: float) -> Appearance:
        """The first large window that was mapped after `since` and is drawn.

        Raises ScreenError after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while (found := self._appeared(since)) is None:
            if not self._hear(deadline - time.monotonic()):
                raise ScreenError(f"no window appeared within {timeout:g} s")
        return found

    def await_end(self, window: int, timeout: float) -> None:
        """Return when `window` is no longer mapped.

        Raises ScreenError after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while window in self.windows and self.windows[window].mapped:
            if not self._hear(deadline - time.monotonic()):
                raise ScreenError(f"the window was still there after {timeout:g} s")

    def _appeared(self, since: float) -> Appearance | None:
        for number, window in self.windows.items():
            if window.is_large and window.mapped > since and window.drawn:
                return Appearance(number, window.mapped, window.drawn)
        return None

    def _hear(self, timeout: float) -> bool:
        """Take in one event; whether one came in time."""
        ready, _, _ = select.select([self.connection], [], [], max(0.0, timeout))
        if ready:
            self._note(_receive(self.connection, UNIT), time.monotonic())
        return bool(ready)

    def _note(self, event: bytes, now: float) -> None:
        kind = event[0] & 0x7F  # the high bit only says that a client sent it
        if kind == self.damage_event:
            self._note_drawing(event, now)
        elif kind == CREATE_NOTIFY:
            self._note_creation(event)
        elif kind == REPARENT_NOTIFY:  # the new parent is a frame of the window manager
            self.windows.pop(_window_at(event, 12), None)
        elif window := self.windows.get(_window_at(event, 8)):
            _note_change(window, kind, event, now)

    def _note_creation(self, event: bytes) -> None:
        """Menus and hints bypass the window manager (override-redirect): they do not count."""
        number, width, height, bypasses = struct.unpack_from("<I4xHH2xB", event, 8)
        if not bypasses:
            self.windows[number] = _Window((width, height))
            self._select(number, STRUCTURE_NOTIFY)
            self._watch_drawing(number)

    def _note_drawing(self, event: bytes, now: float) -> None:
        window = self.windows.get(_window_at(event, 4))
        if window is None or not window.mapped or window.drawn:
            return
        width, height = struct.unpack_from("<HH", event, 20)
        if 2 * width * height >= window.size[0] * window.size[1]:
            window.drawn = now

    def _select(self, window: int, mask: int) -> None:
        """ChangeWindowAttributes: tell me these events of the window."""
        self.connection.sendall(struct.pack("<BxHIII", 2, 4, window, 1 << 11, mask))

    def _watch_drawing(self, window: int) -> None:
        """DamageCreate, level RawRectangles: tell me of every drawing."""
        request = struct.pack("<BBHIIB3x", self.damage_opcode, 1, 4, self.next_id, window, 0)
        self.next_id += 1
        self.connection.sendall(request)


def _note_change(window: _Window, kind: int, event: bytes, now: float) -> None:
    if kind == MAP_NOTIFY:
        window.mapped = window.mapped or now
    elif kind == UNMAP_NOTIFY:
        window.mapped = window.drawn = 0.0
    elif kind == CONFIGURE_NOTIFY:
        window.size = struct.unpack_from("<HH", event, 20)


def _window_at(event: bytes, offset: int) -> int:
    return int.from_bytes(event[offset : offset + 4], "little")


def _socket_name(display: int) -> str:
    """Where the server listens, as the kernel lists it."""
    end = f".X11-unix/X{display}"
    names = (line.split()[-1] for line in Path("/proc/net/unix").read_text().splitlines())
    found = next((name for name in names if name.endswith(end)), None)
    if found is None:
        raise ScreenError(f"no X server listens as display {display}")
    return f"\0{found[1:]}" if found.startswith("@") else found


def _set_up(connection: socket.socket) -> tuple[int, int]:
    """Say hello; the root window and the first free resource id."""
    connection.sendall(struct.pack("<BxHHHH2x", ord("l"), 11, 0, 0, 0))
    status, words = struct.unpack("<B5xH", _receive(connection, 8))
    body = _receive(connection, 4 * words)
    if status != 1:
        raise ScreenError(f"the X server refused: {body!r}")
    first_id, vendor_length, formats = struct.unpack_from("<4xI8xH3xB", body)
    return _window_at(body, 32 + (vendor_length + 3) // 4 * 4 + 8 * formats), first_id


def _damage_extension(connection: socket.socket) -> tuple[int, int]:
    """The opcode of the extension DAMAGE and the number of its event."""
    name = b"DAMAGE"
    connection.sendall(struct.pack("<BxHH2x", 98, 4, len(name)) + name + b"\0\0")
    present, opcode, event = struct.unpack_from("<BBB", _receive(connection, UNIT), 8)
    if not present:
        raise ScreenError("the X server lacks the extension DAMAGE")
    connection.sendall(struct.pack("<BBHII", opcode, 0, 3, 1, 1))  # it wants its version named
    _receive(connection, UNIT)
    return opcode, event


def _receive(connection: socket.socket, count: int) -> bytes:
    octets = b""
    while len(octets) < count:
        more = connection.recv(count - len(octets))
        if not more:
            raise ScreenError("the X server closed the connection")
        octets += more
    return octets
