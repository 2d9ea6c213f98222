"""Who gets it besides: in Cc for all to see, or as Bcc for nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.add_recipients import Adding, add_recipients
from mailguard.domain.action import ActionRefusedError
from mailguard.domain.address import Address
from mailguard.message.addresses import mailboxes
from mailguard.message.header import fields
from tests.actions.changes import an_original, changed, hostile, injected, others
from tests.mails import an_address

A, B, BOSS = "hanako@acme.example", "suzuki@beta.example", "boss@example.co.jp"
HEADER = f"To: {A}\r\nSubject: x\r\n\r\n".encode()


def after(
    header: bytes, *to: str, cc: tuple[str, ...] = (), bcc: tuple[str, ...] = ()
) -> tuple[bytes, list[str]]:
    asked = Adding(tuple(map(an_address, cc)), tuple(map(an_address, bcc)))
    result, change = changed(add_recipients, an_original(header, *to), asked)
    return result, [str(address) for address in change.added]


def test_a_copy_is_in_the_envelope_and_in_the_header() -> None:
    assert after(HEADER, A, cc=(BOSS,)) == (
        f"To: {A}\r\nSubject: x\r\nCc: {BOSS}\r\n\r\n".encode(),
        [BOSS],
    )
    with_cc = f"Cc: Ken <{B}>\r\nTo: {A}\r\n\r\n".encode()
    assert after(with_cc, A, B, cc=(BOSS, "c@d.example")) == (
        f"Cc: Ken <{B}>,\r\n {BOSS},\r\n c@d.example\r\nTo: {A}\r\n\r\n".encode(),
        [BOSS, "c@d.example"],
    )


def test_a_blind_copy_is_in_the_envelope_alone() -> None:
    assert after(HEADER, A, bcc=(BOSS,)) == (HEADER, [BOSS])


def test_who_gets_it_anyway_stays_what_they_are() -> None:
    assert after(HEADER, A, BOSS, cc=(BOSS.upper(),), bcc=(A,)) == (HEADER, [])
    assert after(HEADER, A, cc=(BOSS,), bcc=(BOSS,))[1] == [BOSS]


def test_who_stands_in_the_header_already_is_not_named_twice() -> None:
    named = f"To: {A}, {BOSS}\r\n\r\n".encode()
    assert after(named, A, cc=(BOSS,)) == (named, [BOSS])


@pytest.mark.parametrize(
    ("header", "cc", "bcc"),
    [
        (b"DKIM-Signature: v=1\r\n" + HEADER, BOSS, ""),
        (b"Content-Type: multipart/encrypted; boundary=x\r\n" + HEADER, "", BOSS),
        (b"Content-Type: application/pkcs7-mime\r\n" + HEADER, BOSS, ""),
        (HEADER, "社長@example.co.jp", ""),
        (b"Cc: (open\r\n" + HEADER, BOSS, ""),
    ],
)
def test_what_cannot_be_done_safely_is_refused(header: bytes, cc: str, bcc: str) -> None:
    with pytest.raises(ActionRefusedError) as refused:
        after(header, A, cc=(cc,) * bool(cc), bcc=(bcc,) * bool(bcc))
    assert str(refused.value).endswith(".")


def test_an_encrypted_mail_of_signed_text_can_have_a_blind_copy() -> None:
    signed = b"Content-Type: multipart/signed; boundary=x\r\n" + HEADER
    assert after(signed, A, bcc=(BOSS,)) == (signed, [BOSS])


@injected
@given(hostile, st.sampled_from([HEADER, b"Cc: x@y.example\r\n\r\n", b"\r\n"]))
def test_no_address_becomes_a_field_or_changes_another(text: str, header: bytes) -> None:
    for address in (Address(text, "d.example"), Address("a", text)):
        original = an_original(header, A, smtputf8=True)
        try:
            result, _change = changed(add_recipients, original, Adding((address,)))
        except ActionRefusedError:
            continue
        assert others(result, "cc") == others(header, "cc")
        named = [b.address for f in fields(result) if f.name == "cc" for b in mailboxes(f.value)]
        before = [an_address("x@y.example")] if b"Cc: x" in header else []
        assert named == [*before, address]
