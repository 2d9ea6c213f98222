"""The command line's client: an answer, or a sentence that says why there is none."""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailguard.control import address
from mailguard.control.address import ChannelAddress
from mailguard.control.client import Client, NoAnswerError, NotRunningError, connect
from mailguard.control.handshake import HandshakeError
from mailguard.control.protocol import Role
from mailguard.domain.command import Done, List, Listing, Undo
from mailguard.domain.event import Recall, Snapshot
from tests.control.serving import ServedEngine, a_served_engine
from tests.fakes.front import FakeFront, some_summaries


@pytest.fixture
def engine() -> Iterator[ServedEngine]:
    with a_served_engine(FakeFront(*some_summaries(3000, subject="件名" * 100))) as engine:
        engine.front.answers[Undo] = Done()
        yield engine


def test_a_request_is_answered(engine: ServedEngine) -> None:
    with Client(engine.address) as client:
        assert client.request(Undo("a1")) == Done()
        assert client.request(Undo("a2")) == Done()


def test_a_listing_of_many_pages_comes_whole(engine: ServedEngine) -> None:
    with Client(engine.address) as client:
        assert client.request(List(limit=100_000)) == Listing(engine.front.entries)


def test_a_desktop_hears_events_also_those_that_came_before_an_answer(
    engine: ServedEngine,
) -> None:
    with Client(engine.address, Role.DESKTOP) as client:
        events = client.events()
        while not (isinstance(page := next(events), Snapshot) and page.last):
            pass
        engine.publish(Recall("a1"))
        engine.publish(Recall("a2"))
        assert client.request(Undo("a1")) == Done()
        engine.publish(Recall("a3"))
        assert list(itertools.islice(events, 3)) == [Recall("a1"), Recall("a2"), Recall("a3")]


def test_no_channel_file_means_that_no_engine_runs(tmp_path: Path) -> None:
    with pytest.raises(NotRunningError, match="not running"):
        connect(tmp_path / "channel.json")


def test_an_engine_is_found_by_its_file(engine: ServedEngine, tmp_path: Path) -> None:
    address.write(tmp_path / "channel.json", engine.address)
    with connect(tmp_path / "channel.json") as client:
        assert client.request(Undo("a1")) == Done()


def test_a_port_where_nobody_listens_means_that_no_engine_runs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotRunningError, match="not running"):
        Client(ChannelAddress(port, b"s" * 32, os.getpid()))


def test_another_secret_is_not_accepted(engine: ServedEngine) -> None:
    with pytest.raises(HandshakeError, match="not MailGuard"):
        Client(ChannelAddress(engine.address.port, b"s" * 32, os.getpid()))


def test_an_engine_that_does_not_answer_in_time_is_said_to_be_running(
    engine: ServedEngine,
) -> None:
    engine.front.may_answer.clear()
    with Client(engine.address) as client, pytest.raises(NoAnswerError, match="does not answer"):
        client.request(Undo("a1"), timeout=0.01)


def test_an_engine_that_ends_is_said_to_have_ended() -> None:
    with a_served_engine(FakeFront()) as engine:
        client = Client(engine.address)
    with client, pytest.raises(NoAnswerError, match="ended"):
        client.request(Undo("a1"))
