"""A rule of the policy: *when* a mail is so, *then* this is asked for. Rules only ever tighten."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from mailguard.domain.condition import When

Seconds = Annotated[float, msgspec.Meta(ge=0.0, le=2_592_000.0)]  # at most 30 days


class Mode(StrEnum):
    """Whether a rule counts."""

    ON = "on"
    MONITOR = "monitor"  # that it would have is written into the journal, nothing else happens
    OFF = "off"


class Layer(StrEnum):
    """Who gave a part of the policy, the strongest last."""

    BUILT_IN = "built-in"
    ORGANISATION = "organisation"
    GROUP = "group"  # a department or a group
    USER = "user"


class Hidden(StrEnum):
    """Whose addresses become Bcc."""

    EXTERNAL = "external"
    ALL = "all"


class Schedule(StrEnum):
    """When it may leave at the earliest."""

    NEXT_WORKING_TIME = "next-working-time"


class Bcc(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To and Cc become Bcc."""

    who: Hidden = Hidden.EXTERNAL
    visible_to: str = ""  # what To says then; "": the sender
    one_mail_each: bool = False  # instead: a mail for each, with that recipient alone in To


class Encrypt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Attachments leave encrypted."""

    one_archive: bool = True  # False: each file by itself
    own_formats: bool = True  # Office and PDF keep their format, with a password
    cp932_names: bool = False  # names for old Windows programs
    password_by_mail: bool = False  # a second mail tells it
    password_after: Seconds = 300.0  # seconds after the first was taken


class TextPlace(StrEnum):
    """Where a text is put in."""

    TOP = "top"
    BOTTOM = "bottom"


class AddedText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that the mail gets."""

    text: str
    place: TextPlace = TextPlace.BOTTOM


class Then(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule asks for; what it does not name it does not touch."""

    confirm: bool | None = None  # true: a review in any case; false: none because of this rule
    say: str = ""  # a sentence for the review
    tick: str = ""  # a sentence to tick
    type: str = ""  # a word to type
    justify: bool = False  # a reason to write
    open_attachments: bool = False  # each has to be opened before its tick
    delay: Seconds | None = None
    hold: bool = False  # until released by hand
    schedule: Schedule | None = None
    refuse: str = ""  # a sentence that says why it may not leave
    approval: tuple[str, ...] = ()  # "manager", "department-head", an address, "group:NAME"
    bcc: Bcc | None = None
    add_cc: tuple[str, ...] = ()  # addresses, "manager", "sender"
    add_bcc: tuple[str, ...] = ()
    set_header: dict[str, str] = {}
    remove_header: tuple[str, ...] = ()
    encrypt: Encrypt | None = None
    link: bool = False  # attachments become links
    tag: str = ""  # put before the subject
    add_text: AddedText | None = None
    notify: tuple[str, ...] = ()  # whom a note is sent to, once it has left


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. Its id is unique within its layer."""

    id: str
    then: Then
    when: When = When()
    title: str = ""  # for people; "": the id
    mode: Mode = Mode.ON


class Placed(msgspec.Struct, frozen=True):
    """A rule and whose it is; the two together name it."""

    rule: Rule
    layer: Layer

    @property
    def name(self) -> str:
        """What no other rule of the policy is called."""
        return f"{self.layer}/{self.rule.id}"
