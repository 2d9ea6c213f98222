"""Reading a delivered mail the way its recipient's program would."""

from email import message_from_bytes, policy
from email.message import EmailMessage


def read(mail: bytes) -> EmailMessage:
    """The mail, decoded."""
    return message_from_bytes(mail, policy=policy.default)


def text(mail: bytes, kind: str = "plain") -> str:
    """Its text, `plain` or `html`, with plain line ends."""
    part = read(mail).get_body((kind,))
    if part is None:
        raise LookupError(f"no {kind} text in the mail")
    return str(part.get_content()).replace("\r\n", "\n")


def files(mail: bytes) -> dict[str, bytes]:
    """Its attachments by name."""
    parts = read(mail).iter_attachments()
    return {str(part.get_filename()): _octets(part) for part in parts}


def _octets(part: EmailMessage) -> bytes:
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes):
        raise TypeError("an attached message has no octets of its own")
    return octets
