"""Which parts of a message are its text, and which are files that came with it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.message.parts import Part

# What stands beside a signed or reporting text, and is neither text nor a file of the sender's.
_ACCESSORIES = frozenset({
    "application/pgp-signature", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "application/pgp-encrypted", "message/delivery-status",
    "message/disposition-notification", "text/rfc822-headers",
})  # fmt: skip
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ELSEWHERE = frozenset({"message/partial", "message/external-body"})


class Body(msgspec.Struct, frozen=True):
    """The leaves of a message that matter, in the order they stand in."""

    texts: tuple[Part, ...]  # what the reader reads: one form of each text
    files: tuple[Part, ...]
    is_encrypted: bool = False  # content of it lies within an encrypted part
    is_signed: bool = False  # S/MIME or PGP/MIME
    is_sealed: bool = False  # its content lies within the signature (RFC 8551 §3.5.2)
    is_elsewhere: bool = False  # content of it comes with another mail, or is fetched


def body_of(root: Part) -> Body:
    """The texts and files of a message."""
    sealed = root.media_type in _SEALED and _smime(root) == "signed-data"
    if root.media_type in _SEALED and not sealed:
        return Body((), (), is_encrypted=True)
    texts: list[Part] = []
    files: list[Part] = []
    encrypted = signed = elsewhere = False
    waiting = [(root, True)]  # with whether its text is the form that is read
    while waiting:
        part, read = waiting.pop()
        signed |= part.media_type == "multipart/signed"
        elsewhere |= part.media_type in _ELSEWHERE
        if part.media_type == "multipart/encrypted":
            encrypted = True
        elif part.children and part.media_type != "message/rfc822":
            waiting.extend(reversed(_children(part, read=read)))
        elif is_text(part) or (part is root and _is_whole_text(part)):
            texts += [part] if read else []
        elif part.media_type not in _ACCESSORIES:
            files.append(part)
    return Body(tuple(texts), tuple(files), encrypted, signed or sealed, sealed, elsewhere)


def _smime(part: Part) -> str:
    return part.facts.type.parameters.get("smime-type", "").lower()


def leaves(root: Part) -> Iterator[Part]:
    """Every part that holds no others; an attached mail counts as one."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.children and part.media_type != "message/rfc822":
            waiting.extend(reversed(part.children))
        else:
            yield part


def _children(part: Part, *, read: bool) -> list[tuple[Part, bool]]:
    if part.media_type != "multipart/alternative":
        return [(child, read) for child in part.children]
    chosen = _chosen(part.children)
    return [(child, read and child is chosen) for child in part.children]


def _chosen(forms: tuple[Part, ...]) -> Part:
    """The form that a reader's program shows: the last with HTML, else the last with text."""
    for wanted in ("text/html", "text/"):
        for form in reversed(forms):
            if any(p.media_type.startswith(wanted) and is_text(p) for p in form.walk()):
                return form
    return forms[-1]


def is_text(part: Part) -> bool:
    """Whether a part is shown as text: it is no calendar, and neither named nor sent as a file."""
    if part.media_type.startswith("multipart/"):  # its parts could not be told apart
        return True
    named = bool(part.facts.file_name) or part.media_type == "text/calendar"
    return _is_whole_text(part) and not named


def _is_whole_text(part: Part) -> bool:
    """The same of a message that consists of one part: a name makes no file of it."""
    is_file = part.facts.disposition.value == "attachment" or part.media_type in _ACCESSORIES
    return part.media_type.startswith("text/") and not is_file
