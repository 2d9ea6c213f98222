"""What leaves for a mail: each action in its turn, and the edits of all of them put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec
from msgspec.structs import replace

from mailguard.domain.action import (
    Action,
    ActionRefusedError,
    Change,
    FollowUp,
    Means,
    Original,
    Outgoing,
    Prepared,
    Stage,
)
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.mail import Edit
from mailguard.domain.received import Lock, ReceivedFile
from mailguard.i18n import _
from mailguard.message.edits import OverlapError, applied, composed, in_order
from mailguard.message.header import fields_end
from mailguard.preparation.second_message import second_message
from mailguard.preparation.steps import Step, action_named


def prepared(
    original: Original, steps: Iterable[Step], means: Means, always: Iterable[Edit] = ()
) -> Prepared:
    """What leaves; `always` are the edits of every mail (message/submission.py).

    Actions take their turns by their stage. Those of Stage.BODY see the mail as it came; the
    others see the header as it is by then. Raises ActionRefusedError, and OSError for files.
    """
    runs = [(action_named(step.action), step.settings) for step in steps]
    work = _Work(original, means, always)
    try:
        for action, settings in sorted(runs, key=lambda run: run[0].stage):
            work.take(action, msgspec.json.decode(settings, type=action.settings))
        return work.result()
    except OverlapError:
        raise ActionRefusedError(_("Two changes of this mail concern the same line.")) from None


def needs_worker(steps: Iterable[Step]) -> bool:
    """Whether one of them reads the whole mail. Raises ActionRefusedError for no action."""
    return any(action_named(step.action).stage is Stage.BODY for step in steps)


class _Work:
    """A mail between two actions."""

    def __init__(self, original: Original, means: Means, always: Iterable[Edit]) -> None:
        self._original = original
        self._means = means
        self._first = tuple(always)  # of the mail as it came, until a header action's turn
        self._edits: tuple[Edit, ...] | None = None
        self._envelope = original.envelope
        self._copies: tuple[Outgoing, ...] = ()
        self._files: tuple[ReceivedFile, ...] = ()
        self._lock: Lock | None = None

    def take(self, action: Action, settings: msgspec.Struct) -> None:
        if action.stage is Stage.BODY:
            change = action.function(self._original, settings, self._means)
            self._first += change.edits
            self._files, self._lock = change.files or self._files, change.lock or self._lock
            return
        now = replace(self._original, envelope=self._envelope, header=self._header(self._so_far()))
        change = action.function(now, settings, self._means)
        self._edits = composed(self._so_far(), in_order(change.edits))
        self._envelope = _changed(self._envelope, change)
        if change.copies:
            self._copies = tuple(self._each(change))

    def result(self) -> Prepared:
        messages = self._copies or (Outgoing(self._envelope, self._so_far()),)
        return Prepared(messages, tuple(self._follow_ups(messages)), self._files, self._lock)

    def _so_far(self) -> tuple[Edit, ...]:
        return in_order(self._first) if self._edits is None else self._edits

    def _header(self, edits: Sequence[Edit]) -> bytes:
        """The header as these edits make it; those of the body lie behind its last field."""
        end = fields_end(self._original.header)
        return applied(self._original.header, [edit for edit in edits if edit.span.end <= end])

    def _each(self, change: Change) -> Iterator[Outgoing]:
        """A message for each copy. Nobody is in two of them, and nobody in none."""
        left = {address.key for address in self._envelope.recipients}
        for copy in change.copies:
            if not copy.recipients <= left:
                raise ActionRefusedError(_("A recipient would get this mail twice."))
            left -= copy.recipients
            envelope = _only(self._envelope, copy.recipients)
            yield Outgoing(envelope, composed(self._so_far(), in_order(copy.edits)))
        if left:
            raise ActionRefusedError(_("Somebody would be left without this mail."))

    def _follow_ups(self, messages: Sequence[Outgoing]) -> Iterator[FollowUp]:
        lock, now = self._lock, self._means.now
        if lock is None or not lock.by_mail or now is None:
            return
        for index, first in enumerate(messages):
            unique = f"<{self._means.entropy(16).hex()}@{self._original.sender.domain}>"
            header = self._header(first.edits)
            yield second_message(index, first, header, lock, unique, now)


def _changed(envelope: Envelope, change: Change) -> Envelope:
    if not (change.left_out or change.added):
        return envelope
    kept = (each for each in envelope.forwards if each.address.key not in change.left_out)
    return replace(envelope, forwards=(*kept, *map(Forward, change.added)))


def _only(envelope: Envelope, keys: Set[str]) -> Envelope:
    return replace(envelope, forwards=tuple(f for f in envelope.forwards if f.address.key in keys))
