"""The outcomes of an attempt: what its transcript means for each recipient."""

from __future__ import annotations

from collections.abc import Callable

from mailguard.delivery import wording
from mailguard.delivery.octets import UnsendableError
from mailguard.delivery.transcript import Transcript
from mailguard.domain.account import Server
from mailguard.domain.address import Address
from mailguard.domain.entry import Outcome
from mailguard.domain.envelope import Envelope
from mailguard.domain.reply import Reply
from mailguard.domain.state import State

SIGN_IN_WANTED = 530
"""RFC 4954 §6: the account is at fault, not the mail."""

_End = tuple[State, Reply | None, str]
"""What an Outcome says besides the address."""


def outcomes(envelope: Envelope, transcript: Transcript, server: Server) -> tuple[Outcome, ...]:
    """One for each recipient, in the order of the envelope."""
    common = _common(transcript, server)
    own: dict[Address, _End] = {}
    if not transcript.is_refused:
        for address, reply in zip(envelope.recipients, transcript.recipients, strict=False):
            if not reply.is_positive:
                own[address] = _recipient_refused(server, address, reply)
    return tuple(Outcome(address, *own.get(address, common)) for address in envelope.recipients)


def for_all(
    envelope: Envelope, state: State, reason: str, reply: Reply | None = None
) -> tuple[Outcome, ...]:
    """The same outcome for every recipient."""
    return tuple(Outcome(address, state, reply, reason) for address in envelope.recipients)


def _common(transcript: Transcript, server: Server) -> _End:
    """What became of the recipients that were not refused by themselves."""
    if transcript.problem is not None:
        is_final = isinstance(transcript.problem, UnsendableError)
        return State.FAILED if is_final else State.QUEUED, None, str(transcript.problem)
    if transcript.final is not None and transcript.final.is_positive:
        return State.SENT, transcript.final, ""
    if transcript.final is not None:
        return _refused(server, transcript.final, wording.mail_refused)
    if transcript.crossed:
        return State.UNCERTAIN, None, wording.lost_after(server)
    return _not_crossed(transcript, server)


def _not_crossed(transcript: Transcript, server: Server) -> _End:
    if transcript.is_refused and transcript.mail is not None:
        return _refused(server, transcript.mail, wording.sender_refused)
    if transcript.data is not None and not transcript.data.is_positive:
        return _refused(server, transcript.data, wording.mail_refused)
    if transcript.is_leaving:
        return _refused(server, transcript.replies[-1], wording.mail_refused)
    return State.QUEUED, None, wording.lost_before(server)


def _recipient_refused(server: Server, address: Address, reply: Reply) -> _End:
    return _refused(server, reply, lambda s, r: wording.recipient_refused(s, address, r))


def _refused(server: Server, reply: Reply, explain: Callable[[Server, Reply], str]) -> _End:
    if reply.is_transient or reply.code == SIGN_IN_WANTED:
        return State.QUEUED, reply, wording.not_yet(server, reply)
    return State.FAILED, reply, explain(server, reply)
