"""Every dialogue, straight with a session and through a socket."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from tests.smtp.dialogue import DIALOGUES, Dialogue
from tests.smtp.wires import SessionWire, SocketWire, serving

every_dialogue = pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)


def test_there_are_dialogues() -> None:
    assert len(DIALOGUES) > 30


@every_dialogue
async def test_a_session_speaks_as_written(path: Path) -> None:
    dialogue = Dialogue.read(path)
    intake = dialogue.given.intake()
    wire = SessionWire(intake, dialogue.given.settings, offers_tls=dialogue.given.tls)
    await dialogue.play(wire, intake)


@every_dialogue
async def test_the_server_speaks_as_written(path: Path, tls: ssl.SSLContext) -> None:
    dialogue = Dialogue.read(path)
    intake = dialogue.given.intake()
    context = tls if dialogue.given.tls else None
    async with serving(intake, dialogue.given.settings, context) as (_server, ports):
        wire = await SocketWire.connect(ports.clear)
        await dialogue.play(wire, intake)
        await wire.close()
