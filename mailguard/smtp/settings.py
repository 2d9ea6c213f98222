"""What the submission server tolerates, and for how long it waits."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

_Octets = Annotated[int, msgspec.Meta(ge=512, le=2**40)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
_Seconds = Annotated[float, msgspec.Meta(ge=0.1, le=86_400.0)]


class StrayRule(StrEnum):
    """What becomes of a message with a lone CR, a lone LF or a NUL in it."""

    REFUSE = "refuse"  # 554 after the dot
    NORMALISE = "normalise"  # lone CR and lone LF become CR LF, NUL goes


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much one mail program may send or get wrong."""

    message_octets: _Octets = 256 * 2**20  # the account's own server may take less
    recipients: Annotated[int, msgspec.Meta(ge=1)] = 1000  # RFC 5321 §4.5.3.1.8 wants at least 100
    line_octets: _Octets = 4096  # RFC 5321 §4.5.3.1.4 wants 512; a base64 password needs more
    read_ahead: _Octets = 64 * 1024  # octets kept while the final reply is held
    errors: _Count = 20  # of protocol, until the next accepted message; then the connection ends
    wrong_passwords: _Count = 5  # different ones in a row, then the user name has to wait
    lock_seconds: _Seconds = 30.0
    connections: _Count = 200
    backlog: _Count = 512  # connections the system keeps until they are accepted


class Timers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds the server waits; RFC 5321 §4.5.3.2.7 wants 300 for a command."""

    command: _Seconds = 300.0  # a whole command; before AUTH too: people type passwords slowly
    data_block: _Seconds = 180.0
    handshake: _Seconds = 60.0
    closing: _Seconds = 2.0  # for the client to read the last reply and close
    unheard: _Seconds = 2.0  # a client gone this soon after a 250 may not have read it


class SubmissionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set about the submission server."""

    limits: Limits = Limits()
    timers: Timers = Timers()
    strays: StrayRule = StrayRule.REFUSE
