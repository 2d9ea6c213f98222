"""Examines both ends of the road: the port for mail programs, and the accounts' servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from mailguard.accounts.book import AccountBook
from mailguard.accounts.port import Ports
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery
from mailguard.domain.event import Condition
from mailguard.i18n import _
from mailguard.loopback import is_free

_AT_ONCE = 8

Reach = Callable[[Account, str | None], Delivery]


def of_ports(ports: Ports) -> Iterator[Condition]:
    """Whether another program has a port. Only to be asked while no engine listens there."""
    if not is_free(ports.clear):
        yield port_taken(ports.clear)
    if not is_free(ports.tls):
        yield tls_port_taken(ports.tls)


def port_taken(port: int) -> Condition:
    """Another program has the port that mail programs send to."""
    return Condition(
        "port-taken",
        _("Another program uses port {port}, where your mail program sends to.").format(port=port),
        _("Close that program; MailGuard then goes on by itself. If you do not know it, restart "
          "the computer."),
    )  # fmt: skip


def tls_port_taken(port: int) -> Condition:
    """Another program has the port for mail programs that insist on TLS from the start."""
    sentence = _(
        "Another program uses port {port}, where mail programs that insist on SSL/TLS send to."
    )
    return Condition(
        "tls-port-taken",
        sentence.format(port=port),
        _("Mail programs without SSL/TLS go on as before. Close that program; MailGuard then "
          "goes on by itself."),
    )  # fmt: skip


def of_servers(book: AccountBook, reach: Reach) -> Iterator[Condition]:
    """Which servers cannot be used. Blocking, for as long as the slowest server takes."""

    def trouble(account: Account) -> Condition | None:
        met = reach(account, book.password(account.id)).trouble
        return met.condition(account) if met else None

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from filter(None, pool.map(trouble, book.all()))
