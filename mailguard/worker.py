"""The worker process: reads and checks mails for the engine, and may die of one."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mailguard import actions, checks
from mailguard.content.filetype import FileTypes
from mailguard.discovery import discover
from mailguard.domain.action import Action
from mailguard.domain.address import Address
from mailguard.domain.check import Check
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Mail
from mailguard.domain.settings import WorkingHours
from mailguard.inspection.domains import organisation_of, registrable
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.limits import confine
from mailguard.inspection.protocol import Request
from mailguard.inspection.ruling import Ruling
from mailguard.inspection.serving import Examine, serve
from mailguard.knowledge.lessons import Sighting, lesson_of
from mailguard.knowledge.reader import KnowledgeReader
from mailguard.message.html import html_lines
from mailguard.names.readings import load_tables
from mailguard.policy.working_time import WorkingTime
from mailguard.rulebook.almanac import almanac_of


def main(arguments: list[str] | None = None) -> int:
    """Serve on the standard input and output. The one argument is the knowledge file's path."""
    (knowledge,) = sys.argv[1:] if arguments is None else arguments
    requests, responses = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)  # nothing else may speak in between
    os.dup2(2, 1)
    confine()
    types = FileTypes()
    reader = KnowledgeReader(Path(knowledge), organisation_of)
    _warm_up(types, reader)
    examiner = Examiner(
        discover(checks, Check),
        discover(actions, Action),
        reader,
        types,
        Ruling(almanac_of),
    )
    with contextlib.suppress(BrokenPipeError):  # the engine is gone
        serve(_steadily(examiner, reader), _lesson_of, requests, responses)
    return 0


def _steadily(examiner: Examiner, reader: KnowledgeReader) -> Examine:
    """Has each mail looked through by what is known at its beginning."""

    def examine(
        request: Request, on_preview: Callable[[Preview], None], on_read: Callable[[Mail], None]
    ) -> Inspection:
        with reader.steady():
            return examiner.examine(request, on_preview, on_read)

    return examine


def _lesson_of(mail: Mail, senders: Sequence[Address]) -> Lesson:
    """What a mail that is sent teaches."""
    return lesson_of(mail, Sighting(organisation_of, senders, datetime.now(UTC)), is_sent=True)


def _warm_up(types: FileTypes, reader: KnowledgeReader) -> None:
    """Load what the first mail would have to wait for."""
    types.of(b"%PDF-1.7\n")
    registrable("example.com")
    html_lines("<p>warm</p>")
    load_tables()
    WorkingTime(WorkingHours(days_off=())).is_day_off(datetime.now(UTC).date())
    reader.warm_up()


if __name__ == "__main__":
    sys.exit(main())
