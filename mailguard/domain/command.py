"""What the engine is told: the commands of a desktop or a command line."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from mailguard.domain.account import Account
from mailguard.domain.address import Address
from mailguard.domain.event import Condition, Details, Summary
from mailguard.domain.inspection import Offer
from mailguard.domain.state import State


class Choice(StrEnum):
    """The two answers to a review."""

    SEND = "send"
    BACK = "back"


class Acknowledge(msgspec.Struct, frozen=True, tag="acknowledge"):
    """This desktop shows, or lists, the question."""

    id: str
    revision: int


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """The user's answer to one revision of a question."""

    id: str
    revision: int
    choice: Choice
    met: tuple[str, ...] = ()  # ids of the demands the user met
    actions: tuple[Offer, ...] = ()  # the offered actions the user chose
    written: dict[str, str] = {}  # demand id → what the user typed, or the reason given
    later: bool = False  # send it when the review offers to, on the next working day


class Undo(msgspec.Struct, frozen=True, tag="undo"):
    """Take back what has not left."""

    id: str


class ReleaseNow(msgspec.Struct, frozen=True, tag="release-now"):
    """Let it leave without waiting for its time."""

    id: str


class Pause(msgspec.Struct, frozen=True, tag="pause"):
    """Hold it until it is released."""

    id: str


class HoldAll(msgspec.Struct, frozen=True, tag="hold-all"):
    """Hold everything, or let mail go again."""

    on: bool


class Retry(msgspec.Struct, frozen=True, tag="retry"):
    """Try the refused or waiting recipients again, now."""

    id: str


class Resolve(msgspec.Struct, frozen=True, tag="resolve"):
    """Say what became of an uncertain mail: it went, or it is to be sent again."""

    id: str
    went: bool


class SendAfterAll(msgspec.Struct, frozen=True, tag="send-after-all"):
    """Send a mail that was taken back or abandoned."""

    id: str


class Show(msgspec.Struct, frozen=True, tag="show"):
    """Ask for the details of one entry."""

    id: str


class List(msgspec.Struct, frozen=True, tag="list"):
    """Ask for entries, the newest first."""

    states: tuple[State, ...] = ()  # none: all
    before: datetime | None = None
    limit: int = 200


class Export(msgspec.Struct, frozen=True, tag="export"):
    """Write an entry (attachment None) or one attachment to a file of the user's own."""

    id: str
    attachment: int | None = None


class ListAccounts(msgspec.Struct, frozen=True, tag="list-accounts"):
    """Ask for the accounts."""


class AddAccount(msgspec.Struct, frozen=True, tag="add-account"):
    """Add an account, or change the one with the same address."""

    account: Account
    password: str | None = None


class RemoveAccount(msgspec.Struct, frozen=True, tag="remove-account"):
    """Remove an account; refused while its mail waits."""

    address: str


class SetPassword(msgspec.Struct, frozen=True, tag="set-password"):
    """Give the password of an account's server."""

    address: str
    password: str


class TryAccount(msgspec.Struct, frozen=True, tag="try-account"):
    """Try to sign in to an account's server, without sending anything."""

    address: str


class Agree(msgspec.Struct, frozen=True, tag="agree"):
    """Note, or forget, the password for attachments that was agreed on with an organisation."""

    organisation: str  # as Recipient.organisation
    password: str  # "": forget it


class ListAgreed(msgspec.Struct, frozen=True, tag="list-agreed"):
    """Ask with whom a password was agreed on."""


class Forget(msgspec.Struct, frozen=True, tag="forget"):
    """Forget somebody: their mails that are over, what was learned, their name in the journal."""

    address: Address


class Examine(msgspec.Struct, frozen=True, tag="examine"):
    """Ask for everything that is wrong with this installation."""


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """End the engine."""


Command = (
    Acknowledge
    | Answer
    | Undo
    | ReleaseNow
    | Pause
    | HoldAll
    | Retry
    | Resolve
    | SendAfterAll
    | Show
    | List
    | Export
    | ListAccounts
    | AddAccount
    | RemoveAccount
    | SetPassword
    | TryAccount
    | Examine
    | Forget
    | Agree
    | ListAgreed
    | Stop
)


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done; nothing more to say."""


class Declined(msgspec.Struct, frozen=True, tag="declined"):
    """It was not done; the sentence says why, to the user."""

    sentence: str
    code: str = ""  # `stale`, `unknown`, `not-now`, `invalid`


class Listing(msgspec.Struct, frozen=True, tag="listing"):
    """Entries, the newest first."""

    entries: tuple[Summary, ...]


class Detailed(msgspec.Struct, frozen=True, tag="detailed"):
    """The details asked for."""

    details: Details


class Exported(msgspec.Struct, frozen=True, tag="exported"):
    """Where the file lies."""

    path: str


class SmtpSettings(msgspec.Struct, frozen=True):
    """What to enter in the mail program."""

    host: str
    port: int
    security: str
    username: str
    password: str  # "" when it can no longer be shown
    tls_port: int  # for a mail program that insists on TLS from the start


class AccountEntry(msgspec.Struct, frozen=True):
    """An account, what to enter in the mail program, and what is wrong with it."""

    account: Account
    smtp: SmtpSettings
    conditions: tuple[Condition, ...] = ()


class AccountListing(msgspec.Struct, frozen=True, tag="accounts"):
    """The accounts asked for, or the one just added."""

    accounts: tuple[AccountEntry, ...]


class Tried(msgspec.Struct, frozen=True, tag="tried"):
    """How the sign-in went, as a sentence."""

    succeeded: bool
    sentence: str


class Agreed(msgspec.Struct, frozen=True, tag="agreed"):
    """The organisations with which a password was agreed on."""

    organisations: tuple[str, ...]


class Forgot(msgspec.Struct, frozen=True, tag="forgot"):
    """What is gone of somebody."""

    mails: int
    waiting: int  # mails that name them, and stay: something is still to happen with them
    was_known: bool
    was_journalled: bool


class Examined(msgspec.Struct, frozen=True, tag="examined"):
    """What is wrong with this installation; nothing: it is well."""

    conditions: tuple[Condition, ...]


Response = (
    Done
    | Declined
    | Listing
    | Detailed
    | Exported
    | AccountListing
    | Tried
    | Agreed
    | Forgot
    | Examined
)
