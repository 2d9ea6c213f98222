"""Listening for mail programs: on the kept ports, again and again until they can be had."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from mailguard.accounts.port import Ports
from mailguard.domain.clock import Clock
from mailguard.domain.event import Condition
from mailguard.examination.network import port_taken, tls_port_taken
from mailguard.guard.ports import Intake
from mailguard.i18n import _
from mailguard.loopback import PortTakenError
from mailguard.smtp.certificate import LocalCertificate
from mailguard.smtp.server import SubmissionServer
from mailguard.smtp.settings import SubmissionSettings

log = logging.getLogger(__name__)

_AGAIN = 5.0
"""Seconds between two tries to get a port."""


@dataclass(frozen=True)
class _Door:
    """One port: how it is opened, and what is said while it cannot be."""

    source: str  # of its conditions
    port: int
    listen: Callable[[int], Awaitable[None]]
    taken: Callable[[int], Condition]


class Listening:
    """The submission server on its ports; a port that is taken is a condition, not the end.

    The port of TLS comes after the other, and never at its cost.
    """

    def __init__(
        self,
        ports: Ports,
        intake: Intake,
        certificate: LocalCertificate,
        clock: Clock,
        report: Callable[..., None],
        settings: SubmissionSettings,
    ) -> None:
        self._ports = ports
        self._intake = intake
        self._certificate = certificate
        self._clock = clock
        self._report = report
        self._settings = settings
        self._tls: ssl.SSLContext | None = None
        self._server: SubmissionServer | None = None
        self._trying: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen now, or as soon as the ports can be had."""
        self._tls = self._secured()
        self._server = server = SubmissionServer(self._intake, self._tls, self._settings)
        await self._open(_Door("smtp", self._ports.clear, server.listen, port_taken))
        if self._tls is not None:
            await self._open(_Door("smtps", self._ports.tls, server.listen_tls, tls_port_taken))

    async def stop(self) -> None:
        """Take no more mail. The guard must be stopping already."""
        for one in self._trying:
            one.cancel()
        await asyncio.gather(*self._trying, return_exceptions=True)
        if self._server is not None:
            await self._server.close()

    async def renew(self) -> None:
        """Renew the certificate if it ends soon. Who connects from now on sees the new one;
        no connection ends for it.
        """
        if self._tls is None:
            return
        try:
            await asyncio.to_thread(self._certificate.ensure, self._clock.now())
            self._certificate.load_into(self._tls)
        except OSError as error:
            self._report_certificate(error)
        else:
            self._report("certificate")

    async def _open(self, door: _Door) -> None:
        if not await self._listens(door):
            self._trying.append(asyncio.create_task(self._keep_trying(door)))

    async def _keep_trying(self, door: _Door) -> None:
        while True:
            await asyncio.sleep(_AGAIN)
            if await self._listens(door):
                return

    async def _listens(self, door: _Door) -> bool:
        try:
            await door.listen(door.port)
        except PortTakenError:
            self._report(door.source, door.taken(door.port))
            return False
        except OSError as error:
            log.warning("port %d: %s", door.port, error)
            self._report(door.source, _cannot_listen(door, error))
            return False
        self._report(door.source)
        return True

    def _secured(self) -> ssl.SSLContext | None:
        """With a certificate of our own; on loopback, mail programs can do without."""
        try:
            self._certificate.ensure(self._clock.now())
            return self._certificate.context()
        except OSError as error:
            self._report_certificate(error)
            return None

    def _report_certificate(self, error: OSError) -> None:
        log.warning("the local certificate cannot be used: %s", error)
        self._report("certificate", _without_certificate(error))


def _cannot_listen(door: _Door, error: OSError) -> Condition:
    return Condition(
        f"{door.source}-port-unusable",
        _("MailGuard cannot listen on port {port}: {reason}.").format(
            port=door.port, reason=error.strerror
        ),
        _("Restart the computer. If it stays, ask your administrator."),
    )


def _without_certificate(error: OSError) -> Condition:
    return Condition(
        "certificate-unusable",
        _("MailGuard's certificate for mail programs that use SSL/TLS cannot be kept: {reason}.")
        .format(reason=error.strerror or error),
        _("Mail programs without SSL/TLS go on as before. Please see whether the disk is full, "
          "then restart MailGuard."),
    )  # fmt: skip
