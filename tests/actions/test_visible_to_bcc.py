"""Nobody in the header but the sender, and every other octet as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.visible_to_bcc import visible_to_bcc
from mailguard.domain.action import ActionRefusedError, Means, Original
from mailguard.domain.rule import Bcc, Hidden
from mailguard.message.edits import applied, in_order
from mailguard.message.header import fields
from mailguard.message.submission import submission_edits
from tests.actions.changes import an_original, changed
from tests.mails import SENDER, an_address, an_envelope

PEOPLE = ["hanako@acme.example", "suzuki@beta.example", "sato@gamma.example"]


def original(header: bytes) -> Original:
    return Original(an_address(SENDER), an_envelope(*PEOPLE), header)


def edited(header: bytes) -> bytes:
    """The header as it leaves: with the action's edits, and those that every mail gets."""
    edits = [
        *visible_to_bcc.change(original(header)).edits,
        *submission_edits(header, datetime.now(UTC), "<1@example.co.jp>"),
    ]
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True):
        header = header[: edit.span.start] + edit.data + header[edit.span.end :]
    return header


KEPT = b"Date: Tue, 24 Nov 2026 12:34:56 +0900\r\nMessage-ID: <1@x>\r\nSubject: a\r\n b\r\n"
TO_SENDER = b"To: taro@example.co.jp\r\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"To: hanako@acme.example\r\n", TO_SENDER),
        (b"To: hanako@acme.example,\r\n suzuki@beta.example\r\nCc: x@y.example\r\n", TO_SENDER),
        (b"Cc: hanako@acme.example\r\n", TO_SENDER),
        (b"TO : a@b.example\r\nTo: c@d.example\r\n", TO_SENDER),
        (b"To: a@b.example\r\nBcc: secret@c.example\r\n", TO_SENDER),
        (b"To: a@b.example\r\nMail-Followup-To: a@b.example\r\n", TO_SENDER),
        (
            b"Resent-To: a@b.example\r\nResent-Cc: c@d.example\r\nTo: e@f.example\r\n",
            b"Resent-To: taro@example.co.jp\r\n" + TO_SENDER,
        ),
    ],
)
def test_to_is_the_sender_and_the_others_are_gone(before: bytes, after: bytes) -> None:
    assert edited(KEPT + before + b"\r\n") == KEPT + after + b"\r\n"


@pytest.mark.parametrize(
    "field",
    [
        b"DKIM-Signature: v=1; h=to:cc\r\n",
        b"Content-Type: multipart/signed; boundary=x\r\n",
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n",
        b"a line without a colon\r\n",
    ],
)
def test_what_is_signed_encrypted_or_damaged_is_refused(field: bytes) -> None:
    with pytest.raises(ActionRefusedError) as refused:
        visible_to_bcc.change(original(b"To: a@b.example\r\n" + field + b"\r\n"))
    assert str(refused.value).endswith(".")


def test_a_mail_that_names_nobody_is_left_as_it_is() -> None:
    assert edited(KEPT + b"\r\n") == KEPT + b"\r\n"


names = st.sampled_from(["To", "Cc", "Bcc", "cc ", "TO", "Resent-To", "Resent-Cc", "Resent-Bcc"])
people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3)
naming = st.builds(
    lambda name, who: f"{name}: {(',' + chr(13) + chr(10) + ' ').join(who)}\r\n", names, people
)
others = st.sampled_from(["Subject: x\r\n", "From: taro@example.co.jp\r\n", "X: a\r\n\tb\r\n"])


@given(st.lists(naming | others, max_size=12), naming)
def test_no_recipient_is_left_and_all_other_octets_are_equal(lines: list[str], one: str) -> None:
    header = "".join([*lines, one]).encode() + b"\r\n"
    if {f.name for f in fields(header)} <= {"bcc", "resent-bcc", "subject", "from", "x"}:
        return  # nobody can be seen
    result = edited(header)
    assert not any(person.encode() in result for person in PEOPLE)
    kept = ["subject", "from", "x"]
    assert [f.value for f in fields(result) if f.name in kept] == [
        f.value for f in fields(header) if f.name in kept
    ]


OWN, BOSS = "taro@example.co.jp", "boss@example.co.jp"
OUTSIDE = Bcc(Hidden.EXTERNAL)


def shown(header: str, bcc: Bcc = OUTSIDE, inside: tuple[str, ...] = (OWN, BOSS)) -> str:
    mail = an_original(f"{header}\r\n".encode(), *PEOPLE, inside=frozenset(inside))
    return changed(visible_to_bcc, mail, bcc)[0].decode()[:-2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("To: {a}, {boss}\r\nCc: {b}\r\n", "To: {boss}\r\n"),
        ("To: {a}\r\nCc: Chef <{boss}>, {b}\r\n", "To: {own}\r\nCc: Chef <{boss}>\r\n"),
        ("To: {boss}\r\nCc: {own}\r\n", "To: {boss}\r\nCc: {own}\r\n"),
        ("Cc: {a}\r\n", "To: {own}\r\n"),
        ("To: customers: {a}, {b};\r\nX: y\r\n", "To: {own}\r\nX: y\r\n"),
        ("To: all: {a}, {boss};\r\n", "To: all: {boss};\r\n"),
        ("To: undisclosed-recipients:;\r\n", "To: undisclosed-recipients:;\r\n"),
        ("To: {boss}\r\nMail-Followup-To: {a}\r\n", "To: {boss}\r\n"),
    ],
)
def test_only_those_outside_are_hidden(before: str, after: str) -> None:
    names = {"a": PEOPLE[0], "b": PEOPLE[1], "boss": BOSS, "own": OWN}
    assert shown(before.format(**names)) == after.format(**names)


def test_a_review_hides_all_or_those_outside() -> None:
    header = f"To: {BOSS}, {PEOPLE[0]}\r\n\r\n".encode()
    mail = an_original(header, BOSS, PEOPLE[0], inside=frozenset((BOSS,)))

    def seen(*arguments: str) -> bytes:
        return applied(header, visible_to_bcc.change(mail, *arguments).edits)

    assert seen("external") == f"To: {BOSS}\r\n\r\n".encode()
    assert seen("") == seen() == seen("external", "") == f"To: {OWN}\r\n\r\n".encode()
    with pytest.raises(ActionRefusedError):
        seen("some")


def test_whoever_is_not_known_to_be_inside_is_hidden() -> None:
    assert shown(f"To: {BOSS}\r\n", inside=()) == f"To: {OWN}\r\n"


def test_what_to_says_can_be_set() -> None:
    bcc = Bcc(Hidden.ALL, visible_to="news@example.co.jp")
    assert shown(f"To: {PEOPLE[0]}\r\n", bcc) == "To: news@example.co.jp\r\n"


@pytest.mark.parametrize(
    "visible", ["nobody", "x@y.example\r\nBcc: z@z.example", "社外@example.jp"]
)
def test_what_to_cannot_say_is_refused(visible: str) -> None:
    with pytest.raises(ActionRefusedError):
        shown(f"To: {PEOPLE[0]}\r\n", Bcc(Hidden.ALL, visible_to=visible))


def test_an_address_that_cannot_be_read_is_not_left_to_be_seen() -> None:
    with pytest.raises(ActionRefusedError):
        shown(f"To: {BOSS}, someone@@odd@\r\n")


def test_each_gets_a_mail_of_their_own() -> None:
    header = f"To: Hana <{PEOPLE[0]}>\r\nCc: {PEOPLE[1]}\r\nSubject: x\r\n\r\n".encode()
    mail = an_original(header, *PEOPLE)
    change = visible_to_bcc.function(mail, Bcc(one_mail_each=True), Means())
    assert [applied(header, copy.edits) for copy in change.copies] == [
        f"To: Hana <{PEOPLE[0]}>\r\nSubject: x\r\n\r\n".encode(),
        f"To: {PEOPLE[1]}\r\nSubject: x\r\n\r\n".encode(),
        f"To: {PEOPLE[2]}\r\nSubject: x\r\n\r\n".encode(),
    ]
    assert [set(copy.recipients) for copy in change.copies] == [{p} for p in PEOPLE]


addresses = st.sampled_from([*PEOPLE, OWN, BOSS])
names_written = st.sampled_from(["", "鈴木", '"Doe, J."', "=?utf-8?B?6Yi05pyo?="])
boxes = st.builds(lambda name, who: f"{name} <{who}>", names_written, addresses)
visible_lists = st.lists(boxes, min_size=1, max_size=4).map(", ".join)
lines = st.builds("{}: {}\r\n".format, st.sampled_from(["To", "Cc", "Resent-To"]), visible_lists)


@given(st.lists(lines, min_size=1, max_size=4), st.sampled_from(list(Hidden)), st.booleans())
def test_nobody_sees_who_is_hidden(found: list[str], who: Hidden, each: bool) -> None:
    header = ("".join(found) + "Subject: x\r\n\r\n").encode()
    mail = an_original(header, *PEOPLE, BOSS, inside=frozenset((OWN, BOSS)))
    change = visible_to_bcc.function(mail, Bcc(who, one_mail_each=each), Means())
    if not each:
        result = applied(header, in_order(change.edits)).decode()
        hidden = PEOPLE if who == "external" else [*PEOPLE, BOSS]
        assert not [person for person in hidden if person in result]
        assert who == "external" or f"To: {OWN}\r\n" in result
        return
    assert sorted(key for copy in change.copies for key in copy.recipients) == sorted(
        (*PEOPLE, BOSS)
    )
    for copy in change.copies:
        result = applied(header, copy.edits).decode()
        assert [p for p in (*PEOPLE, BOSS) if p in result] == list(copy.recipients)
        assert result.count("To: ") == 1
