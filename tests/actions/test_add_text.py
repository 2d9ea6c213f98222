"""A text at the top or the bottom, in every form of what is read; every other octet as it was."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.add_text import AddingText, add_text
from mailguard.domain.action import ActionRefusedError, Means, Original
from mailguard.domain.rule import AddedText, TextPlace
from mailguard.message.edits import applied, in_order
from mailguard.message.header import header_end
from mailguard.message.parts import structure
from mailguard.message.text import text_of_parts
from mailguard.message.transfer import decoded_chunks
from tests.mails import SENDER, an_address, an_eml, an_envelope

NOTE = "社外秘です。\n<取扱注意>"
BOTH = (AddedText(NOTE, TextPlace.TOP), AddedText("Foot & note", TextPlace.BOTTOM))


def after(octets: bytes, *texts: AddedText) -> bytes:
    header = octets[: header_end(octets)]
    original = Original(
        an_address(SENDER), an_envelope("a@b.example"), header, octets=memoryview(octets)
    )
    change = add_text.function(original, AddingText(texts), Means())
    return applied(octets, in_order(change.edits))


def parsed(octets: bytes) -> EmailMessage:
    message = message_from_bytes(octets, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def a_text(body: bytes, charset: str, encoding: str = "8bit", more: str = "") -> bytes:
    header = f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}{more}\r\n"
    return f"{header}Content-Transfer-Encoding: {encoding}\r\nX: y\r\n\r\n".encode() + body


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"])
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_a_text_takes_the_charset_and_encoding_of_its_part(charset: str, encoding: str) -> None:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = SENDER
    cte = "7bit" if charset == "iso-2022-jp" and encoding == "8bit" else encoding
    message.set_content("本文です。\n二行目\n", charset=charset, cte=cte)
    octets = message.as_bytes()
    result = after(octets, *BOTH)
    header = octets[: header_end(octets)]
    assert result.startswith(header)
    text = parsed(result).get_content()
    assert text.replace("\r\n", "\n") == f"{NOTE}\n\n本文です。\n二行目\n\nFoot & note\n"
    if encoding != "base64":
        assert octets[header_end(octets) :].removesuffix(b"\r\n") in result


def test_letters_that_the_charset_lacks_make_the_part_utf_8() -> None:
    octets = a_text("本文①\r\n".encode("cp932"), "shift_jis", more="; format=flowed")
    result = after(octets, AddedText("한국어", TextPlace.TOP))
    assert result.startswith(b"From: a@b.example\r\n")
    assert b"\r\nX: y\r\n" in result
    message = parsed(result)
    assert message.get_content() == "한국어\r\n\r\n本文①\r\n"
    assert message.get_content_charset() == "utf-8"
    assert message.get_param("format") == "flowed"


def test_a_plain_mail_without_mime_gets_what_it_takes() -> None:
    result = after(b"From: a@b.example\r\n\r\nhello\r\n", AddedText("社外"))
    assert parsed(result)["mime-version"] == "1.0"
    assert parsed(result).get_content() == "hello\r\n\r\n社外\r\n"
    assert after(b"From: a\r\n\r\nhello", AddedText("x")) == b"From: a\r\n\r\nhello\r\n\r\nx\r\n"


def test_what_was_seven_bit_stays_seven_bit() -> None:
    result = after(a_text(b"hello\r\n", "utf-8", "7bit"), AddedText("社外"))
    assert result.isascii()
    assert parsed(result).get_content() == "hello\r\n\r\n社外\r\n"


def test_long_lines_are_not_left_bare() -> None:
    result = after(a_text("本\r\n".encode(), "utf-8"), AddedText("長" * 400))
    assert max(map(len, result.split(b"\r\n"))) < 998
    assert "長" * 400 in parsed(result).get_content()


def test_a_flowed_text_does_not_flow_into_it() -> None:
    octets = a_text(b"one two \r\nthree \r\n", "us-ascii", "7bit", "; format=flowed")
    result = after(octets, AddedText("first \n indented \nFrom here \n-- "))
    text = text_of_parts(result, [structure(result).root]).text
    assert text.new == "one two three\n\nfirst\n indented\nFrom here\n--\n"
    assert not text.quoted


HTML = '<html><head><title>x</title></head><body class="a>b"><p>本文</p></body></html>\n'


def test_both_forms_get_it_and_files_do_not() -> None:
    octets = an_eml(text="本文\n", html=HTML, attachments={"a.txt": b"file"}, charset="iso-2022-jp")
    result = after(octets, *BOTH)
    message = parsed(result)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == f"{NOTE}\n\n本文\n\nFoot & note\n"
    page = html.get_content().replace("\r\n", "\n")
    assert "社外秘です。<br>\n&lt;取扱注意&gt;<br><br></div>\n<p>本文</p>" in page
    assert "<p>本文</p>\n<div><br>Foot &amp; note</div>\n</body>" in page
    assert html.get_content_charset() == "iso-2022-jp"
    assert [part.get_content() for part in message.iter_attachments()] == [b"file"]


@pytest.mark.parametrize(
    ("page", "result"),
    [
        ("<p>x</p>", "{top}<p>x</p>{end}"),
        ("<!-- <body> --><body><p>x", "<!-- <body> --><body>{top}<p>x{end}"),
        (
            "<body>x</body><script>'</body>'</script>",
            "<body>{top}x{end}</body><script>'</body>'</script>",
        ),
        ("<html><head></head>x</html>", "<html><head></head>{top}x{end}</html>"),
    ],
)
def test_it_stands_within_what_is_shown(page: str, result: str) -> None:
    octets = a_text(page.encode(), "us-ascii").replace(b"text/plain", b"text/html")
    texts = (AddedText("T", TextPlace.TOP), AddedText("あ"))
    top, end = "\r\n<div>T<br><br></div>\r\n", "\r\n<div><br>&#12354;</div>\r\n"
    assert after(octets, *texts).decode().endswith("\r\n\r\n" + result.format(top=top, end=end))


def test_a_mail_of_files_alone_gets_a_part() -> None:
    octets = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n--b--\r\n"
    )
    message = parsed(after(octets, AddedText("社外")))
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "application/pdf",
    ]
    assert message.get_body() is not None


@pytest.mark.parametrize(
    "octets",
    [
        b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx",
        b"DKIM-Signature: v=1\r\n\r\nx",
        b"From: a@b.example\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\nno parts",
        b"Content-Type: application/pdf\r\n\r\nx",
        a_text("x".encode("utf-16"), "utf-16"),
        a_text(b"\xff\xfe\xfd", "us-ascii"),
        a_text(b"\x1b$B%", "iso-2022-jp"),
    ],
)
def test_what_cannot_be_done_safely_is_refused(octets: bytes) -> None:
    with pytest.raises(ActionRefusedError) as refused:
        after(octets, AddedText("한국어"))
    assert str(refused.value).endswith(".")


letters = st.characters(categories=("L", "N", "P", "S", "Zs")) | st.sampled_from("あ\n <&=")
texts = st.text(letters, max_size=60)
charsets = st.sampled_from(["utf-8", "shift_jis", "iso-2022-jp", "us-ascii", "iso-8859-1"])
encodings = st.sampled_from(["quoted-printable", "base64", "8bit"])


@given(st.text("aあ= \n.", max_size=60), texts, texts, charsets, encodings)
def test_the_text_that_was_there_is_still_there(
    body: str, top: str, bottom: str, charset: str, encoding: str
) -> None:
    try:
        content = body.replace("\n", "\r\n").encode(charset)
    except UnicodeError:
        return
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(content, "text", "plain", cte=encoding if encoding != "8bit" else "binary")
    message.set_param("charset", charset)
    octets = message.as_bytes()
    result = after(octets, AddedText(top, TextPlace.TOP), AddedText(bottom, TextPlace.BOTTOM))
    part = structure(result).root
    raw = b"".join(decoded_chunks(result[part.body.start : part.body.end], part.facts.encoding))
    text = raw.decode(part.facts.type.parameters["charset"])
    assert body.replace("\n", "\r\n") in text
    for line in (*top.split("\n"), *bottom.split("\n")):
        clean = "".join(c for c in line if c.isprintable()).rstrip()
        assert clean in text
