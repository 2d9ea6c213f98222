"""Looking a mail through: what its inspection brings to the question about it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from msgspec.structs import replace

from mailguard.domain.entry import Channel, Entry
from mailguard.domain.event import Asked, Inspected
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.state import State
from mailguard.guard import repeats
from mailguard.guard.board import Board
from mailguard.guard.ports import Desk, Inspector, Witness
from mailguard.guard.question import Question
from mailguard.guard.questions import Questions
from mailguard.guard.storage import Spool
from mailguard.guard.witnessing import inspected


class Looking:
    """Has mails inspected, tells the desktops, and finds repeats."""

    def __init__(
        self,
        questions: Questions,
        spool: Spool,
        inspector: Inspector,
        desk: Desk,
        board: Board,
        witness: Witness,
        agreed: Callable[[Collection[str]], str],
    ) -> None:
        """`agreed`: the password for attachments that organisations know, as in `Rim`."""
        self._questions = questions
        self._spool = spool
        self._inspector = inspector
        self._desk = desk
        self._board = board
        self._witness = witness
        self._agreed = agreed

    async def look_through(self, question: Question, octets: bytes | None) -> None:
        """Inspect the mail of `question`; what comes of it counts once the mail is kept.

        Raises ConflictError, SpoolError.
        """
        inspection = await self._inspector.inspect(
            question.entry,
            question.account,
            lambda preview: self._previewed(question, preview),
            octets,
        )
        if inspection.arriving and self._agreed(inspection.outside):
            inspection = replace(inspection, is_agreed=True)
        await question.kept.wait()
        await self._inspected(question, inspection)

    def kept(self, question: Question) -> None:
        """The mail is on the disk: from now on the desktops hear of it."""
        question.kept.set()
        self._tell(question)

    def asked(self, question: Question, preview: Preview) -> Asked:
        """The event that has a desktop show the question."""
        summary = self._board.summary(question.entry, client_waits=question.is_held)
        return Asked(summary, preview)

    def _previewed(self, question: Question, preview: Preview) -> None:
        question.preview = preview
        question.entry = _described(question.entry, preview)
        self._tell(question)

    def _tell(self, question: Question) -> None:
        if question.kept.is_set() and question.preview is not None and self._desk.attended:
            self._desk.publish(self.asked(question, question.preview))

    async def _inspected(self, question: Question, inspection: Inspection) -> None:
        async with question.lock:
            question.inspection = inspection
            if self._questions.is_open(question):
                # described again: a move that was being written when the preview came undid it
                described = _described(question.entry, inspection.preview)
                question.entry = replace(described, fingerprint=inspection.fingerprint)
                await self._take_repeats_in(question)
                if question.entry.state is not State.RECEIVED:
                    await self._questions.write(question, question.entry.state, Channel.ENGINE)
        question.inspected.set()
        self._witness.note(inspected(question.entry, inspection))
        if self._desk.attended and self._questions.is_open(question):
            self._desk.publish(self.asked(question, inspection.preview))
            self._desk.publish(Inspected(question.id, question.entry.revision, inspection))

    async def _take_repeats_in(self, question: Question) -> None:
        """Let `question` stand for the earlier ones without a 250; note the others on it."""
        entry = question.entry
        for older in self._questions.all:
            if older is not question and repeats.is_overtaken(older.entry, entry):
                await self._overtake(older, question)
        earlier = self._spool.same_content(entry.account, entry.fingerprint)
        question.supersedes.extend(e.id for e in earlier if e.state is State.ABANDONED)
        note = repeats.note([e for e in earlier if e.id != entry.id])
        question.entry = replace(entry, note=note or entry.note)

    async def _overtake(self, older: Question, newer: Question) -> None:
        async with older.lock:
            if self._questions.is_open(older):
                await self._questions.write(older, State.SUPERSEDED, Channel.ENGINE)
                self._questions.remove(older)
                older.give_way(newer)
                self._board.changed(older.entry)


def _described(entry: Entry, preview: Preview) -> Entry:
    """`entry` as lists show it."""
    names = {str(r.address): r.name for r in preview.recipients if r.name}
    return replace(entry, subject=preview.subject, names=names)
