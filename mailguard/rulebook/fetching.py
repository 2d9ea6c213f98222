"""Fetches the organisation's policy over HTTPS: not much, not for long, never in clear."""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING

import msgspec

from mailguard.i18n import _
from mailguard.signing import SUFFIX

if TYPE_CHECKING:
    import httpx

MOST_OCTETS = 5 * 1024 * 1024
_MOST_REDIRECTS = 3
_PATIENCE = 10.0
"""Seconds for each step: to connect, to send, until the next octets come."""

_WHOLE = 60.0
"""Seconds for a file as a whole, however steadily it trickles."""


class FetchError(Exception):
    """It could not be fetched; the text says why."""


class Arrived(msgspec.Struct, frozen=True):
    """A file and its seal, as they came."""

    octets: bytes
    seal: bytes
    etag: str  # "": the server gives none


class Fetcher:
    """Fetches one address again and again; what has not changed does not come twice."""

    def __init__(self, url: str, context: ssl.SSLContext | None = None) -> None:
        """`context`: whose certificates are believed; None: the system's."""
        self._url = url
        self._context = context
        self._etag = ""

    def fetch(self) -> Arrived | None:
        """The file and its seal; None: it is still what `accepted` was told of. Blocking.

        Raises FetchError.
        """
        import httpx  # noqa: PLC0415  60 ms, for those alone whose policy is fetched

        try:
            with self._client() as client:
                response = self._get(client, self._url, self._etag)
                if response is None:
                    return None
                octets, etag = response
                seal = self._get(client, self._url + SUFFIX)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise FetchError(_reason(error)) from error
        return Arrived(octets, seal[0] if seal else b"", etag)

    def accepted(self, arrived: Arrived) -> None:
        """Only what was taken over need not come again."""
        self._etag = arrived.etag

    def _client(self) -> httpx.Client:
        import httpx  # noqa: PLC0415  as above

        return httpx.Client(
            verify=self._context or ssl.create_default_context(),
            timeout=_PATIENCE,
            follow_redirects=True,
            max_redirects=_MOST_REDIRECTS,
            event_hooks={"request": [_only_https]},
            headers={"User-Agent": "MailGuard", "Accept-Encoding": "identity"},
        )

    def _get(self, client: httpx.Client, url: str, etag: str = "") -> tuple[bytes, str] | None:
        """What lies at `url`, and its ETag; None: it is what the ETag stands for."""
        ends = time.monotonic() + _WHOLE
        headers = {"If-None-Match": etag} if etag else {}
        with client.stream("GET", url, headers=headers) as response:
            if etag and response.status_code == 304:
                return None
            if response.status_code != 200:
                sentence = _("the server answers {status}.")
                raise FetchError(sentence.format(status=response.status_code))
            octets = bytearray()
            for chunk in response.iter_raw():
                octets += chunk
                if len(octets) > MOST_OCTETS:
                    raise FetchError(_("the file is larger than 5 MB."))
                if time.monotonic() > ends:
                    raise FetchError(_("the server sends too slowly."))
            return bytes(octets), response.headers.get("ETag", "")


def _only_https(request: httpx.Request) -> None:
    """A redirect must not lead out of what is encrypted."""
    if request.url.scheme != "https":
        raise FetchError(_("the server sends us on to an address without encryption."))


def _reason(error: Exception) -> str:
    import httpx  # noqa: PLC0415  it has been loaded

    if isinstance(error, httpx.TimeoutException):
        return _("the server does not answer.")
    if isinstance(error, httpx.TooManyRedirects):
        return _("the server sends us from one address to another.")
    if isinstance(error.__cause__ or error, ssl.SSLError) or "CERTIFICATE" in str(error):
        return _("the server's certificate is not one that this computer trusts.")
    return _("the server cannot be reached.")
