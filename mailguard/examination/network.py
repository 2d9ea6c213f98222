"""Examines both ends of the road: the port for mail programs, and the accounts' servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from mailguard.accounts.book import AccountBook
from mailguard.domain.account import Account
from mailguard.domain.delivery import Delivery
from mailguard.domain.event import Condition
from mailguard.i18n import _
from mailguard.loopback import is_free

_AT_ONCE = 8

Reach = Callable[[Account, str | None], Delivery]


def of_port(port: int) -> Iterator[Condition]:
    """Whether another program has the port. Only to be asked while no engine listens there."""
    if not is_free(port):
        yield port_taken(port)


def port_taken(port: int) -> Condition:
    """Another program has the port that mail programs send to."""
    return Condition(
        "port-taken",
        _("Another program uses port {port}, where your mail program sends to.").format(port=port),
        _("Close that program; MailGuard then goes on by itself. If you do not know it, restart "
          "the computer."),
    )  # fmt: skip


def of_servers(book: AccountBook, reach: Reach) -> Iterator[Condition]:
    """Which servers cannot be used. Blocking, for as long as the slowest server takes."""

    def trouble(account: Account) -> Condition | None:
        met = reach(account, book.password(account.id)).trouble
        return met.condition(account) if met else None

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from filter(None, pool.map(trouble, book.all()))
