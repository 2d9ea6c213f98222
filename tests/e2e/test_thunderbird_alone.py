"""One send of a real Thunderbird through MailGuard, with nothing else that has to be installed."""

from collections.abc import Callable, Iterator

import pytest

from mailguard.domain.state import State
from tests.e2e.rig.account import Account
from tests.e2e.rig.mailguard import MailGuard
from tests.e2e.rig.thunderbird import Thunderbird
from tests.e2e.rig.wait import until
from tests.fakes.upstream import Upstream


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.mark.real
def test_a_mail_nobody_answered_in_time_is_kept_and_leaves_when_it_is_answered(
    thunderbird: Thunderbird, a_mailguard: Callable[..., MailGuard], upstream: Upstream
) -> None:
    mailguard = a_mailguard("--headless", "--delay", "0")
    company = Account("hanako@company.test", upstream.port, username="", password="")
    thunderbird.use(mailguard.add(company, "--hold-limit", "5"))
    mailguard.start()
    thunderbird.compose("taro@example.test", "お見積り", "山田です。\n.\nよろしく\n")
    thunderbird.send()
    mailguard.wait_for(State.RECEIVED, "お見積り")
    assert thunderbird.compose_is_open()
    thunderbird.wait_until_sent()  # MailGuard has said 250
    asked = mailguard.wait_for(State.ASKING, "お見積り")
    assert upstream.mails == []
    mailguard.run("answer", asked.id, "send")
    until(lambda: upstream.mails, "the mail is with the server", within=30)
    mailguard.wait_for(State.SENT, "お見積り")
    (mail,) = upstream.mails
    assert "<taro@example.test>" in mail.recipients[0]
    assert "山田です。\r\n.\r\nよろしく\r\n".encode() in mail.octets
