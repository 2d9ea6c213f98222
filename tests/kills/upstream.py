"""The user's server in the kill tests: wants a password, and counts what it took."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USERNAME = "taro"
PASSWORD = "upstream password"
_NUMBER = re.compile(rb"^X-Number: (\d+)\r$", re.MULTILINE)


class Upstream:
    """Takes mail on a free loopback port; `counts` says how often each number arrived."""

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self._counting = threading.Lock()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=0,
            server_hostname="upstream.example",
            authenticator=_authenticate,
            auth_required=True,
            auth_require_tls=False,
        )

    @property
    def port(self) -> int:
        server = self._controller.server
        assert isinstance(server, asyncio.Server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def handle_DATA(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        found = _NUMBER.search(content)
        assert found
        with self._counting:
            self.counts[int(found[1])] += 1
        return "250 2.0.0 taken"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._controller.stop()


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    right = LoginPassword(USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)
