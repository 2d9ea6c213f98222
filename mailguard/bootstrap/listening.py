"""Listening for mail programs: on the kept port, again and again until it can be had."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable

from mailguard.domain.clock import Clock
from mailguard.domain.event import Condition
from mailguard.examination.network import port_taken
from mailguard.guard.ports import Intake
from mailguard.i18n import _
from mailguard.loopback import PortTakenError
from mailguard.smtp.certificate import LocalCertificate
from mailguard.smtp.server import Ports, SubmissionServer

log = logging.getLogger(__name__)

_AGAIN = 5.0
"""Seconds between two tries to get the port."""


class Listening:
    """The submission server on its port; a port that is taken is a condition, not the end."""

    def __init__(
        self,
        port: int,
        intake: Intake,
        certificate: LocalCertificate,
        clock: Clock,
        report: Callable[..., None],
    ) -> None:
        self._port = port
        self._intake = intake
        self._certificate = certificate
        self._clock = clock
        self._report = report
        self._server: SubmissionServer | None = None
        self._trying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen now, or as soon as the port can be had."""
        if not await self._listens():
            self._trying = asyncio.create_task(self._keep_trying())

    async def stop(self) -> None:
        """Take no more mail. The guard must be stopping already."""
        if self._trying is not None:
            self._trying.cancel()
            await asyncio.gather(self._trying, return_exceptions=True)
        if self._server is not None:
            await self._server.close()

    async def _keep_trying(self) -> None:
        while True:
            await asyncio.sleep(_AGAIN)
            if await self._listens():
                return

    async def _listens(self) -> bool:
        server = SubmissionServer(self._intake, Ports(self._port), self._tls())
        try:
            await server.start()
        except PortTakenError:
            self._report("smtp", port_taken(self._port))
            return False
        except OSError as error:
            log.warning("port %d: %s", self._port, error)
            self._report("smtp", _cannot_listen(self._port, error))
            return False
        self._server = server
        self._report("smtp")
        return True

    def _tls(self) -> ssl.SSLContext | None:
        """With a certificate of our own; on loopback, mail programs can do without."""
        try:
            self._certificate.ensure(self._clock.now())
            return self._certificate.context()
        except OSError as error:
            log.warning("the local certificate cannot be used: %s", error)
            return None


def _cannot_listen(port: int, error: OSError) -> Condition:
    return Condition(
        "port-unusable",
        _("MailGuard cannot listen on port {port}: {reason}.").format(
            port=port, reason=error.strerror
        ),
        _("Restart the computer. If it stays, ask your administrator."),
    )
