"""What one mail program and the server have said to each other, command by command."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType

from mailguard.domain.account import Account
from mailguard.domain.reply import Reply
from mailguard.guard.ports import Intake
from mailguard.guard.storage import SpoolError, SpoolFullError
from mailguard.smtp import authentication, replies
from mailguard.smtp.authentication import Credentials, Exchange
from mailguard.smtp.command import Command
from mailguard.smtp.lockout import Lockout
from mailguard.smtp.replies import Refused
from mailguard.smtp.settings import SubmissionSettings
from mailguard.smtp.transaction import Transaction, largest
from mailguard.smtp.upload import Upload

log = logging.getLogger(__name__)

_NOT_OFFERED = frozenset({"EXPN", "ETRN", "TURN", "SEND", "SOML", "SAML", "BDAT", "BURL"})


class Conversation:
    """Answers commands. After one that asks for more than a command, `exchange`, `upload` or
    `is_securing` says for what.
    """

    def __init__(
        self,
        intake: Intake,
        settings: SubmissionSettings,
        lockout: Lockout,
        *,
        offers_tls: bool,
    ) -> None:
        """`offers_tls`: the connection is in clear, and there is a certificate."""
        self._intake = intake
        self._settings = settings
        self._lockout = lockout
        self._offers_tls = offers_tls
        self._greeted = False
        self._account: Account | None = None
        self._transaction: Transaction | None = None
        self.exchange: Exchange | None = None
        self.upload: Upload | None = None
        self.is_securing = False

    def obey(self, command: Command) -> Reply:
        handler = _VERBS.get(command.verb)
        if handler is None:
            known = command.verb in _NOT_OFFERED
            return replies.NOT_OFFERED if known else replies.UNKNOWN_COMMAND
        try:
            return handler(self, command.argument)
        except Refused as refused:
            return refused.reply

    def respond(self, exchange: Exchange, line: bytes) -> Reply:
        """Take the answer to the challenge of `exchange`."""
        try:
            return self._advance(exchange, authentication.decode(line))
        except Refused as refused:
            self.exchange = None
            return refused.reply

    def end_upload(self) -> None:
        """The final dot has come: the transaction is over, whatever the message's fate."""
        self.upload = None
        self._transaction = None

    # Verbs -----------------------------------------------------------------------------------

    def _ehlo(self, argument: str) -> Reply:
        self._helo(argument)
        capabilities = self._intake.offered(self._account)
        lines = ["localhost", "PIPELINING", "ENHANCEDSTATUSCODES"]
        lines.append(f"SIZE {largest(capabilities, self._settings.limits)}")
        lines.append(f"AUTH {authentication.MECHANISMS}")
        if self._offers_tls:
            lines.append("STARTTLS")
        return Reply(250, "\n".join([*lines, *sorted(capabilities.extensions)]))

    def _helo(self, argument: str) -> Reply:
        if not argument:
            raise Refused(replies.NAME_MISSING)
        self._greeted = True
        self._transaction = None
        return Reply(250, "localhost")

    def _starttls(self, argument: str) -> Reply:
        if argument:
            raise Refused(replies.NO_ARGUMENT)
        if not self._offers_tls:
            raise Refused(replies.NOT_OFFERED)
        self.is_securing = True
        return replies.READY_FOR_TLS

    def _auth(self, argument: str) -> Reply:
        self._require_greeting()
        if self._account:
            raise Refused(replies.ALREADY_AUTHENTICATED)
        return self._advance(authentication.begin(argument), None)

    def _advance(self, exchange: Exchange, response: bytes | None) -> Reply:
        """Send `exchange` what came, None to start it. Raises Refused."""
        try:
            octets = next(exchange) if response is None else exchange.send(response)
        except StopIteration as done:
            credentials: Credentials = done.value
        else:
            self.exchange = exchange
            return authentication.challenge(octets)
        self.exchange = None  # outside of `except`: no traceback shall hold a password
        return self._authenticate(credentials)

    def _authenticate(self, credentials: Credentials) -> Reply:
        username, password = credentials
        if seconds := self._lockout.seconds_left(username):
            return replies.wait_after_wrong_passwords(seconds)
        self._account = self._intake.authenticate(username, password)
        if self._account is None:
            self._lockout.failed(username, password)
            return replies.WRONG_PASSWORD
        self._lockout.succeeded(username)
        return replies.AUTHENTICATED

    def _mail(self, argument: str) -> Reply:
        account = self._authenticated()
        if self._transaction:
            raise Refused(replies.ALREADY_MAIL)
        capabilities = self._intake.offered(account)
        self._transaction = Transaction(argument, capabilities, self._settings.limits)
        return replies.SENDER_OK

    def _rcpt(self, argument: str) -> Reply:
        _account, transaction = self._begun()
        transaction.add(argument)
        return replies.RECIPIENT_OK

    def _data(self, argument: str) -> Reply:
        account, transaction = self._begun()
        if argument:
            raise Refused(replies.NO_ARGUMENT)
        if not transaction.has_recipients:
            raise Refused(replies.NO_RECIPIENTS)
        self.upload = self._open(account, transaction)
        return replies.GO_AHEAD

    def _rset(self, argument: str) -> Reply:
        if argument:
            raise Refused(replies.NO_ARGUMENT)
        self._transaction = None
        return replies.OK

    def _require_greeting(self) -> None:
        if not self._greeted:
            raise Refused(replies.GREET_FIRST)

    def _begun(self) -> tuple[Account, Transaction]:
        account = self._authenticated()
        if self._transaction is None:
            raise Refused(replies.MAIL_FIRST)
        return account, self._transaction

    def _authenticated(self) -> Account:
        self._require_greeting()
        if self._account is None:
            raise Refused(replies.AUTH_REQUIRED)
        return self._account

    def _open(self, account: Account, transaction: Transaction) -> Upload:
        try:
            reception = self._intake.begin(account, transaction.envelope, transaction.size)
        except SpoolFullError as error:
            raise Refused(replies.DISK_FULL) from error
        except SpoolError as error:
            log.warning("no mail can be taken in: %s", error)
            raise Refused(replies.OWN_FAILURE) from error
        return Upload(reception, account, transaction.largest, self._settings.strays)

    def _noop(self, _argument: str) -> Reply:
        return replies.OK

    def _vrfy(self, _argument: str) -> Reply:
        return replies.CANNOT_VERIFY

    def _help(self, _argument: str) -> Reply:
        return replies.HELP

    def _quit(self, _argument: str) -> Reply:
        return replies.BYE


_VERBS: Mapping[str, Callable[[Conversation, str], Reply]] = MappingProxyType(
    {
        "EHLO": Conversation._ehlo,
        "HELO": Conversation._helo,
        "STARTTLS": Conversation._starttls,
        "AUTH": Conversation._auth,
        "MAIL": Conversation._mail,
        "RCPT": Conversation._rcpt,
        "DATA": Conversation._data,
        "RSET": Conversation._rset,
        "NOOP": Conversation._noop,
        "VRFY": Conversation._vrfy,
        "HELP": Conversation._help,
        "QUIT": Conversation._quit,
    }
)
