"""Exchanges of AUTH; what they look like on the wire is in the dialogues."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.smtp import authentication
from mailguard.smtp.authentication import Credentials
from mailguard.smtp.replies import Refused


def test_credentials_do_not_show_themselves() -> None:
    assert "secret" not in repr(Credentials("taro", "secret"))


@given(st.text(), st.text())
def test_plain_brings_what_was_sent(username: str, password: str) -> None:
    message = f"\0{username}\0{password}".encode()
    exchange = authentication.begin(f"PLAIN {base64.b64encode(message).decode()}")
    if "\0" in username + password:
        with pytest.raises(Refused):
            next(exchange)
        return
    with pytest.raises(StopIteration) as done:
        next(exchange)
    assert done.value.value == (username, password)


@given(st.text(), st.lists(st.binary(), max_size=3))
def test_no_exchange_raises_anything_else(argument: str, answers: list[bytes]) -> None:
    with suppress(Refused, StopIteration):
        exchange = authentication.begin(argument)
        next(exchange)
        for answer in answers:
            exchange.send(authentication.decode(answer))
