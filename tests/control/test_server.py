"""The server lets in whoever proves itself, and is held up by nobody."""

from __future__ import annotations

import asyncio
import time

import pytest

from mailguard.control.connection import Limits
from mailguard.control.handshake import ClientHandshake
from mailguard.control.protocol import (
    VERSION,
    Hello,
    Proof,
    ProtocolError,
    Reason,
    Refusal,
    Request,
    Role,
    encode,
)
from mailguard.domain.command import Answer, Choice, Declined, Done, Pause, Undo
from mailguard.domain.entry import Channel
from mailguard.domain.event import Changed, Recall, Snapshot
from tests.control.channels import a_channel
from tests.fakes.front import FakeFront, a_summary, some_summaries

ANSWER = Answer("a1b2c3", 1, Choice.SEND)


async def test_a_command_reaches_the_front_and_its_answer_comes_back() -> None:
    async with a_channel() as channel:
        channel.front.answers[Undo] = Done()
        client = await channel.connect()
        assert await client.ask(Undo("a1"), number=7) == Done()
        assert channel.front.heard == [(Undo("a1"), Channel.COMMAND_LINE)]


async def test_the_front_hears_by_which_way_a_command_came() -> None:
    async with a_channel() as channel:
        desktop = await channel.connect(Role.DESKTOP)
        await desktop.ask(ANSWER)
        assert channel.front.heard == [(ANSWER, Channel.DESKTOP)]


async def test_a_desktop_hears_the_snapshot_and_then_every_event_in_order() -> None:
    front = FakeFront(a_summary())
    async with a_channel(front) as channel:
        desktop = await channel.connect(Role.DESKTOP)
        for number in range(100):
            channel.server.publish(Recall(str(number)))
        assert await desktop.hear() == front.snapshot()[0]
        heard = [await desktop.hear() for _ in range(100)]
        assert heard == [Recall(str(number)) for number in range(100)]


async def test_no_event_is_lost_while_a_desktop_connects() -> None:
    async with a_channel() as channel:
        published: list[str] = []

        async def publish_on_and_on() -> None:
            while True:
                published.append(str(len(published)))
                channel.front.entries = (a_summary(published[-1]),)  # what a snapshot shows
                channel.server.publish(Recall(published[-1]))
                await asyncio.sleep(0)

        publishing = asyncio.create_task(publish_on_and_on())
        for _ in range(5):
            desktop = await channel.connect(Role.DESKTOP)
            snapshot = await desktop.hear()
            assert isinstance(snapshot, Snapshot)
            seen = int(snapshot.entries[0].id) if snapshot.entries else -1
            assert await desktop.hear() == Recall(str(seen + 1))
            desktop.close()
        publishing.cancel()


async def test_a_command_line_hears_no_events() -> None:
    async with a_channel() as channel:
        client = await channel.connect(Role.CLI)
        channel.server.publish(Recall("a1"))
        assert isinstance(await client.ask(Undo("a1")), Declined)
        assert client.frames == []


async def test_the_engine_is_attended_while_a_desktop_is_connected() -> None:
    async with a_channel() as channel:
        await channel.connect(Role.CLI)
        assert not channel.is_attended()
        desktop = await channel.connect(Role.DESKTOP)
        await desktop.hear()
        assert channel.is_attended()
        desktop.close()
        while channel.is_attended():
            await asyncio.sleep(0)


async def test_summoning_starts_a_desktop() -> None:
    async with a_channel() as channel:
        await channel.server.summon()
        assert len(channel.summoned) == 1


async def test_five_thousand_entries_come_in_pages_that_fit() -> None:
    entries = some_summaries(5000, subject="件名" * 40, names={"hanako@acme.example": "山田花子"})
    async with a_channel(FakeFront(*entries)) as channel:
        desktop = await channel.connect(Role.DESKTOP)
        heard: list[str] = []
        pages = 0
        last = False
        while not last:
            page = await desktop.hear()
            assert isinstance(page, Snapshot)
            heard += [entry.id for entry in page.entries]
            pages += 1
            last = page.last
        assert heard == [entry.id for entry in entries]
        assert pages > 1


async def test_an_answer_is_not_kept_waiting_by_a_slow_command_before_it() -> None:
    async with a_channel() as channel:
        channel.front.held_up = (Undo,)
        channel.front.may_answer.clear()
        client = await channel.connect()
        client.writer.write(encode(Request(1, Undo("slow"))))
        assert isinstance(await client.ask(Pause("quick"), number=2), Declined)
        assert [command for command, _ in channel.front.heard] == [Undo("slow"), Pause("quick")]
        channel.front.may_answer.set()


async def test_what_was_asked_is_done_to_its_end_even_if_the_client_leaves() -> None:
    async with a_channel() as channel:
        finished = asyncio.Event()

        def finish(_: Undo) -> Done:
            finished.set()
            return Done()

        channel.front.answers[Undo] = finish
        channel.front.may_answer.clear()
        client = await channel.connect()
        client.writer.write(encode(Request(1, Undo("a1"))))
        while not channel.front.heard:
            await asyncio.sleep(0)
        client.close()
        await client.writer.wait_closed()
        channel.front.may_answer.set()
        await asyncio.wait_for(finished.wait(), 5)


async def test_a_bug_in_the_engine_is_an_answer_and_not_a_client_that_waits() -> None:
    async with a_channel() as channel:

        def fail(_: Undo) -> Done:
            raise RuntimeError("the subject was: secret plans")

        channel.front.answers[Undo] = fail
        client = await channel.connect()
        answer = await client.ask(Undo("a1"))
        assert isinstance(answer, Declined)
        assert "plans" not in answer.sentence


class TestForgery:
    """No answer of a connection that did not prove itself ever reaches the front."""

    async def test_the_wrong_secret(self) -> None:
        async with a_channel() as channel:
            stranger = await channel.dial()
            handshake = ClientHandshake(channel.address.secret, Role.DESKTOP)
            stranger.writer.write(handshake.hello())
            await stranger.hear()
            stranger.writer.write(encode(Proof(b"p" * 32)) + encode(Request(1, ANSWER)))
            assert await stranger.hear() == Refusal(Reason.PROOF)
            assert await stranger.is_hung_up()
            assert channel.front.heard == []
            assert not channel.is_attended()

    async def test_no_handshake_at_all(self) -> None:
        async with a_channel() as channel:
            stranger = await channel.dial()
            stranger.writer.write(encode(Request(1, ANSWER)))
            assert await stranger.is_hung_up()
            assert channel.front.heard == []

    async def test_a_request_between_hello_and_proof(self) -> None:
        async with a_channel() as channel:
            stranger = await channel.dial()
            hello = Hello(VERSION, Role.DESKTOP, b"n" * 32)
            stranger.writer.write(encode(hello) + encode(Request(1, ANSWER)))
            assert await stranger.is_hung_up()
            assert channel.front.heard == []

    async def test_a_conversation_recorded_and_played_again(self) -> None:
        async with a_channel() as channel:
            honest = ClientHandshake(channel.address.secret, Role.DESKTOP)
            first = await channel.dial()
            first.writer.write(honest.hello())
            proof = honest.receive(await first.hear())
            first.writer.write(proof)
            await first.hear()

            second = await channel.dial()
            second.writer.write(honest.hello() + proof + encode(Request(1, ANSWER)))
            assert await second.is_hung_up()
            assert channel.front.heard == []

    @pytest.mark.parametrize(
        "octets",
        [
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n",
            b"x" * 5000,
            b'{"type":"welcome"}\n',
        ],
    )
    async def test_something_else_entirely(self, octets: bytes) -> None:
        async with a_channel() as channel:
            stranger = await channel.dial()
            stranger.writer.write(octets)
            assert await stranger.is_hung_up()

    async def test_a_frame_that_only_the_engine_may_send(self) -> None:
        async with a_channel() as channel:
            client = await channel.connect()
            client.writer.write(encode(Recall("a1")))
            assert await client.is_hung_up()

    async def test_a_client_of_another_version_hears_why(self) -> None:
        async with a_channel() as channel:
            client = await channel.dial()
            client.writer.write(encode(Hello(VERSION + 1, Role.CLI, b"n" * 32)))
            assert await client.hear() == Refusal(Reason.VERSION)


class TestGreed:
    """Nothing a client leaves undone holds the engine or other clients up."""

    async def test_who_says_nothing_is_cut_off(self) -> None:
        async with a_channel(limits=Limits(handshake=0.05)) as channel:
            silent = await channel.dial()
            assert await silent.is_hung_up()

    async def test_a_frozen_desktop_costs_the_engine_no_time_and_is_cut_off(self) -> None:
        async with a_channel(limits=Limits(backlog=256 * 1024)) as channel:
            frozen = await channel.connect(Role.DESKTOP)
            event = Changed(a_summary(subject="x" * 10_000))
            slowest = 0.0
            while channel.is_attended():
                started = time.perf_counter()
                channel.server.publish(event)
                slowest = max(slowest, time.perf_counter() - started)
                await asyncio.sleep(0)
            assert slowest < 1.0  # it would be `stalled`, 10 s, if anything waited
            assert await frozen.is_hung_up()

    async def test_a_desktop_that_leaves_everything_unread_is_cut_off_in_time(self) -> None:
        async with a_channel(limits=Limits(stalled=0.05)) as channel:
            await channel.connect(Role.DESKTOP)
            for _ in range(700):  # more than the sockets' own buffers hold
                channel.server.publish(Changed(a_summary(subject="x" * 10_000)))
            assert channel.is_attended()
            while channel.is_attended():
                await asyncio.sleep(0.01)

    async def test_a_desktop_cut_off_begins_again_with_a_snapshot(self) -> None:
        async with a_channel(FakeFront(a_summary()), Limits(backlog=1)) as channel:
            frozen = await channel.connect(Role.DESKTOP)
            while channel.is_attended():
                channel.server.publish(Changed(a_summary(subject="x" * 10_000)))
                await asyncio.sleep(0)
            frozen.close()
            again = await channel.connect(Role.DESKTOP)
            assert isinstance(await again.hear(), Snapshot)

    async def test_a_snapshot_longer_than_the_backlog_is_no_reason_to_be_cut_off(self) -> None:
        entries = some_summaries(20_000)
        async with a_channel(FakeFront(*entries), Limits(backlog=1000)) as channel:
            desktop = await channel.connect(Role.DESKTOP)
            heard = 0
            while heard < len(entries):
                page = await desktop.hear()
                assert isinstance(page, Snapshot)
                heard += len(page.entries)

    async def test_a_crowd_of_strangers_keeps_no_honest_client_out(self) -> None:
        async with a_channel(limits=Limits(connections=4)) as channel:
            for _ in range(20):
                await channel.dial()
            client = await channel.connect()
            assert isinstance(await client.ask(Undo("a1")), Declined)

    async def test_one_client_too_many_hears_that(self) -> None:
        async with a_channel(limits=Limits(connections=2)) as channel:
            for _ in range(2):
                await (await channel.connect()).ask(Undo("a1"))
            with pytest.raises(ProtocolError, match="Too many"):
                await channel.connect()


async def test_closing_lets_a_running_request_be_answered() -> None:
    async with a_channel() as channel:
        channel.front.answers[Undo] = Done()
        channel.front.may_answer.clear()
        client = await channel.connect()
        asking = asyncio.create_task(client.ask(Undo("a1")))
        while not channel.front.heard:
            await asyncio.sleep(0)
        closing = asyncio.create_task(channel.server.close())
        channel.front.may_answer.set()
        assert await asking == Done()
        assert await client.is_hung_up()
        await closing


async def test_a_frozen_desktop_does_not_keep_the_engine_from_ending() -> None:
    async with a_channel(limits=Limits(farewell=0.05)) as channel:
        await channel.connect(Role.DESKTOP)
        for _ in range(700):
            channel.server.publish(Changed(a_summary(subject="x" * 10_000)))
        await asyncio.wait_for(channel.server.close(), 5)
        while channel.is_attended():
            await asyncio.sleep(0)
