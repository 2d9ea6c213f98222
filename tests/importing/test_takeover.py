"""Whose files these are is found out, and files that are nobody's are told."""

from __future__ import annotations

from mailguard.importing.harvest import Fate
from mailguard.importing.takeover import Program
from tests.importing.exports import taken_from, told

FILES = {
    "AlertAddressList.csv": "a@x.example,Yes\n",
    "UnsafeDomains.txt": "b.example\n",
    "prefs.js": 'user_pref("mail.compose.attachment_reminder_keywords", "attached");\n',
    "odd.csv": "1,2\n",
}


def test_all_programs_of_which_there_is_something_are_taken_over() -> None:
    taken = taken_from(FILES)
    assert set(taken.programs) == set(Program) - {Program.AUTO}
    assert len(taken.harvest.rules) == 3
    assert "odd.csv" in told(taken.harvest, Fate.UNREAD)


def test_a_single_one_can_be_asked_for() -> None:
    taken = taken_from(FILES, Program.OUTLOOKOKAN)
    assert taken.programs == (Program.OUTLOOKOKAN,)
    assert len(taken.harvest.rules) == 1
    assert len(taken.harvest.of(Fate.UNREAD)) == 3


def test_files_that_are_broken_or_empty_are_nobody_s() -> None:
    for text in ("", "{", "[]", "[" * 100_000, '{"policies": 1}'):
        assert not taken_from({"a.json": text}).programs
