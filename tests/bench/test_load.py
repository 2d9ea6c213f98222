"""The load generator and the sink count right, or no figure of the benchmark means anything."""

import hashlib
import itertools
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.load import Credentials, LoadError, Way, is_complete, send
from tests.bench.mails import BenchMail, big_mail, small_mails
from tests.bench.sink import Arrival, Dialogue, Options
from tests.bench.sink_process import SinkProcess, SinkTimeoutError, sink_process

SESSION = (
    b"EHLO [127.0.0.1]\r\nMAIL FROM:<a@bench.example>\r\nRCPT TO:<b@bench.example>\r\n"
    b"DATA\r\nMessage-ID: <1@bench.example>\r\n\r\n..\r\nhello\r\n.\r\nQUIT\r\n"
)
SESSION_MAIL = b"Message-ID: <1@bench.example>\r\n\r\n..\r\nhello\r\n"


@pytest.fixture(scope="module")
def sink() -> Iterator[SinkProcess]:
    with sink_process(auth=True, digest=True) as process:
        yield process


def way_to(sink: SinkProcess) -> Way:
    return Way("127.0.0.1", sink.port)


def digest(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


def accept_and_hang_up(server: socket.socket) -> None:
    server.accept()[0].close()


def without_dot(mail: BenchMail) -> bytes:
    return mail.wire.removesuffix(b".\r\n")


@pytest.mark.parametrize("sessions", [1, 10, 50])
def test_every_mail_is_counted_once_on_both_sides(sink: SinkProcess, sessions: int) -> None:
    mails = small_mails(60)
    load = send(way_to(sink), mails, sessions)
    arrivals = sink.arrivals(60, timeout=5)
    expected = sorted(mail.message_id for mail in mails)
    assert sorted(sent.message_id for sent in load.sent) == expected
    assert sorted(arrival.message_id for arrival in arrivals) == expected
    assert sink.drain() == []


def test_a_mail_arrives_octet_for_octet(sink: SinkProcess) -> None:
    mail = big_mail(3_000_000)
    send(way_to(sink), [mail], sessions=1)
    (arrival,) = sink.arrivals(1, timeout=5)
    assert arrival.size == len(without_dot(mail))
    assert arrival.digest == digest(without_dot(mail))


def test_times_come_in_the_order_of_the_session(sink: SinkProcess) -> None:
    load = send(way_to(sink), [big_mail(3_000_000)], sessions=1)
    (arrival,) = sink.arrivals(1, timeout=5)
    (sent,) = load.sent
    times = [load.started, sent.data_started, sent.dot_sent, sent.answered]
    assert times == sorted(times)
    assert sent.data_started < arrival.dot_received < sent.answered


def test_credentials_are_sent_as_auth_plain(sink: SinkProcess) -> None:
    way = Way("127.0.0.1", sink.port, Credentials("bench", "secret"))
    send(way, small_mails(1), sessions=1)
    assert len(sink.arrivals(1, timeout=5)) == 1


def test_a_missing_mail_is_told_with_the_count(sink: SinkProcess) -> None:
    send(way_to(sink), small_mails(2), sessions=1)
    with pytest.raises(SinkTimeoutError, match="2 of 3 mails"):
        sink.arrivals(3, timeout=0.05)
    assert sink.drain() == []


def test_a_refusal_ends_the_load_with_the_reply() -> None:
    with sink_process() as no_auth:
        way = Way("127.0.0.1", no_auth.port, Credentials("bench", "secret"))
        with pytest.raises(LoadError, match="AUTH was not offered"):
            send(way, small_mails(3), sessions=2)


def test_a_target_that_is_not_there_ends_the_load() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LoadError, match="the connection broke"):
        send(Way("127.0.0.1", port), small_mails(1), sessions=1)


def test_a_target_that_hangs_up_ends_the_load() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        hang_up = threading.Thread(target=accept_and_hang_up, args=(server,))
        hang_up.start()
        with pytest.raises(LoadError, match="hung up"):
            send(Way("127.0.0.1", server.getsockname()[1]), small_mails(1), sessions=1)
        hang_up.join()


def test_a_silent_target_ends_the_load_in_time() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(LoadError, match="no answer in time"),
    ):
        send(Way("127.0.0.1", server.getsockname()[1]), small_mails(1), 1, timeout=0.05)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"", False),
        (b"250", False),
        (b"250 Ok\r", False),
        (b"250 Ok\r\n", True),
        (b"250\r\n", True),
        (b"250-sink\r\n", False),
        (b"250-sink\r\n250-SIZE 1\r\n", False),
        (b"250-sink\r\n250 SIZE 1\r\n", True),
    ],
)
def test_a_reply_is_complete_with_its_last_line(reply: bytes, *, expected: bool) -> None:
    assert is_complete(reply) is expected


def test_no_two_mails_are_alike_and_each_has_its_size() -> None:
    mails = small_mails(50, size=4096)
    assert {len(without_dot(mail)) for mail in mails} == {4096}
    subjects = [mail.wire.partition(b"Subject: ")[2].partition(b"\r\n")[0] for mail in mails]
    texts = [mail.wire.partition(b"\r\n\r\n")[2] for mail in mails]
    assert len(set(subjects)) == len(set(texts)) == 50


def test_a_small_mail_of_any_size_has_only_whole_lines_and_one_end() -> None:
    for size in range(4000, 4100):
        expect_whole_lines(small_mails(1, size)[0])


def test_a_big_mail_has_only_whole_lines_and_one_end() -> None:
    expect_whole_lines(big_mail(200_000))


def expect_whole_lines(mail: BenchMail) -> None:
    lines = mail.wire.split(b"\r\n")
    assert lines[-2:] == [b".", b""]
    assert not any(line.startswith(b".") for line in lines[:-2])
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 998


@given(cuts=st.lists(st.integers(0, len(SESSION)), max_size=6))
def test_the_sink_hears_the_same_however_the_octets_are_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(SESSION)]
    arrivals: list[Arrival] = []
    dialogue = Dialogue(Options(digest=True), arrivals)
    replies = b"".join(
        dialogue.feed(SESSION[start:end]) for start, end in itertools.pairwise(places)
    )
    codes = [line[:4] for line in replies.split(b"\r\n") if line[3:4] == b" "]
    assert codes == [b"250 ", b"250 ", b"250 ", b"354 ", b"250 ", b"221 "]
    assert [(arrival.message_id, arrival.digest) for arrival in arrivals] == [
        ("1@bench.example", digest(SESSION_MAIL))
    ]


def test_the_sink_takes_mail_after_mail_on_one_connection() -> None:
    arrivals: list[Arrival] = []
    dialogue = Dialogue(Options(), arrivals)
    for _ in range(3):
        dialogue.feed(SESSION.removesuffix(b"QUIT\r\n"))
    assert len(arrivals) == 3
    assert not dialogue.is_over


def test_the_sink_ends_an_empty_mail_at_a_lone_dot() -> None:
    arrivals: list[Arrival] = []
    Dialogue(Options(), arrivals).feed(b"DATA\r\n.\r\n")
    assert [arrival.size for arrival in arrivals] == [0]
