"""Smuggling: a second mail hidden behind something that looks like the end of the first."""

from __future__ import annotations

import re

import pytest

from mailguard.smtp.settings import StrayRule, SubmissionSettings
from tests.fakes.intake import FakeIntake
from tests.smtp.test_dot import FALSE_ENDINGS
from tests.smtp.wires import SocketWire, serving

ENVELOPE = b"MAIL FROM:<taro@example.jp>\r\nRCPT TO:<a@example.com>\r\n"
HIDDEN = ENVELOPE.replace(b"taro", b"ceo") + b"DATA\r\nSubject: hidden\r\n\r\nhidden\r\n.\r\n"


async def sent(intake: FakeIntake, rule: StrayRule, ending: bytes) -> str:
    """The replies to a mail with `ending` and a hidden mail in it, joined by spaces."""
    async with serving(intake, SubmissionSettings(strays=rule)) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        await wire.read_line()
        for octets, replies in (
            (b"EHLO x\r\n", 5),
            (b"AUTH PLAIN AHRhcm9AZXhhbXBsZS5qcABjb3JyZWN0IGhvcnNl\r\n", 1),
            (ENVELOPE, 2),
            (b"DATA\r\n", 1),
        ):
            await wire.send(octets)
            for _ in range(replies):
                await wire.read_line()
        await wire.send(b"Subject: x\r\n\r\ntext" + ending + HIDDEN + b"QUIT\r\n")
        codes = []
        while line := await wire.read_line():
            codes.append(line[:3])
        await wire.close()
        return " ".join(codes)


@pytest.mark.parametrize("ending", FALSE_ENDINGS, ids=repr)
async def test_a_hidden_mail_is_refused_with_its_carrier(ending: bytes) -> None:
    intake = FakeIntake()
    assert await sent(intake, StrayRule.REFUSE, ending) == "554 221"
    assert intake.submitted == []


@pytest.mark.parametrize("ending", FALSE_ENDINGS, ids=repr)
async def test_a_hidden_mail_stays_text_where_it_is_normalised(ending: bytes) -> None:
    intake = FakeIntake()
    assert await sent(intake, StrayRule.NORMALISE, ending) == "250 221"
    assert len(intake.submitted) == 1
    content = bytes(intake.submitted[0].content)
    assert b"Subject: hidden" in content
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n|\0", content)
