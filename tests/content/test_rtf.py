"""What an RTF document says, and what it hides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.content import Content, Properties, Veil
from tests.content.reads import hidden, read


def rtf(body: str) -> Content:
    return read(rb"{\rtf1\ansi\ansicpg932 " + body.encode("ascii") + b"}", "a.rtf")


def test_words_are_read_without_the_tables_before_them() -> None:
    found = rtf(r"{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\*\generator W;}\pard first\par second")
    assert (found.text, found.unread) == ("first\nsecond", "")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\'8c\'a9\'90\'cf", "見積"),
        (r"\u35211?\u31309?", "見積"),
        (r"\uc2\u35211?!x", "見x"),
        (r"\uc0\u35211 x", "見x"),
        (r"a\{b\}\\c\~d", "a{b}\\c d"),
        (r"cell\cell next\row", "cell\tnext\n"),
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt our page}}', "our page"),
    ],
)
def test_characters_are_what_they_stand_for(body: str, text: str) -> None:
    assert rtf(body).text == text


def test_properties_are_read() -> None:
    found = rtf(r"{\info{\title Offer}{\author Sato}{\operator Suzuki}{\company ACME}}text")
    assert found.properties == Properties("Offer", "Sato", "Suzuki", "ACME")
    assert found.text == "text"


@pytest.mark.parametrize(
    ("body", "veil"),
    [
        (r"seen {\v not seen} seen", Veil.TEXT),
        (r"seen \v not seen\v0  seen", Veil.TEXT),
        (r"seen {\deleted not seen} seen", Veil.TRACKED_CHANGE),
        (r"seen {\*\annotation not seen} seen", Veil.COMMENT),
    ],
)
def test_what_is_not_seen_is_hidden(body: str, veil: Veil) -> None:
    found = rtf(body)
    assert hidden(found, veil) == [("", "not seen", 1)]
    assert found.text == "seen not seen seen"


@given(st.text(alphabet=r"\{}'u0a1v;* ", max_size=60))
def test_no_nonsense_makes_it_raise(body: str) -> None:
    assert "damaged" not in rtf(body).unread
