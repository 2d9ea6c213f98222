"""Encrypts the attached files: each in its own format, or together in a zip file."""

from __future__ import annotations

import msgspec

from mailguard.actions._refusal import refusing_what_is_unusual
from mailguard.domain.action import Change, Means, Original, Stage, action
from mailguard.domain.rule import Encrypt
from mailguard.encryption.password import password
from mailguard.encryption.plan import plan
from mailguard.i18n import N_


class Encrypting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How, and with which password."""

    how: Encrypt = Encrypt()
    agreed: str = ""  # a password that the recipients know; "": a new one


@action(
    "encrypt-attachments",
    title=N_("Encrypt the attachments"),
    stage=Stage.BODY,
    settings=Encrypting,
)
def encrypt_attachments(original: Original, encrypting: Encrypting, means: Means) -> Change:
    """Files that are encrypted already, invitations and pictures within the text stay as they are.

    The new files lie in `means.room`, encoded. Raises ActionRefusedError, OSError.
    """
    if not plan(original.attachments, encrypting.how):
        return Change()
    from mailguard.actions._encryption import Encryption  # noqa: PLC0415  only a worker needs it

    secret = encrypting.agreed or password(means.entropy)
    with refusing_what_is_unusual():
        work = Encryption(original, encrypting.how, means, secret)
        return work.change(is_agreed=bool(encrypting.agreed))
