"""Keys and tokens. None of them opens anything: they are made up here, in pieces."""

from __future__ import annotations

import pytest

from mailguard.identifiers.secrets import secrets

A36 = "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5"
HEX32 = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"

PLANTED = {
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE",
    "AWS access key": "AKIA" + "Q3EGW7PZTKLMNBVC",
    "AWS secret key": "aws_secret_access_key = " + A36 + "/+Ab",
    "GitHub token": "ghp_" + A36,
    "GitLab token": "glpat-" + A36[:20],
    "Slack token": "xoxb-" + "1234567890-abcdefgh",
    "Slack webhook": "https://hooks.slack.com/services/" + "T00AA00AA/B00BB00BB/" + A36[:24],
    "Stripe key": "sk_live_" + A36[:24],
    "Google API key": "AIza" + A36[:35],
    "SendGrid key": "SG." + A36[:22] + "." + A36 + A36[:7],
    "npm token": "npm_" + A36,
    "Azure storage key": "AccountKey=" + (A36 * 3)[:86] + "==",
    "JSON web token": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + A36,
    "connection string": "postgres://app:" + "s3cr3tPw@db.acme.co.jp/app",
    "basic authentication": "Authorization: Basic " + "dGFybzpzM2NyM3RQdzEyMw==",
    "bearer token": "Authorization: Bearer " + A36,
    "password in an address": "https://taro:" + "s3cr3tPw@files.acme.co.jp/x",
    "Mailchimp key": HEX32 + "-us12",
    "Telegram token": "123456789:AA" + A36[:33],
    "Shopify token": "shpat_" + HEX32,
}


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_is_found_by_its_mark(kind: str) -> None:
    text = f"See below.\n{PLANTED[kind]}\nThanks"
    assert kind in [secret.kind for secret in secrets(text)]
    assert all(text[s.start : s.end].strip() for s in secrets(text))


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "postgres://user:password@localhost/db",
        "postgres://app:${PASSWORD}@db/app",
        "sk_test_" + A36[:24],
        "https://example.com/path?key=value",
        "commit 3ebc0e4a9d8c7b6a5f4e3d2c1b0a99887766554433",
        "ghp_ is the prefix of a token",
        "パスワードは別途お送りします。",
        "mailto:taro@acme.co.jp",
    ],
)
def test_what_only_looks_alike_is_not(text: str) -> None:
    assert list(secrets(text)) == []
