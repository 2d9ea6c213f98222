"""The intake: takes a mail from the submission server, and answers for it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from mailguard.domain.account import Account
from mailguard.domain.clock import Clock
from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Capabilities, Envelope, Extension
from mailguard.domain.reply import Reply
from mailguard.domain.state import ACCEPTED as ACCEPTED_STATES
from mailguard.guard.asking import Asking
from mailguard.guard.options import Options
from mailguard.guard.patience import patience_of
from mailguard.guard.ports import Accounts, Desk, Verdict
from mailguard.guard.question import Question
from mailguard.guard.questions import Questions
from mailguard.guard.storage import ConflictError, Reception, Spool, SpoolError, SpoolFullError
from mailguard.guard.unheard import note_unheard
from mailguard.guard.wording import DISK_FULL, HEADER_TOO_LONG, NOBODY, OWN_FAILURE, STOPPING
from mailguard.message.header import HEADER_LIMIT
from mailguard.message.submission import client_program

log = logging.getLogger(__name__)


class SubmissionIntake:
    """Implements `Intake`: keeps, asks, holds the reply, and decides what it is."""

    def __init__(
        self,
        spool: Spool,
        accounts: Accounts,
        questions: Questions,
        asking: Asking,
        desk: Desk,
        clock: Clock,
        options: Options,
    ) -> None:
        self._spool = spool
        self._accounts = accounts
        self._questions = questions
        self._asking = asking
        self._desk = desk
        self._clock = clock
        self._options = options
        self._stopping = asyncio.Event()

    def offered(self, account: Account | None) -> Capabilities:
        if account is not None:
            return self._accounts.capabilities(account.id)
        return _common([self._accounts.capabilities(a.id) for a in self._accounts.all()])

    def authenticate(self, username: str, password: str) -> Account | None:
        return self._accounts.authenticate(username, password)

    def begin(self, account: Account, envelope: Envelope, size: int | None) -> Reception:
        return self._spool.open_reception(account.id, envelope, size)

    async def submit(self, reception: Reception, hung_up: asyncio.Future[None]) -> Verdict:
        try:
            return await self._submit(reception, hung_up)
        except SpoolFullError:
            return Verdict(DISK_FULL, reception.id)
        except SpoolError as error:
            log.warning("%s: the spool failed: %s", reception.id, error)
            return Verdict(OWN_FAILURE, reception.id)
        except Exception:  # a bug of ours may cost a reply, never a mail: the client keeps it
            log.exception("%s: not taken in", reception.id)
            return Verdict(OWN_FAILURE, reception.id)

    async def perhaps_unheard(self, entry_id: str) -> None:
        await note_unheard(self._spool, entry_id)

    async def stop(self) -> None:
        """End every held reply with a 421; the mail programs keep their mails."""
        self._stopping.set()
        for question in self._questions.all:
            if question.is_held and question.kept.is_set():
                await self._let_go(question)

    async def _let_go(self, question: Question) -> None:
        try:
            await self._asking.abandon(question, STOPPING)
        except (ConflictError, SpoolError) as error:  # without a row it is abandoned all the same
            log.warning("%s: let go of without a record: %s", question.id, error)
            question.tell(STOPPING)

    async def _submit(self, reception: Reception, hung_up: asyncio.Future[None]) -> Verdict:
        account = self._accounts.get(reception.account)
        if account is None or self._stopping.is_set():
            reception.discard()
            return Verdict(STOPPING if account else OWN_FAILURE, reception.id)
        header = reception.header
        if len(header) >= HEADER_LIMIT:  # beyond it a Bcc field could hide
            reception.discard()
            return Verdict(HEADER_TOO_LONG, reception.id)
        client = client_program(header)
        question = await self._take_in(reception, account, client)
        try:
            reply = await self._hold(question, patience_of(client, account).seconds, hung_up)
        except Exception:  # whatever it is, the mail program is told 451: nobody may answer it now
            self._questions.remove(question)
            raise
        if hung_up.done():
            await self._note_unheard_if_accepted(question)
        return Verdict(reply, question.id)

    async def _take_in(self, reception: Reception, account: Account, client: str) -> Question:
        """The question about a mail that is on the disk; a small one is looked through meanwhile.

        Raises SpoolError.
        """
        header, octets = reception.header, reception.whole
        begun: list[Question] = []

        def begin(entry: Entry) -> None:
            if octets is not None:
                begun.append(self._asking.open(entry, account, header, octets))

        try:
            entry = await self._spool.keep(reception, self._clock.now(), client, begin)
        except Exception:
            for question in begun:
                self._questions.remove(question)
                question.kept.set()  # its inspection is let go of
            raise
        question = begun[0] if begun else self._asking.open(entry, account, header)
        self._asking.kept(question)
        return question

    async def _hold(self, question: Question, seconds: float, gone: asyncio.Future[None]) -> Reply:
        """Wait for the answer as long as the mail program does."""
        deadline = asyncio.get_running_loop().time() + seconds
        if self._stopping.is_set():
            await self._asking.abandon(question, STOPPING)
        if self._options.needs_desktop and not await self._is_shown(question, gone):
            await self._asking.abandon(question, NOBODY)
        if not await self._is_decided(question, gone, deadline) and not gone.done():
            await self._asking.lapse(question)
        if gone.done():
            await self._asking.abandon(question, OWN_FAILURE)
        return await self._outcome(question, gone, deadline)

    async def _is_shown(self, question: Question, gone: asyncio.Future[None]) -> bool:
        if not self._desk.attended:
            await self._desk.summon()
        shown = asyncio.create_task(question.acknowledged.wait())
        try:
            await _first(self._options.shown_within, shown, gone, question.reply)
            return shown.done() or gone.done() or question.reply.done()
        finally:
            shown.cancel()

    async def _is_decided(
        self, question: Question, gone: asyncio.Future[None], deadline: float
    ) -> bool:
        left = deadline - asyncio.get_running_loop().time()
        if left > 0:
            await _first(left, gone, question.reply)
        return question.reply.done()

    async def _outcome(
        self, question: Question, gone: asyncio.Future[None], deadline: float
    ) -> Reply:
        reply = await question.reply
        while isinstance(reply, Question):  # the same mail came again and stands for this one
            successor = reply
            if not await self._is_decided(successor, gone, deadline) and not gone.done():
                await self._asking.lapse(successor)
            reply = OWN_FAILURE if gone.done() else await successor.reply
        return reply

    async def _note_unheard_if_accepted(self, question: Question) -> None:
        if question.entry.state in ACCEPTED_STATES:
            await note_unheard(self._spool, question.id)


async def _first(seconds: float, *waiting: asyncio.Future[Any]) -> None:
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)


def _common(offers: list[Capabilities]) -> Capabilities:
    """What every one of `offers` holds, with the smallest size limit."""
    if not offers:
        return Capabilities()
    extensions = frozenset(Extension).intersection(*(o.extensions for o in offers))
    sizes = [offer.size for offer in offers if offer.size]
    return Capabilities(extensions, min(sizes) if sizes else None)
