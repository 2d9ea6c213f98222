"""A transcript: what a server answered in one transaction, as far as it got."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailguard.delivery.connection import NonsenseError
from mailguard.delivery.octets import UnreadableError, UnsendableError
from mailguard.domain.reply import Reply

START_MAIL_INPUT = 354
SERVICE_CLOSING = 421


@dataclass
class Transcript:
    """The replies in the order of the commands, and how the transaction ended."""

    recipient_count: int
    replies: list[Reply] = field(default_factory=list)
    final: Reply | None = None
    crossed: bool = False  # the final dot was sent
    is_reset: bool = False
    problem: UnsendableError | UnreadableError | None = None  # of the message itself
    lost: OSError | None = None  # how the connection ended

    # What was said ---------------------------------------------------------------------------

    @property
    def mail(self) -> Reply | None:
        return self.replies[0] if self.replies else None

    @property
    def recipients(self) -> list[Reply]:
        """To RCPT, in the order of the envelope; perhaps not to every one."""
        return self.replies[1 : 1 + self.recipient_count]

    @property
    def data(self) -> Reply | None:
        return self.replies[1 + self.recipient_count] if self.is_complete else None

    @property
    def is_complete(self) -> bool:
        """Whether every command was answered."""
        return len(self.replies) == self.recipient_count + 2

    # What follows from it --------------------------------------------------------------------

    @property
    def is_refused(self) -> bool:
        """Whether the sender was not accepted."""
        return self.mail is not None and not self.mail.is_positive

    @property
    def has_recipient(self) -> bool:
        """Whether at least one recipient was accepted."""
        return not self.is_refused and any(reply.is_positive for reply in self.recipients)

    @property
    def is_input_started(self) -> bool:
        return self.data is not None and self.data.code == START_MAIL_INPUT

    @property
    def is_awaited(self) -> bool:
        """Whether the message may be sent now."""
        return self.is_input_started and self.has_recipient

    @property
    def is_over(self) -> bool:
        """Whether the server refused, and waits for the next command.

        After a 354 that follows no accepted recipient even a lone dot could submit something
        (RFC 2920 §3.1 asks for it): the connection is closed instead.
        """
        return not self.is_input_started and not self.is_leaving

    @property
    def is_leaving(self) -> bool:
        """Whether the server said that it closes the connection."""
        last = self.final or (self.replies[-1] if self.replies else None)
        return last is not None and last.code == SERVICE_CLOSING

    @property
    def is_reusable(self) -> bool:
        """Whether another mail may follow over this connection."""
        is_unused = self.problem is not None and not self.replies
        is_over = self.final is not None or self.is_reset or is_unused
        return is_over and self.lost is None and not self.is_leaving

    @property
    def is_stillborn(self) -> bool:
        """Whether the connection was dead before the server knew of the mail."""
        if self.is_leaving:
            return len(self.replies) == 1
        return self.lost is not None and not self.replies

    # Writing it ------------------------------------------------------------------------------

    def add(self, reply: Reply) -> None:
        """The reply to the next command. Raises NonsenseError for one that cannot follow it."""
        is_data = len(self.replies) == self.recipient_count + 1
        if reply.is_positive and (reply.code == START_MAIL_INPUT) is not is_data:
            raise NonsenseError("a reply to another command")
        self.replies.append(reply)

    def interrupt(self, reply: Reply | None) -> None:
        """The server broke off while the message was being sent; `reply` may say why."""
        if reply is not None and not reply.is_positive:
            self.replies[-1] = reply  # it takes its 354 back

    def end(self, reply: Reply) -> None:
        """The reply to the final dot. Raises NonsenseError for one that cannot be."""
        if 300 <= reply.code < 400:
            raise NonsenseError("asked for more after the final dot")
        self.final = reply
