"""The conditions that hold now: what keeps MailGuard from its work until it is mended."""

from __future__ import annotations

from collections.abc import Callable

from mailguard.domain.event import Condition, Conditions, Event


class ConditionBoard:
    """What each part of the engine reports; tells the desktops when anything of it changes."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._reports: dict[str, tuple[Condition, ...]] = {}
        self._publish = publish

    @property
    def all(self) -> tuple[Condition, ...]:
        """Each condition once, whoever reports it."""
        return tuple({c.id: c for report in self._reports.values() for c in report}.values())

    def of_account(self, account: str) -> str:
        """Why the account's mail cannot leave, as a sentence; "": nothing is known."""
        return next((c.sentence for c in self.all if c.account == account), "")

    def report(self, source: str, *conditions: Condition) -> None:
        """Let exactly `conditions` hold as far as `source` is concerned."""
        before = self.all
        self._reports[source] = conditions
        if self.all != before:
            self._publish(Conditions(self.all))
