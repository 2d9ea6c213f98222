"""Who sends the mail."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mailguard.domain.condition import OfSender, When
from tests.mails import SENDER, a_mail, a_mailbox
from tests.policy.situations import Company, a_situation, why

PEOPLE = a_mail().correspondents
MAIL = replace(
    a_mail(), correspondents=replace(PEOPLE, author=(a_mailbox("Info <info@example.co.jp>"),))
)


@pytest.mark.parametrize(
    ("condition", "evidence"),
    [
        (OfSender(), (SENDER,)),
        (OfSender(address=("info@*",)), ("info@example.co.jp",)),
        (OfSender(address=("taro@*",)), (SENDER,)),
        (OfSender(address=("hanako@*",)), None),
        (OfSender(account=(SENDER,)), (SENDER,)),
        (OfSender(account=("info@example.co.jp",)), None),
        (OfSender(group=("sales",)), (SENDER,)),
        (OfSender(group=("board",)), None),
        (OfSender(address=("info@*",), group=("SALES",)), ("info@example.co.jp", SENDER)),
        (OfSender(address=("info@*",), group=("board",)), None),
    ],
)
def test_every_key_that_is_given_has_to_fit(
    condition: OfSender, evidence: tuple[str, ...] | None
) -> None:
    situation = a_situation(MAIL, directory=Company({"Sales": [SENDER], "board": []}))
    assert why(When(sender=condition), situation) == evidence
