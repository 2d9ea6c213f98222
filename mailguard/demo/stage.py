"""The stage: a data folder, a mail server and an engine that exist for the demo alone."""

from __future__ import annotations

import asyncio
import os
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import getaddresses
from pathlib import Path

from mailguard import files
from mailguard.accounts.book import AccountBook
from mailguard.accounts.port import submission_ports
from mailguard.control.client import Client, connect
from mailguard.control.protocol import ChannelError, Role
from mailguard.demo.mails import Cast
from mailguard.demo.server import DemoMailServer
from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.command import SetPassword, TryAccount
from mailguard.knowledge.memory import KnowledgeMemory
from mailguard.paths import DataFolder
from mailguard.secrets.keyring import KeyringUnavailableError
from mailguard.secrets.vault import Vault

DELAY = 10
"""Seconds between *Send* and leaving: long enough for *Undo*, short enough to watch."""

_START = 15.0


class _NoKeyring:
    """No place to keep a key."""

    def key(self, name: str) -> bytes | None:
        raise KeyringUnavailableError(name)

    def keep(self, name: str, key: bytes) -> None:
        del key
        raise KeyringUnavailableError(name)


class Stage:
    """Where the demo plays."""

    def __init__(self, folder: DataFolder, server: DemoMailServer, cast: Cast) -> None:
        self.folder = folder
        self.server = server
        self.cast = cast
        self._port = submission_ports(folder.port).clear
        self._password = ""

    async def prepare(self, language: str) -> None:
        """One account that sends to the demo's server, and people it has written to before."""
        book = AccountBook(self.folder.accounts, Vault(self.folder.vault, _NoKeyring()))
        server = Server("127.0.0.1", self.server.port, Security.NONE, Auth.PASSWORD, "demo")
        account = Account(self.cast.sender, server)
        await asyncio.to_thread(book.put, account, self.server.password)
        self._password = book.local_password(account.id)
        memory = KnowledgeMemory(self.folder.knowledge)
        for each in self.cast.known:  # in a mail of their own: they do not know each other
            memory.met((each,), datetime.now(UTC))
        await memory.close()
        settings = f'language = "{language}"\n[delay]\nexternal = {DELAY}\n'
        files.replace(self.folder.config, settings.encode())

    async def open(self) -> Client:
        """A connection to the engine, which then knows its server's password and what it offers."""
        client = await self.connect(Role.CLI)
        account = str(self.cast.sender)
        for command in (SetPassword(account, self.server.password), TryAccount(account)):
            await asyncio.to_thread(client.request, command)
        return client

    async def connect(self, role: Role) -> Client:
        """A connection to the engine, as soon as it is there. Raises ChannelError."""
        deadline = asyncio.get_running_loop().time() + _START
        while True:
            try:
                return await asyncio.to_thread(connect, self.folder.channel, role)
            except ChannelError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.1)

    def send(self, mail: bytes) -> str:
        """Send as a mail program would; the reply to the final dot. Blocking."""
        header = message_from_bytes(mail)
        to = [address for _, address in getaddresses(header.get_all("To", []))]
        cc = [address for _, address in getaddresses(header.get_all("Cc", []))]
        with smtplib.SMTP("127.0.0.1", self._port, "localhost", timeout=120) as client:
            client.login(str(self.cast.sender), self._password)
            try:
                client.sendmail(str(self.cast.sender), to + cc, mail, ["BODY=8BITMIME"])
            except smtplib.SMTPDataError as error:
                return f"{error.smtp_code} {_text(error.smtp_error)}"
        return "250 OK"


def _text(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply


@asynccontextmanager
async def stage(cast: Cast, language: str, *, headless: bool) -> AsyncIterator[Stage]:
    """A stage with a running engine; all of it goes at the end."""
    with tempfile.TemporaryDirectory(prefix="mailguard-demo-") as root:
        folder = DataFolder(Path(root))
        folder.create()
        server = DemoMailServer()
        await server.start()
        made = Stage(folder, server, cast)
        await made.prepare(language)
        engine = _start(folder, "-m", "mailguard", "engine", *(["--headless"] * headless))
        try:
            yield made
        finally:
            engine.terminate()
            await asyncio.to_thread(engine.wait, 20)
            await server.close()


def start_desktop(folder: DataFolder) -> subprocess.Popen[bytes]:
    """The real desktop, on the demo's folder."""
    return _start(folder, "-m", "ui")


def _start(folder: DataFolder, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, *words, "--data", str(folder.root)]
    # the demo leaves nothing behind in the user's keyring
    environment = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return subprocess.Popen(  # noqa: S603  our own program
        command, stdin=subprocess.DEVNULL, env=environment
    )
