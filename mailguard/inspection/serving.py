"""The worker's loop: one request after the other, from one pipe to another."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence

from mailguard import i18n
from mailguard.domain.action import ActionRefusedError
from mailguard.domain.address import Address
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Mail
from mailguard.inspection.lessons import packed
from mailguard.inspection.limits import allow_another_mail
from mailguard.inspection.octets import message_octets
from mailguard.inspection.protocol import (
    Failed,
    Frames,
    Inspected,
    Made,
    Prepare,
    Previewed,
    Ready,
    Refused,
    Request,
    Response,
    Studied,
    Study,
    framed,
    request_in,
)
from mailguard.inspection.study import study
from mailguard.preparation.order import with_octets

log = logging.getLogger(__name__)

_READ = 256 * 1024

Examine = Callable[[Request, Callable[[Preview], None], Callable[[Mail], None]], Inspection]
"""As `Examiner.examine`."""

LessonOf = Callable[[Mail, Sequence[Address]], Lesson]
"""What a mail teaches who sent it; the addresses are the account's."""


def serve(examine: Examine, lesson_of: LessonOf, requests: int, responses: int) -> None:
    """Answer what comes through the pipe `requests` until it is closed (file descriptors)."""
    answer = _answering(responses)
    answer(Ready())
    language = ""
    for frame in _frames(requests):
        request = request_in(frame)
        allow_another_mail(is_long=isinstance(request, Prepare))
        if isinstance(request, Study):
            answer(_studied(lesson_of, request))
            continue
        if _language(request) != language:
            language = _language(request)
            i18n.use(language)
        if isinstance(request, Prepare):
            answer(_made(request))
        else:
            answer(_looked_through(examine, lesson_of, request, answer))


def _language(request: Request | Prepare) -> str:
    return request.language if isinstance(request, Prepare) else request.settings.language


def _made(request: Prepare) -> Response:
    try:
        with message_octets(request.order.source) as octets:
            return Made(request.id, with_octets(request.order, octets))
    except ActionRefusedError as error:
        return Refused(request.id, str(error))
    except Exception as error:  # noqa: BLE001  whatever a mail did, it does not leave like this
        log.warning("a mail could not be prepared: %s", type(error).__name__)
        return Failed(request.id)


def _looked_through(
    examine: Examine, lesson_of: LessonOf, request: Request, answer: Callable[[Response], None]
) -> Response:
    lesson = b""

    def on_preview(preview: Preview) -> None:
        answer(Previewed(request.id, preview))

    def on_read(mail: Mail) -> None:
        nonlocal lesson
        lesson = _lesson(lesson_of, mail, request.senders)

    try:
        return Inspected(request.id, examine(request, on_preview, on_read), lesson)
    except Exception as error:  # noqa: BLE001  whatever a mail did, it goes unchecked, not unseen
        log.warning("a mail could not be looked through: %s", type(error).__name__)
        return Failed(request.id)


def _lesson(lesson_of: LessonOf, mail: Mail, senders: Sequence[Address]) -> bytes:
    try:
        return packed(lesson_of(mail, senders))
    except Exception as error:  # noqa: BLE001  the checks are to see the mail all the same
        log.warning("a mail could not be learned from: %s", type(error).__name__)
        return b""


def _studied(lesson_of: LessonOf, request: Study) -> Response:
    try:
        with message_octets(request.source) as octets:
            mail = study(octets, request.senders, request.envelope)
        return Studied(request.id, lesson_of(mail, request.senders))
    except Exception as error:  # noqa: BLE001  the mail is sent already; it just teaches nothing
        log.warning("a mail could not be learned from: %s", type(error).__name__)
        return Failed(request.id)


def _frames(pipe: int) -> Iterator[bytes]:
    frames = Frames()
    while octets := os.read(pipe, _READ):
        yield from frames.fed(octets)


def _answering(pipe: int) -> Callable[[Response], None]:
    def answer(response: Response) -> None:
        octets = memoryview(framed(response))
        while octets:
            octets = octets[os.write(pipe, octets) :]

    return answer
