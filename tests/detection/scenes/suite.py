"""Every check's scenes as cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.detection.case import Case
from tests.detection.mutators import mutated
from tests.detection.scenes import (
    conversations,
    expected,
    file_kinds,
    files_of_before,
    near_files,
    near_words,
    personal,
    quotations,
    readers,
    returned,
    senders,
    strangers,
    structure,
    traces,
    words,
)
from tests.detection.scenes.stage import Maker, SceneBook, Stage
from tests.detection.world import Part, World

EACH = 30
"""Mails of each kind of a check."""

SCENES: SceneBook = {
    **returned.SCENES,
    **strangers.SCENES,
    **expected.SCENES,
    **conversations.SCENES,
    **quotations.SCENES,
    **readers.SCENES,
    **senders.SCENES,
    **files_of_before.SCENES,
    **file_kinds.SCENES,
    **traces.SCENES,
    **personal.SCENES,
    **words.SCENES,
    **structure.SCENES,
    **near_words.SCENES,
    **near_files.SCENES,
}


def scenes(world: World, part: Part, each: int = EACH) -> Iterator[Case]:
    """Of each check `each` mails in which it must speak, and as many in which it must not."""
    for check, book in SCENES.items():
        also = frozenset(book.also.split())
        wrong = (*book.wrong, *book.hinted)
        for name, stage, maker in _stages(world, part, f"{check} wrong", wrong, each):
            letter = mutated(world, maker(stage), stage.chance)
            softly = maker in book.hinted
            yield Case(name, letter, check, also, softly=softly, before=stage.before)
        for name, stage, maker in _stages(world, part, f"{check} right", book.right, each):
            letter = mutated(world, maker(stage), stage.chance)
            yield Case(name, letter, also=also, tempts=check, before=stage.before)


def _stages(
    world: World, part: Part, kind: str, makers: Sequence[Maker], each: int
) -> Iterator[tuple[str, Stage, Maker]]:
    for number in range(each if makers else 0):
        maker = makers[number % len(makers)]
        stage = Stage(world, part, f"{kind} {number}", number // len(makers))
        yield f"{kind}: {maker.__name__.strip('_').replace('_', ' ')} {number}", stage, maker
