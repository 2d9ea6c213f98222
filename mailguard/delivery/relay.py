"""The relay: hands messages to a server, over connections that it keeps for the next one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from mailguard.delivery import trouble, wording
from mailguard.delivery.commands import needs
from mailguard.delivery.connection import Connection
from mailguard.delivery.limits import Limits
from mailguard.delivery.octets import Octets, UnsendableError
from mailguard.delivery.outcomes import SIGN_IN_WANTED, for_all, outcomes
from mailguard.delivery.pool import Credentials, Pool
from mailguard.delivery.session import TroubleError, open_session
from mailguard.delivery.transaction import transact
from mailguard.delivery.transcript import Transcript
from mailguard.domain.account import Account, Server
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.domain.entry import Claim
from mailguard.domain.envelope import Envelope
from mailguard.domain.state import State
from mailguard.receipt.key import Key, KeyFileError

log = logging.getLogger(__name__)


class SmtpRelay:
    """Blocking; each method may be called from any thread, several at once."""

    def __init__(
        self, limits: Limits | None = None, receipt_key: Callable[[], Key | None] = lambda: None
    ) -> None:
        """`receipt_key`: by which mail leaves with a receipt now; it may raise KeyFileError."""
        self._receipt_key = receipt_key
        self._limits = limits or Limits()
        self._pool = Pool(self._limits)
        self._lock = threading.Lock()
        self._active: set[Connection] = set()
        self._is_stopping = False

    def deliver(self, claim: Claim, account: Account, password: str | None) -> Delivery:
        """One attempt, with an outcome for each recipient of the claim.

        Never raises for what a server, a network or a damaged file does.
        """
        envelope = claim.outgoing.envelope
        try:
            octets = Octets(claim.entry.source, claim.outgoing.edits, self._receipt_key())
            who = Credentials(account.id, account.server, password)
            delivery = self._deliver(envelope, octets, who)
        except UnsendableError as error:
            delivery = Delivery(for_all(envelope, State.FAILED, str(error)))
        except KeyFileError as error:
            reason = wording.no_receipt_key(error)
            delivery = Delivery(for_all(envelope, State.QUEUED, reason))
        except TroubleError as error:
            queued = for_all(envelope, State.QUEUED, str(error.trouble), error.reply)
            delivery = Delivery(queued, error.trouble)
        return _interrupted(delivery) if self._is_stopping else delivery

    def reach(self, account: Account, password: str | None) -> Delivery:
        """Connect and sign in, without a message; the connection is kept for the next one."""
        who = Credentials(account.id, account.server, password)
        try:
            connection = self._open(who)
        except TroubleError as error:
            return Delivery(trouble=error.trouble)
        self._pool.give(who, connection)
        return Delivery(capabilities=connection.capabilities)

    def close_idle(self) -> None:
        """Close the connections that nobody has used for `Limits.idle` seconds."""
        self._pool.close_idle()

    def interrupt(self, *, crossed_too: bool = False) -> None:
        """Cut short what is under way, but not the wait for a final reply (or `crossed_too`).

        Nothing new is begun after it.
        """
        with self._lock:
            self._is_stopping = True
            active = tuple(self._active)
        for connection in active:
            connection.cut(crossed_too=crossed_too)

    def close(self) -> None:
        """Close the connections that are idle."""
        self._pool.close()

    # Inside ----------------------------------------------------------------------------------

    def _deliver(self, envelope: Envelope, octets: Octets, who: Credentials) -> Delivery:
        kept = self._pool.take(who)
        if kept is not None:
            delivery = self._attempt(kept, envelope, octets, who)
            if not _was_dead(delivery):
                return delivery
        fresh = self._open(who)
        delivery = self._attempt(fresh, envelope, octets, who)
        return replace(delivery, capabilities=fresh.capabilities)

    def _attempt(
        self, connection: Connection, envelope: Envelope, octets: Octets, who: Credentials
    ) -> Delivery:
        unfit = _unfit(connection, envelope, octets)
        if unfit is not None:
            self._pool.give(who, connection)
            return unfit
        with self._watched(connection):
            transcript = transact(connection, envelope, octets)
        if transcript.lost is not None:
            log.info("%s: the connection was lost: %r", who.account_id, transcript.lost)
        if transcript.is_reusable:
            self._pool.give(who, connection)
        else:
            connection.close()
        return Delivery(
            outcomes(envelope, transcript, who.server), _trouble(transcript, who.server)
        )

    def _open(self, who: Credentials) -> Connection:
        """Raises TroubleError."""
        connection = Connection(who.server, self._limits)
        try:
            with self._watched(connection):
                open_session(connection, who.password)
        except TroubleError as error:
            log.info("%s: %s: %r", who.account_id, error.trouble.obstacle, error.__cause__)
            raise
        return connection

    @contextmanager
    def _watched(self, connection: Connection) -> Iterator[None]:
        """Within it the connection can be cut from another thread."""
        with self._lock:
            self._active.add(connection)
            if self._is_stopping:
                connection.cut()
        try:
            yield
        finally:
            with self._lock:
                self._active.discard(connection)


def _unfit(connection: Connection, envelope: Envelope, octets: Octets) -> Delivery | None:
    """Why the server cannot be given this message; None: it can."""
    server, offered = connection.server, connection.capabilities
    missing = needs(envelope) - offered.extensions
    if missing:
        gone = trouble.extension_gone(server, missing)
        return Delivery(for_all(envelope, State.QUEUED, str(gone)), gone)
    if offered.size is not None and octets.length > offered.size:
        reason = wording.too_big(server, octets.length, offered.size)
        return Delivery(for_all(envelope, State.FAILED, reason))
    return None


def _trouble(transcript: Transcript, server: Server) -> Trouble | None:
    """What the transcript shows to be wrong with the account, not with the mail."""
    reply = transcript.mail
    if reply is not None and reply.code == SIGN_IN_WANTED:
        return trouble.sign_in_wanted(server, reply)
    if not transcript.is_stillborn:
        return None
    return trouble.turned_away(server, reply) if reply else trouble.broken_off(server)


def _was_dead(delivery: Delivery) -> bool:
    """Whether a connection from the pool had been closed meanwhile: nothing was sent."""
    return delivery.trouble is not None and delivery.trouble.obstacle is Obstacle.UNREACHABLE


def _interrupted(delivery: Delivery) -> Delivery:
    """What did not leave because the engine stops says so."""
    told = tuple(
        replace(outcome, reason=wording.interrupted())
        if outcome.state is State.QUEUED and outcome.reply is None
        else outcome
        for outcome in delivery.outcomes
    )
    return replace(delivery, outcomes=told, trouble=None)
