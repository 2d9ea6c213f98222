"""The desktop's connection to the engine: commands out, events in, and again when it is lost."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtNetwork import QAbstractSocket, QTcpSocket

from mailguard.control import address
from mailguard.control.handshake import ClientHandshake
from mailguard.control.protocol import (
    Answered,
    ChannelError,
    Decoder,
    Frame,
    Request,
    Role,
    encode,
)
from mailguard.domain.command import Command, Declined, Listing, Response
from mailguard.i18n import _
from mailguard.paths import DataFolder
from ui.link import OnResponse

_FIRST_WAIT = 0.1
_LONGEST_WAIT = 1.0
_HANDSHAKE_MS = 5000
_ENGINE_EVERY = 10
"""Fruitless attempts between two starts of the engine; the first attempt starts it."""


class EngineLink(QObject):
    """One connection to the engine of a data folder.

    heard: An event from the engine; the pages of a Snapshot first after every connect.
    attached: The engine answers.
    lost: It does not, or not any more; the connection is tried again until it does.
    """

    heard = Signal(object)
    attached = Signal()
    lost = Signal()

    def __init__(self, folder: DataFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._socket = QTcpSocket(self)
        self._socket.readyRead.connect(self._on_ready)
        self._socket.connected.connect(self._on_connected)
        self._socket.disconnected.connect(self._on_disconnected)
        self._socket.errorOccurred.connect(self._on_disconnected)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._connect)
        self._patience = QTimer(self, singleShot=True, interval=_HANDSHAKE_MS)
        self._patience.timeout.connect(self._give_up)
        self._decoder = Decoder()
        self._handshake: ClientHandshake | None = None
        self._waiting: dict[int, OnResponse] = {}
        self._listings: dict[int, Listing] = {}
        self._number = 0
        self._attempts = 0
        self._closing = False

    @property
    def is_attached(self) -> bool:
        """Whether the engine answers."""
        return self._handshake is not None and self._handshake.done

    def open(self) -> None:
        """Connect, starting the engine if none answers; and again whenever it is lost."""
        self._closing = False
        self._connect()

    def close(self) -> None:
        """Disconnect for good."""
        self._closing = True
        self._again.stop()
        self._patience.stop()
        self._socket.abort()

    def send(self, command: Command, on_response: OnResponse | None = None) -> None:
        """Tell the engine; `on_response` is called with its answer, or with a Declined."""
        answer = on_response or _ignore
        if not self.is_attached:
            answer(_not_there())
            return
        self._number += 1
        self._waiting[self._number] = answer
        self._socket.write(encode(Request(self._number, command)))

    def _connect(self) -> None:
        channel = address.read(self._folder.channel)
        if channel is None:
            self._try_later()
            return
        self._decoder = Decoder()
        self._handshake = ClientHandshake(channel.secret, Role.DESKTOP)
        self._socket.abort()
        self._socket.connectToHost(address.HOST, channel.port)
        self._patience.start()

    def _try_later(self) -> None:
        if self._closing:
            return
        if self._attempts % _ENGINE_EVERY == 0:
            start_engine(self._folder)
        wait = min(_FIRST_WAIT * 1.5**self._attempts, _LONGEST_WAIT)
        self._attempts += 1
        self._again.start(round(wait * 1000))

    def _give_up(self) -> None:
        """Something took the connection and says nothing."""
        self._socket.abort()
        self._on_disconnected()

    def _on_connected(self) -> None:
        # a command is one small line: it should not wait for the next one
        self._socket.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        if self._handshake is not None:
            self._socket.write(self._handshake.hello())

    def _on_ready(self) -> None:
        octets = self._socket.readAll().data()
        try:
            for frame in self._decoder.feed(bytes(octets)):
                self._receive(frame)
        except ChannelError:
            self._socket.abort()

    def _receive(self, frame: Frame) -> None:
        if not self.is_attached:
            self._greet(frame)
        elif isinstance(frame, Answered):
            self._answered(frame)
        else:
            self.heard.emit(frame)

    def _greet(self, frame: Frame) -> None:
        if self._handshake is None:
            return
        self._socket.write(self._handshake.receive(frame))
        if self.is_attached:
            self._patience.stop()
            self._attempts = 0
            self.attached.emit()

    def _answered(self, answered: Answered) -> None:
        """Hand a response on; the pages of a listing as one."""
        response = answered.response
        if isinstance(response, Listing):
            before = self._listings.pop(answered.number, Listing(()))
            response = Listing(before.entries + response.entries)
            if not answered.last:
                self._listings[answered.number] = response
                return
        self._waiting.pop(answered.number, _ignore)(response)

    def _on_disconnected(self) -> None:
        was_attached = self.is_attached
        self._handshake = None
        unanswered, self._waiting, self._listings = self._waiting, {}, {}
        for answer in unanswered.values():
            answer(_not_there())
        if was_attached:
            self.lost.emit()
        if not self._again.isActive():
            self._try_later()


def start_engine(folder: DataFolder) -> None:
    """Start the engine so that it outlives the desktop. If one runs already, the new one leaves."""
    Path(folder.root).mkdir(parents=True, exist_ok=True)
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments(["-m", "mailguard", "engine", "--data", str(folder.root)])
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    process.startDetached()


def _not_there() -> Declined:
    return Declined(_("MailGuard is not ready just now. Please try again in a moment."), "lost")


def _ignore(_response: Response) -> None:
    """Nobody asked to hear the answer."""
