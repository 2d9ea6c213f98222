"""Rows and the values they stand for."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Entry, OutgoingMessage, Result
from mailguard.domain.envelope import Envelope
from mailguard.domain.event import Happening
from mailguard.domain.mail import Edit, Source
from mailguard.domain.received import Received
from mailguard.domain.reply import Reply
from mailguard.domain.state import WAITING, State
from mailguard.spool import mailfile
from mailguard.spool.failure import DamageError
from mailguard.spool.moves import Record
from mailguard.spool.results import Messages

Row = tuple[Any, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATES = {state.value: state for state in State}


class _Arrival(msgspec.Struct, frozen=True):
    """What never changes about an entry."""

    envelope: Envelope
    client: str
    offset: int
    length: int
    sha256: bytes


class _Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """What never changes about an outgoing message."""

    envelope: Envelope
    edits: tuple[Edit, ...] = ()
    follows: str = ""
    after: float = 0.0


_encode = msgspec.json.Encoder().encode
_arrival_of = msgspec.json.Decoder(_Arrival).decode
_names_of = msgspec.json.Decoder(dict[str, str]).decode
_keys_of = msgspec.json.Decoder(frozenset[str]).decode
_body_of = msgspec.json.Decoder(_Body).decode
_addresses_of = msgspec.json.Decoder(tuple[Address, ...]).decode
_received_of = msgspec.json.Decoder(Received).decode
_reply_of = msgspec.json.Decoder(Reply).decode


def number_of(at: datetime) -> int:
    """Microseconds since 1970 UTC."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def time_of(number: int) -> datetime:
    """The UTC time `number` microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=number)


def _optional_number(at: datetime | None) -> int | None:
    return None if at is None else number_of(at)


def _optional_time(number: int | None) -> datetime | None:
    return None if number is None else time_of(number)


def state_of(text: str) -> State:
    """Raises DamageError for what is no state."""
    try:
        return _STATES[text]
    except KeyError:
        raise DamageError(f"no state: {text!r}") from None


# Entries ---------------------------------------------------------------------------------------


def entry_values(record: Record) -> Row:
    """What INSERT_ENTRY takes."""
    entry, source = record.entry, record.entry.source
    arrival = _Arrival(entry.envelope, entry.client, source.offset, source.length, source.sha256)
    final = (entry.id, entry.account, number_of(entry.received_at), _encode(arrival).decode())
    return final + changeable_values(record)


def changeable_values(record: Record) -> Row:
    """What UPDATE_ENTRY takes, but for the id at its end."""
    entry = record.entry
    return (
        entry.state.value,
        entry.state in WAITING,
        number_of(record.changed_at),
        _optional_number(entry.release_at),
        entry.revision,
        record.file_gone,
        entry.fingerprint,
        entry.subject,
        _encode(entry.names).decode() if entry.names else "{}",
        entry.reason,
        entry.note,
        _encode(sorted(entry.left_out)).decode() if entry.left_out else "[]",
        entry.scheduled,
        _encode(entry.added).decode() if entry.added else "[]",
        _encode(entry.received).decode() if entry.received else "",
    )


def record_of(row: Row, messages: Messages, folder: str) -> Record:
    """The record of a row of SELECT_ENTRY and its messages. Raises DamageError."""
    return Record(entry_of(row, folder), time_of(row[5]), messages, bool(row[8]))


def entry_of(row: Row, folder: str) -> Entry:
    """The entry of a row of SELECT_ENTRY. Raises DamageError."""
    (entry_id, account, received_at, arrival_json, state, _, release_at, revision, _,
     fingerprint, subject, names, reason, note, left_out, scheduled,
     added, received) = row  # fmt: skip
    try:
        arrival = _arrival_of(arrival_json)
        names = _names_of(names) if names != "{}" else {}
        left_out = _keys_of(left_out) if left_out != "[]" else frozenset()
        added = _addresses_of(added) if added != "[]" else ()
        received = _received_of(received) if received else None
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamageError(f"{entry_id}: {error}") from error
    path = f"{folder}{os.sep}{entry_id}{mailfile.SUFFIX}"  # a Path costs ten times as much
    return Entry(
        entry_id,
        account,
        arrival.envelope,
        Source(path, arrival.offset, arrival.length, arrival.sha256),
        time_of(received_at),
        arrival.client,
        state_of(state),
        revision,
        subject,
        names,
        fingerprint,
        _optional_time(release_at),
        bool(scheduled),
        reason,
        note,
        left_out,
        added,
        received,
    )


# Messages and results --------------------------------------------------------------------------


def message_values(message: OutgoingMessage) -> tuple[str, int]:
    """The body of an outgoing message, and its checksum."""
    outgoing = message.outgoing
    edits = tuple(_at(edit, os.path.basename) for edit in outgoing.edits)
    body = _encode(_Body(outgoing.envelope, edits, message.follows, message.after))
    return body.decode(), zlib.crc32(body)


def _at(edit: Edit, place: Callable[[str], str]) -> Edit:
    """The edit with its file elsewhere: the rows know its name only, for folders move."""
    if edit.file is None:
        return edit
    return replace(edit, file=replace(edit.file, path=place(edit.file.path)))


def messages_of(
    entry_id: str, found: Iterable[Row], results: Iterable[Row], folder: str
) -> Messages:
    """The messages of SELECT_OUTGOING and SELECT_RESULTS, in order. Raises DamageError."""
    of_message: dict[str, list[Row]] = {}
    for message_id, *result in results:
        of_message.setdefault(message_id, []).append(tuple(result))
    in_order = sorted(found, key=lambda row: (len(row[0]), row[0]))  # their numbers are at the end
    return tuple(_message_of(entry_id, row, of_message.get(row[0], ()), folder) for row in in_order)


def _message_of(entry_id: str, row: Row, results: Iterable[Row], folder: str) -> OutgoingMessage:
    message_id, body, checksum = row
    if zlib.crc32(body.encode()) != checksum:
        raise DamageError(f"{message_id}: the checksum is wrong")
    read = _body_of(body)
    addresses = dict.fromkeys(read.envelope.recipients)
    try:
        found = tuple(
            _result_of(address, result) for address, result in zip(addresses, results, strict=True)
        )
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamageError(f"{message_id}: {error}") from error
    edits = tuple(_at(edit, lambda name: f"{folder}{os.sep}{name}") for edit in read.edits)
    outgoing = Outgoing(read.envelope, edits)
    return OutgoingMessage(message_id, entry_id, outgoing, found, read.follows, read.after)


def result_values(result: Result) -> Row:
    """State, reply, attempts and due time, as INSERT_RESULT and UPDATE_RESULT take them."""
    reply = _encode(result.reply).decode() if result.reply else None
    return (result.state.value, reply, result.attempts, _optional_number(result.due_at))


def _result_of(address: Address, row: Row) -> Result:
    state, reply, attempts, due_at = row
    said = _reply_of(reply) if reply else None
    return Result(address, state_of(state), said, attempts, _optional_time(due_at))


def happening_of(row: Row) -> Happening:
    """The happening of a row of SELECT_JOURNAL. Raises DamageError."""
    at, state, by, reason, _ = row
    return Happening(time_of(at), state_of(state), by, reason)
