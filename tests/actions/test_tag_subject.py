"""A tag before the subject, once, and every other octet as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.tag_subject import Tagging, tag_subject
from mailguard.domain.action import ActionRefusedError
from mailguard.message.header import fields
from mailguard.message.words import text_of
from tests.actions.changes import an_original, changed, hostile, injected, others


def after(header: bytes, *tags: str) -> bytes:
    return changed(tag_subject, an_original(header, "c@d.example"), Tagging(tags))[0]


def subject_after(subject: bytes, *tags: str) -> bytes:
    result = after(b"To: c@d.example\r\nSubject:" + subject + b"X: y\r\n\r\n", *tags)
    assert result.startswith(b"To: c@d.example\r\nSubject:")
    assert result.endswith(b"\r\nX: y\r\n\r\n")
    return result[len(b"To: c@d.example\r\nSubject:") : -len(b"X: y\r\n\r\n")]


@pytest.mark.parametrize(
    ("before", "tag", "result"),
    [
        (b" hello\r\n", "[ext]", b" [ext] hello\r\n"),
        (b"hello\r\n", "[ext]", b" [ext] hello\r\n"),
        (b"\r\n hello\r\n", "[ext]", b" [ext]\r\n hello\r\n"),
        (b" =?utf-8?B?44GC?=\r\n", "[ext]", b" [ext] =?utf-8?B?44GC?=\r\n"),
        (b" hello\r\n", "社外", b" =?UTF-8?B?56S+5aSW?= hello\r\n"),
        (b" =?utf-8?B?44GC?=\r\n", "社外", b" =?UTF-8?B?56S+5aSWIA==?= =?utf-8?B?44GC?=\r\n"),
        (b" " + b"x" * 70 + b"\r\n", "[ext]", b" [ext]\r\n " + b"x" * 70 + b"\r\n"),
        (b" Re: hello\r\n", "[ext]", b" [ext] Re: hello\r\n"),
        (b" Re: [other] [ext] hello\r\n", "[ext]", b" [ext] Re: [other] [ext] hello\r\n"),
        (b"\r\n", "[ext]", b" [ext]\r\n"),
        (b" \x8aS\x8dD\r\n", "[ext]", b" [ext] \x8aS\x8dD\r\n"),
    ],
)
def test_the_tag_stands_in_front(before: bytes, tag: str, result: bytes) -> None:
    assert subject_after(before, tag) == result


@pytest.mark.parametrize(
    "subject",
    [
        b" [ext] hello\r\n",
        b" Re: [ext] hello\r\n",
        b" RE: Fwd[2]: [ext]\r\n",
        b" Re: [b] [ext] x\r\n",
        b" =?utf-8?Q?Re:_=5Bext=5D_=E3=81=82?=\r\n",
    ],
)
def test_an_answer_is_not_tagged_again(subject: bytes) -> None:
    assert text_of(subject_after(subject, "[ext]", "[b]")).count("[ext]") == 1


def test_several_tags_stand_in_their_order() -> None:
    assert subject_after(b" x\r\n", "[a]", "[b]", "[a]") == b" [a] [b] x\r\n"


def test_a_mail_without_a_subject_gets_one() -> None:
    assert after(b"To: c@d.example\r\n\r\n", "[a]") == b"To: c@d.example\r\nSubject: [a]\r\n\r\n"


def test_a_signed_mail_is_refused() -> None:
    with pytest.raises(ActionRefusedError):
        after(b"Subject: x\r\nDKIM-Signature: v=1\r\n\r\n", "[a]")


@injected
@given(st.sampled_from(["hello", "あいう", "=?utf-8?B?44GC?=", "", "Re: x", "x" * 90]), hostile)
def test_a_tag_reads_as_it_is_and_is_nothing_else(subject: str, tag: str) -> None:
    header = f"To: c@d.example\r\nSubject: {subject}\r\nX: y\r\n\r\n".encode()
    try:
        result = after(header, tag)
    except ActionRefusedError:
        return
    assert others(result, "subject") == others(header, "subject")
    values = [text_of(f.value) for f in fields(result) if f.name == "subject"]
    before = text_of(subject.encode())
    assert len(values) == 1
    tag = tag.strip()
    assert before.startswith(tag) or values[0] == f"{tag} {before}".strip()
    assert after(result, tag) == result
