"""Thunderbird in Japanese, and with TLS on the way to MailGuard."""

import gettext
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from mailguard.domain.state import State
from mailguard.guard.wording import BACK_TO_EDITING
from tests.e2e.rig.account import Account
from tests.e2e.rig.desktop import Desktop
from tests.e2e.rig.display import Display
from tests.e2e.rig.dovecot import Dovecot
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.thunderbird import Thunderbird
from tests.e2e.rig.wait import until


def in_japanese(sentence: str) -> str:
    folder = Path(str(resources.files("resources"))) / "translations"
    return gettext.translation("mailguard", folder, ["ja"]).gettext(sentence)


@pytest.fixture(scope="module")
def japanese_display(open_folder: Path) -> Iterator[Display]:
    with Display(open_folder / "japanese", language="ja") as screen:
        yield screen


@pytest.fixture(scope="module")
def japanese_mailguard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailGuard]:
    with MailGuard(tmp_path_factory.mktemp("japanese"), config="[delay]\nexternal = 0.0\n") as one:
        yield one


@pytest.fixture(scope="module")
def japanese_desktop(japanese_mailguard: MailGuard, japanese_display: Display) -> Iterator[Desktop]:
    with Desktop(japanese_mailguard, japanese_display, language="ja") as program:
        yield program


@pytest.fixture(scope="module")
def started_thunderbird(
    japanese_display: Display, japanese_mailguard: MailGuard, japanese_desktop: Desktop
) -> Iterator[Thunderbird]:
    """Thunderbird in Japanese, which trusts the authority that MailGuard made for this computer."""
    del japanese_desktop  # has started the engine, which makes it
    authority = japanese_mailguard.authority
    until(authority.exists, "MailGuard has made its authority", within=30)
    with Thunderbird(japanese_display, language="ja", authority=authority) as program:
        yield program


def test_a_japanese_user_who_goes_back_reads_our_sentence_in_japanese(
    thunderbird: Thunderbird,
    japanese_desktop: Desktop,
    japanese_mailguard: MailGuard,
    hanako: Account,
    recipient: str,
) -> None:
    thunderbird.use(japanese_mailguard.add(hanako))
    thunderbird.compose(recipient, "まだ早い", "こんにちは")
    thunderbird.send()
    japanese_desktop.answer("Escape")
    said = thunderbird.error_text()
    ours = in_japanese(BACK_TO_EDITING.text)
    assert not ours.isascii()
    assert ours in said
    assert thunderbird.compose_is_open()


def test_thunderbird_trusts_mailguard_over_starttls(
    thunderbird: Thunderbird,
    japanese_mailguard: MailGuard,
    dovecot: Dovecot,
    hanako: Account,
    recipient: str,
) -> None:
    thunderbird.use(replace(japanese_mailguard.add(hanako), security="starttls"))
    thunderbird.compose(recipient, "In private", "こんにちは")
    thunderbird.send()
    japanese_mailguard.answer("send", "In private")
    thunderbird.wait_until_sent()
    japanese_mailguard.wait_for(State.SENT, "In private")
    dovecot.mailbox(recipient).wait_for("In private")
