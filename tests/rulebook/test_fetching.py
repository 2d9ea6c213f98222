"""A policy is fetched over HTTPS from a server that is trusted, within limits."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from mailguard.rulebook import fetching
from mailguard.rulebook.fetching import Arrived, Fetcher, FetchError

POLICY = b"version = 1\n"


class Handler(BaseHTTPRequestHandler):
    """Answers as its server is told to."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if target := self.server.moved.get(self.path):
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
        elif self.path not in self.server.files:
            self.send_error(404)
        elif self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            self.end_headers()
        else:
            self._give(self.server.files[self.path])

    def _give(self, octets: bytes) -> None:
        self.send_response(200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        try:
            self.wfile.write(octets)
        except OSError:
            self.close_connection = True  # who asked has had enough

    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


class Server(ThreadingHTTPServer):
    """A server on loopback, with a certificate."""

    def __init__(self, authority: trustme.CA) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {"/policy.toml": POLICY, "/policy.toml.sig": b"seal"}
        self.moved: dict[str, str] = {}
        self.asked: list[str] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_port}/policy.toml"

    def handle_error(self, *_words: object) -> None:
        """A client that does not trust us hangs up: that is what some tests are about."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def server(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Server(authority) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def why_not(fetcher: Fetcher) -> str:
    with pytest.raises(FetchError) as refused:
        fetcher.fetch()
    return str(refused.value)


def test_a_file_comes_with_its_seal(server: Server, trusting: ssl.SSLContext) -> None:
    assert Fetcher(server.url, trusting).fetch() == Arrived(POLICY, b"seal", '"1"')


def test_what_was_taken_over_does_not_come_again(server: Server, trusting: ssl.SSLContext) -> None:
    fetcher = Fetcher(server.url, trusting)
    first = fetcher.fetch()
    assert first is not None
    assert fetcher.fetch() == first, "it was not taken over yet"
    fetcher.accepted(first)
    assert fetcher.fetch() is None


def test_a_server_that_nobody_vouches_for_is_not_believed(server: Server) -> None:
    assert "certificate" in why_not(Fetcher(server.url))


def test_a_redirect_is_followed_but_not_in_circles(
    server: Server, trusting: ssl.SSLContext
) -> None:
    server.moved = {"/old": "/policy.toml", "/old.sig": "/policy.toml.sig", "/round": "/round"}
    base = server.url.removesuffix("/policy.toml")
    arrived = Fetcher(f"{base}/old", trusting).fetch()
    assert arrived is not None
    assert arrived.octets == POLICY
    assert "from one address to another" in why_not(Fetcher(f"{base}/round", trusting))
    assert server.asked.count("/round") == 4


def test_a_redirect_never_leads_to_where_nothing_is_encrypted(
    server: Server, trusting: ssl.SSLContext
) -> None:
    server.moved = {"/policy.toml": f"http://127.0.0.1:{server.server_port}/policy.toml"}
    assert "without encryption" in why_not(Fetcher(server.url, trusting))


def test_a_file_that_is_too_large_is_left(
    server: Server, trusting: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_OCTETS", 1000)
    server.files["/policy.toml"] = b"#" * 1001
    assert "larger" in why_not(Fetcher(server.url, trusting))


def test_a_server_that_trickles_is_left(
    server: Server, trusting: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_WHOLE", -1.0)
    assert "too slowly" in why_not(Fetcher(server.url, trusting))


def test_a_file_that_is_not_there_or_has_no_seal_is_named(
    server: Server, trusting: ssl.SSLContext
) -> None:
    del server.files["/policy.toml.sig"]
    assert why_not(Fetcher(server.url, trusting)) == "the server answers 404."


@pytest.mark.usefixtures("server")
def test_a_server_that_is_gone_is_named(trusting: ssl.SSLContext) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{nobody.getsockname()[1]}/policy.toml"
        assert "cannot be reached" in why_not(Fetcher(url, trusting))
