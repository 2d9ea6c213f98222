"""What delivery says to people about a mail: what happened, where, and what to do."""

from __future__ import annotations

from mailguard.domain.account import Server
from mailguard.domain.address import Address
from mailguard.domain.reply import Reply
from mailguard.i18n import _


def too_big(server: Server, length: int, limit: int) -> str:
    """The mail is longer than the server takes (RFC 1870)."""
    sentence = _(
        "This mail has {length} MB, but {host} takes at most {limit} MB. "
        "Please send it again with smaller or fewer attachments."
    )
    return sentence.format(
        length=_megabytes(length, up=True), limit=_megabytes(limit, up=False), host=server.host
    )


def _megabytes(octets: int, *, up: bool) -> str:
    """To a tenth, rounded so that the bigger one looks bigger."""
    tenths = -(-octets // 100_000) if up else octets // 100_000
    return f"{tenths / 10:g}"


def recipient_refused(server: Server, address: Address, reply: Reply) -> str:
    """RCPT met with a 5xx."""
    sentence = _("{host} did not accept {address}: {reply} Please check the address.")
    return sentence.format(host=server.host, address=address, reply=quoted(reply))


def sender_refused(server: Server, reply: Reply) -> str:
    """MAIL met with a 5xx."""
    sentence = _("{host} did not accept you as the sender: {reply} Please check the account.")
    return sentence.format(host=server.host, reply=quoted(reply))


def mail_refused(server: Server, reply: Reply) -> str:
    """DATA, or the final dot, met with a 5xx."""
    sentence = _("{host} refused this mail: {reply} Please change it and send it again.")
    return sentence.format(host=server.host, reply=quoted(reply))


def not_yet(server: Server, reply: Reply) -> str:
    """Something met with a 4xx."""
    sentence = _("{host} does not take this mail yet: {reply} MailGuard tries again by itself.")
    return sentence.format(host=server.host, reply=quoted(reply))


def lost_before(server: Server) -> str:
    """The connection was lost while it is certain that nothing went."""
    sentence = _(
        "The connection to {host} broke off before the mail was handed over. "
        "MailGuard tries again by itself."
    )
    return sentence.format(host=server.host)


def lost_after(server: Server) -> str:
    """The connection was lost after the final dot."""
    sentence = _(
        "The connection to {host} broke off before it confirmed the mail: it may or may not "
        "have gone. Ask a recipient, then choose whether to send it again."
    )
    return sentence.format(host=server.host)


def unspeakable() -> str:
    """A line end within an address or a parameter."""
    return _(
        "An address of this mail contains a line break, so nothing was sent. "
        "Please write the mail anew and send it again."
    )


def no_receipt_key(error: Exception) -> str:
    """The organisation's key for receipts is not there."""
    sentence = _("This mail needs a receipt, and waits: {problem} MailGuard tries again by itself.")
    return sentence.format(problem=error)


def interrupted() -> str:
    """The engine ended first."""
    return _("MailGuard was closed before this mail left; it goes out when MailGuard runs again.")


def expired(days: int) -> str:
    """It was tried for too long."""
    sentence = _(
        "MailGuard could not hand over this mail for {days} days and has stopped trying. "
        "Choose Retry to send it after all."
    )
    return sentence.format(days=days)


def quoted(reply: Reply) -> str:
    """The server's own words as a sentence: without codes, ending in a full stop."""
    words = " ".join(reply.text.split()) or str(reply.code)
    return words if words[-1] in ".!?。" else f"{words}."
