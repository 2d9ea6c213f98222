"""A history in memory, for tests of the recipient model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from mailguard.domain.mail import Mail
from mailguard.knowledge.risk_history import MOST, Appearance, Conversation, Person
from tests.mails import TODAY


class HistoryInMemory:
    """Implements History: mails that the user sent, one each day, the last one yesterday."""

    def __init__(
        self,
        *mails: Sequence[str],
        conversation: Conversation | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._mails = [frozenset(mail) for mail in mails]
        self._conversation = conversation or Conversation()
        self._names = names or {}

    def sent(self) -> int:
        return len(self._mails)

    def people(self, keys: Sequence[str]) -> Mapping[str, Person]:
        found = {key: self.appearances(key) for key in keys}
        return {
            key: Person(len(seen), 0, seen[0].at, 0, (self._names.get(key, ""),))
            for key, seen in found.items()
            if seen
        }

    def appearances(self, key: str) -> Sequence[Appearance]:
        days = enumerate(reversed(self._mails), start=1)
        return [Appearance(_ago(day), True, mail) for day, mail in days if key in mail][:MOST]

    def conversation(self, _mail: Mail) -> Conversation:
        return self._conversation


def _ago(days: int) -> int:
    return int((TODAY - timedelta(days=days)).timestamp())
