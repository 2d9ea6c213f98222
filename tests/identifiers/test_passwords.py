"""Passwords told in a text."""

from __future__ import annotations

import pytest

from mailguard.identifiers.passwords import passwords


@pytest.mark.parametrize(
    "text",
    [
        "パスワード：x7Kp2m9Q",
        "解凍パスワードは「x7Kp2m9Q」です。",
        "パスワード\n  x7Kp2m9Q",
        "【パスワード】x7Kp2m9Q",
        "PW: x7Kp2m9Q",
        "The password is x7Kp2m9Q.",
        "Password = x7Kp2m9Q",
        "zipのPWは x7Kp2m9Q でお願いします。",
        "初期passwordはx7Kp2m9Qです。",
    ],
)
def test_a_password_beside_its_word_is_found(text: str) -> None:
    (password,) = passwords(text)
    assert text[password.start : password.end].startswith("x7Kp2m9Q")
    assert not password.has_user_name


def test_a_user_name_near_it_is_told() -> None:
    (password,) = passwords("ログインID：taro\nパスワード：x7Kp2m9Q")
    assert password.has_user_name


@pytest.mark.parametrize(
    "text",
    [
        "パスワードは別途お送りします。",
        "パスワード：●●●●●●",
        "パスワード：********",
        "パスワード：xxxxxxxx",
        "Password: <your password>",
        "the password will be sent separately",
        "Your password is confidential and must not be shared.",
        "パスワードは 8文字以上で設定してください。",
        "パスワードを変更：https://acme.co.jp/reset",
        "Zoom ミーティング\nhttps://zoom.us/j/123\nパスワード：a1b2c3",
        "Join Microsoft Teams\nPasscode: aB3dE5",
        "会議室 Wi-Fi のパスワード：x7Kp2m9Q",
    ],
)
def test_what_is_none_or_opens_a_meeting_is_not(text: str) -> None:
    assert list(passwords(text)) == []
