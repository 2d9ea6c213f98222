"""What leaves when several things are asked for."""

from __future__ import annotations

import secrets
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.add_recipients import Adding
from mailguard.actions.remove_recipient import Leaving
from mailguard.domain.action import ActionRefusedError, Means, Original, Outgoing, Prepared
from mailguard.domain.consequence import Preparation
from mailguard.domain.inspection import Offer
from mailguard.domain.mail import Edit, Span
from mailguard.domain.rule import AddedText, Bcc, Encrypt, Hidden, TextPlace
from mailguard.message.addresses import mailboxes
from mailguard.message.header import fields, header_end
from mailguard.message.submission import submission_edits
from mailguard.preparation.prepare import needs_worker, prepared
from mailguard.preparation.room import FolderRoom
from mailguard.preparation.steps import Step, step, steps_chosen, steps_of
from tests.actions.changes import NOW
from tests.actions.locking import attachments_of, files_of, written
from tests.mails import SENDER, an_address, an_eml, an_envelope

A, B, C = "hanako@acme.example", "suzuki@beta.example", "sato@gamma.example"
BOSS = "boss@example.co.jp"


def an_original(octets: bytes, *to: str, inside: tuple[str, ...] = (SENDER, BOSS)) -> Original:
    return Original(
        an_address(SENDER),
        an_envelope(*to),
        octets[: header_end(octets)],
        frozenset(inside),
        octets,
        tuple(attachments_of(octets)),
    )


def prepare(
    octets: bytes, *to: str, steps: tuple[Step, ...], room: FolderRoom | None = None
) -> Prepared:
    original = an_original(octets, *to)
    always = submission_edits(original.header, NOW, "<new@example.co.jp>")
    return prepared(original, steps, Means(secrets.token_bytes, NOW, room), always)


def test_nothing_asked_is_nothing_changed() -> None:
    octets = an_eml()
    assert prepare(octets, A, steps=()) == Prepared((Outgoing(an_envelope(A)),))


def test_each_action_builds_on_those_before(tmp_path: Path) -> None:
    octets = an_eml(
        to=[A, B], cc=[BOSS], subject="見積", text="本文\n", attachments={"a.txt": b"1"},
        fields={"Bcc": C},
    )  # fmt: skip
    rules = Preparation(
        bcc=Bcc(Hidden.EXTERNAL),
        add_cc=(an_address("chief@example.co.jp"),),
        add_bcc=(an_address("archive@example.co.jp"),),
        set_header=(("X-Class", "secret"),),
        encrypt=Encrypt(password_by_mail=True, password_after=60.0),
        tags=("[社外]",),
        texts=(AddedText("社外秘", TextPlace.TOP),),
    )
    chosen = steps_chosen([Offer("remove-recipient", B)])
    with FolderRoom(tmp_path / "results") as room:
        found = prepare(octets, A, B, BOSS, C, steps=(*steps_of(rules), *chosen), room=room)
    (message,) = found.messages
    result = written(octets, message.edits)
    read = message_from_bytes(result, policy=policy.default)
    assert str(read["subject"]) == "[社外] 見積"
    assert read["x-class"] == "secret"
    assert read["to"] == SENDER
    # who was added by a rule and is not known to be inside is hidden as the others are
    assert read["cc"] == BOSS
    assert read["bcc"] is None
    assert [str(a) for a in message.envelope.recipients] == [
        A, BOSS, C, "chief@example.co.jp", "archive@example.co.jp",
    ]  # fmt: skip
    body = read.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "社外秘\n\n本文\n"
    assert list(files_of(result)) == ["a.zip"]
    assert found.lock is not None
    (second,) = found.follow_ups
    assert second.after == 60.0
    assert second.envelope.recipients == message.envelope.recipients
    note = message_from_bytes(second.octets, policy=policy.default)
    assert (note["to"], note["cc"], note["from"]) == (SENDER, BOSS, SENDER)
    assert found.lock.password in note.get_content()
    assert "a.zip" in note.get_content()
    assert found.lock.password not in result.decode(errors="replace")


def test_in_a_mail_of_their_own_each_gets_what_all_get() -> None:
    octets = an_eml(to=[A], cc=[B], text="x\n")
    steps = (
        step("visible-to-bcc", Bcc(one_mail_each=True)),
        step("add-recipients", Adding(bcc=(an_address(BOSS),))),
        *steps_of(Preparation(tags=("[t]",), texts=(AddedText("note"),))),
    )
    found = prepare(octets, A, B, C, steps=steps)
    assert [[str(a) for a in m.envelope.recipients] for m in found.messages] == [
        [A],
        [B],
        [C],
        [BOSS],
    ]
    for message in found.messages:
        result = written(octets, message.edits)
        (one,) = message.envelope.recipients
        assert str(message_from_bytes(result, policy=policy.default)["to"]) == str(one)
        assert b"[t] Greetings" in result
        assert b"note" in result


def test_what_a_review_chooses_becomes_steps() -> None:
    offers = [Offer("remove-recipient", B), Offer("remove-recipient", C), Offer("visible-to-bcc")]
    assert list(steps_chosen(offers)) == [
        step("remove-recipient", Leaving(frozenset((B, C)))),
        step("visible-to-bcc", Bcc(Hidden.ALL)),
    ]
    for name in ("no-such", "encrypt-attachments"):
        with pytest.raises(ActionRefusedError):
            list(steps_chosen([Offer(name)]))


def test_only_what_reads_the_whole_mail_takes_a_worker() -> None:
    assert needs_worker(steps_of(Preparation(texts=(AddedText("x"),))))
    assert needs_worker(steps_of(Preparation(encrypt=Encrypt())))
    assert not needs_worker(steps_of(Preparation(tags=("x",), bcc=Bcc())))


def test_what_is_nobodys_and_somebodys_twice_is_refused() -> None:
    octets = an_eml()
    original = an_original(octets, A)
    overlapping = (Edit(Span(0, 5)), Edit(Span(3, 9)))
    with pytest.raises(ActionRefusedError):
        prepared(original, (), Means(), overlapping)


people = st.sampled_from([A, B, C, BOSS, SENDER])
some = st.lists(people, unique=True, max_size=4)
envelopes = st.lists(people, unique=True, min_size=1, max_size=5)
bccs = st.builds(Bcc, st.sampled_from(list(Hidden)), st.just(""), st.booleans())


@given(envelopes, some, some, some, bccs | st.none(), some, some, st.data())
def test_each_gets_exactly_one_and_no_blind_copy_is_seen(
    to: list[str], shown_to: list[str], shown_cc: list[str], blind: list[str],
    bcc: Bcc | None, add_cc: list[str], add_bcc: list[str], data: st.DataObject,
) -> None:  # fmt: skip
    lines = {"To": shown_to, "Cc": shown_cc, "Bcc": blind}
    named = "".join(f"{name}: {', '.join(who)}\r\n" for name, who in lines.items() if who)
    octets = f"From: {SENDER}\r\n{named}Subject: x\r\n\r\ntext\r\n".encode()
    gone = data.draw(st.sets(st.sampled_from(to), max_size=len(to) - 1)) if len(to) > 1 else set()
    rules = Preparation(
        bcc=bcc,
        add_cc=tuple(map(an_address, add_cc)),
        add_bcc=tuple(map(an_address, add_bcc)),
    )
    offers = [Offer("remove-recipient", key) for key in sorted(gone)]
    found = prepare(octets, *to, steps=(*steps_of(rules), *steps_chosen(offers)))

    got = [str(a) for message in found.messages for a in message.envelope.recipients]
    expected = (set(to) - gone) | set(add_cc) | set(add_bcc)
    assert sorted(got) == sorted(expected)
    seen_before = (set(shown_to) | set(shown_cc)) - gone
    added_in_sight = set(add_cc) - (set(to) - gone)
    for message in found.messages:
        result = written(octets, message.edits)
        header = [f for f in fields(result) if f.name not in ("from", "message-id")]
        seen = {str(box.address) for f in header for box in mailboxes(f.value)}
        assert not [f for f in header if f.name == "bcc"]
        if bcc is not None and bcc.one_mail_each:
            assert seen == {str(message.envelope.recipients[0])}
            continue
        assert seen - {SENDER} <= seen_before | added_in_sight
        if bcc is not None:
            allowed = {BOSS, SENDER} if bcc.who is Hidden.EXTERNAL else {SENDER}
            assert seen <= allowed
        assert b"\r\nSubject: x\r\n" in result
        assert result.endswith(b"\r\n\r\ntext\r\n")


def test_a_follow_up_of_copies_goes_to_each_alone(tmp_path: Path) -> None:
    octets = an_eml(to=[A, B], attachments={"a.txt": b"1"})
    rules = Preparation(bcc=Bcc(one_mail_each=True), encrypt=Encrypt(password_by_mail=True))
    with FolderRoom(tmp_path / "results") as room:
        found = prepare(octets, A, B, steps=tuple(steps_of(rules)), room=room)
    assert [f.envelope.recipients for f in found.follow_ups] == [
        (an_address(A),),
        (an_address(B),),
    ]
    assert [f.follows for f in found.follow_ups] == [0, 1]
    assert B.encode() not in found.follow_ups[0].octets
