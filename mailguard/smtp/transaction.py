"""One mail transaction (RFC 5321 §3.3): what MAIL and RCPT have said so far."""

from __future__ import annotations

from mailguard.domain.address import Address, AddressError
from mailguard.domain.envelope import Body, Capabilities, Envelope, Extension, Forward
from mailguard.smtp import parameters, path, replies
from mailguard.smtp.parameters import MailParameters
from mailguard.smtp.replies import Refused
from mailguard.smtp.settings import Limits


def largest(capabilities: Capabilities, limits: Limits) -> int:
    """The octets a message may have; a SIZE of 0 declares no limit (RFC 1870 §4)."""
    return min(limits.message_octets, capabilities.size or limits.message_octets)


class Transaction:
    """Begun by MAIL; what the account's server cannot pass on is refused here, not later."""

    def __init__(self, argument: str, capabilities: Capabilities, limits: Limits) -> None:
        """`argument`: of MAIL. Raises Refused."""
        given = path.parse(argument, "FROM")
        if given is None:
            raise Refused(replies.BAD_MAIL)
        self._capabilities = capabilities
        self._limits = limits
        self._options = parameters.of_mail(given.parameters)
        self._refuse_unless_offered(self._options)
        self._sender = self._sender_of(given.mailbox)
        self._forwards: dict[str, Forward] = {}

    @property
    def largest(self) -> int:
        return largest(self._capabilities, self._limits)

    @property
    def size(self) -> int | None:
        """The octets the mail program has declared."""
        return self._options.size

    @property
    def has_recipients(self) -> bool:
        return bool(self._forwards)

    @property
    def envelope(self) -> Envelope:
        options = self._options
        return Envelope(
            sender=self._sender,
            forwards=tuple(self._forwards.values()),
            body=options.body,
            smtputf8=options.smtputf8,
            ret=options.ret,
            envid=options.envid,
        )

    def add(self, argument: str) -> None:
        """Take a recipient, the `argument` of RCPT; one that is there already stays as it is.

        Raises Refused.
        """
        given = path.parse(argument, "TO")
        if given is None:
            raise Refused(replies.BAD_RCPT)
        options = parameters.of_rcpt(given.parameters)
        if options.notify or options.orcpt:
            self._require(Extension.DSN)
        self._refuse_hidden_utf8(options.orcpt)
        address = self._recipient_of(given.mailbox)
        if address.key not in self._forwards and len(self._forwards) >= self._limits.recipients:
            raise Refused(replies.TOO_MANY_RECIPIENTS)
        self._forwards.setdefault(address.key, Forward(address, options.notify, options.orcpt))

    def _sender_of(self, mailbox: str) -> Address | None:
        if not mailbox:
            return None
        try:
            address = Address.parse(mailbox)
        except AddressError as error:
            raise Refused(replies.bad_sender(mailbox)) from error
        self._refuse_hidden_utf8(mailbox)
        return address

    def _recipient_of(self, mailbox: str) -> Address:
        try:
            address = Address.parse(mailbox)
        except AddressError as error:
            raise Refused(replies.bad_recipient(mailbox)) from error
        self._refuse_hidden_utf8(mailbox)
        return address

    def _refuse_hidden_utf8(self, text: str | None) -> None:
        if text and not text.isascii() and not self._options.smtputf8:
            raise Refused(replies.NEEDS_SMTPUTF8)

    def _refuse_unless_offered(self, options: MailParameters) -> None:
        if options.size is not None and options.size > self.largest:
            raise Refused(replies.too_large(self.largest))
        if options.body is Body.EIGHT_BIT:
            self._require(Extension.EIGHT_BIT_MIME)
        if options.smtputf8:
            self._require(Extension.SMTPUTF8)
        if options.ret or options.envid:
            self._require(Extension.DSN)

    def _require(self, extension: Extension) -> None:
        if extension not in self._capabilities.extensions:
            raise Refused(replies.NOT_PASSED_ON[extension])
