"""Letters at the start of a spool file that say what became of the mail, should the rows be lost.

One for the entry and one for each recipient, overwritten in place without waiting for the disk:
Postfix marks done recipients in its queue files in the same way. The rows decide; the letters
serve where there are none, and tell when the rows are older than the files.
"""

from __future__ import annotations

from mailguard.domain.address import Address
from mailguard.domain.entry import Result
from mailguard.domain.envelope import Envelope
from mailguard.domain.state import State
from mailguard.spool.moves import Record
from mailguard.spool.results import states as states_of

_ACCEPTED = "a"
_UNKNOWN = "-"
_ENTRY = {
    State.RECEIVED: _UNKNOWN,
    State.SENT: "s",
    State.WITHDRAWN: "w",
    State.REFUSED: "r",
    State.ABANDONED: "b",
    State.SUPERSEDED: "x",
}
_RECIPIENT = {State.SENT: "s", State.UNCERTAIN: "u"}
_ENDED = {letter: state for state, letter in _ENTRY.items() if letter != _UNKNOWN}
ENDS = frozenset(_ENDED.values())
"""The states in which nothing more happens by itself."""

_TRIED = {letter: state for state, letter in _RECIPIENT.items()}


def recipients(envelope: Envelope) -> tuple[Address, ...]:
    """The recipients in the order of their letters, each once."""
    return tuple(dict.fromkeys(envelope.recipients))


def blank(envelope: Envelope) -> bytes:
    """The marks of a mail that has just come."""
    return (_UNKNOWN * (1 + len(recipients(envelope)))).encode()


def marks_of(record: Record) -> bytes:
    """What the file of `record` should say."""
    entry, states = record.entry, states_of(record.messages)
    first = _ENTRY.get(entry.state, _ACCEPTED)
    letters = (_letter(states.get(address)) for address in recipients(entry.envelope))
    return (first + "".join(letters)).encode()


def _letter(state: State | None) -> str:
    return _RECIPIENT.get(state, _UNKNOWN) if state else _UNKNOWN


def is_accepted(marks: bytes) -> bool:
    """Whether a row was once committed for the mail, in a state for which a 250 is given."""
    return marks[:1].decode("latin-1") not in {
        _UNKNOWN, _ENTRY[State.REFUSED], _ENTRY[State.ABANDONED], _ENTRY[State.SUPERSEDED],
    }  # fmt: skip


def ended(marks: bytes) -> State | None:
    """The state in which the mail ended; None: it is open, or the letter is none of ours."""
    return _ENDED.get(marks[:1].decode("latin-1"))


def tried(marks: bytes, envelope: Envelope) -> dict[Address, State]:
    """The recipients that got the mail (SENT), or may have got it (UNCERTAIN)."""
    letters = zip(recipients(envelope), marks[1:].decode("latin-1"), strict=False)
    return {address: _TRIED[letter] for address, letter in letters if letter in _TRIED}


def results(envelope: Envelope, state: State, known: dict[Address, State]) -> tuple[Result, ...]:
    """A result for each recipient: the `known` one, else `state`."""
    return tuple(Result(a, known.get(a, state)) for a in recipients(envelope))
