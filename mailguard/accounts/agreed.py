"""Passwords for attachments that were agreed on with organisations; they lie in the vault."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from mailguard import logs
from mailguard.accounts.patience import in_thread
from mailguard.domain.command import Agree, Agreed, ListAgreed, Response
from mailguard.domain.entry import Channel
from mailguard.secrets.vault import Vault

_PREFIX = "agreed:"


class AgreedPasswords:
    """One password for each organisation, as Recipient.organisation names it."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def for_all(self, organisations: Collection[str]) -> str:
        """The password that all of these know; "": there is none, or no single one."""
        known = {self._vault.get(_name(each)) for each in organisations}
        (only,) = known if len(known) == 1 else (None,)
        return only or ""

    def handlers(self) -> Mapping[type[Any], Callable[[Any, Channel], Awaitable[Response]]]:
        return {Agree: self._agree, ListAgreed: self._list}

    async def _agree(self, command: Agree, _by: Channel) -> Response:
        if command.password:
            logs.conceal(command.password)
        await in_thread(
            lambda: self._vault.put(_name(command.organisation), command.password or None)
        )
        return self._listing()

    async def _list(self, _command: ListAgreed, _by: Channel) -> Response:
        return self._listing()

    def _listing(self) -> Agreed:
        names = (name for name in self._vault.names() if name.startswith(_PREFIX))
        return Agreed(tuple(sorted(name.removeprefix(_PREFIX) for name in names)))


def _name(organisation: str) -> str:
    return _PREFIX + organisation.casefold()
