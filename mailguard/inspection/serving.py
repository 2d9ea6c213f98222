"""The worker's loop: one request after the other, from one pipe to another."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator

from mailguard import i18n
from mailguard.domain.inspection import Preview
from mailguard.domain.lesson import Lesson
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.limits import allow_another_mail
from mailguard.inspection.protocol import (
    Failed,
    Frames,
    Inspected,
    Previewed,
    Ready,
    Request,
    Response,
    Studied,
    Study,
    framed,
    request_in,
)

log = logging.getLogger(__name__)

_READ = 256 * 1024


def serve(
    examiner: Examiner, learn: Callable[[Study], Lesson], requests: int, responses: int
) -> None:
    """Answer what comes through the pipe `requests` until it is closed (file descriptors).

    `learn` takes from a mail what it teaches.
    """
    answer = _answering(responses)
    answer(Ready())
    language = ""
    for frame in _frames(requests):
        request = request_in(frame)
        if isinstance(request, Study):
            allow_another_mail()
            answer(_studied(learn, request))
            continue
        if request.settings.language != language:
            language = request.settings.language
            i18n.use(language)
        allow_another_mail()
        answer(_looked_through(examiner, request, answer))


def _looked_through(
    examiner: Examiner, request: Request, answer: Callable[[Response], None]
) -> Response:
    def on_preview(preview: Preview) -> None:
        answer(Previewed(request.id, preview))

    try:
        return Inspected(request.id, examiner.examine(request, on_preview))
    except Exception as error:  # noqa: BLE001  whatever a mail did, it goes unchecked, not unseen
        log.warning("a mail could not be looked through: %s", type(error).__name__)
        return Failed(request.id)


def _studied(learn: Callable[[Study], Lesson], request: Study) -> Response:
    try:
        return Studied(request.id, learn(request))
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
