"""Exports of other programs, made up in their real formats, and what becomes of a mail by them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mailguard.directory.folder import DirectoryFolder
from mailguard.directory.people import People
from mailguard.domain.mail import Mail
from mailguard.domain.rule import Layer, Mode, Placed, Rule
from mailguard.domain.verdict import Verdict
from mailguard.importing.export import ExportFile
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.takeover import Program, Taken, taken_over
from mailguard.importing.writing import directory_files, policy_text
from mailguard.policy.ruleset import verdict_of
from mailguard.rulebook.reading import read_octets
from mailguard.rulebook.sheet import OrganisationSheet
from tests.mails import an_address
from tests.policy.situations import Company, a_situation


def taken_from(
    files: Mapping[str, str], program: Program = Program.AUTO, encoding: str = "utf-8"
) -> Taken:
    """What is taken over of files with these names and texts."""
    return taken_over(
        [ExportFile(name, text.encode(encoding)) for name, text in files.items()], program
    )


def harvest_of(files: Mapping[str, str], encoding: str = "utf-8") -> Harvest:
    return taken_from(files, encoding=encoding).harvest


def sheet_of(harvest: Harvest) -> OrganisationSheet:
    """The policy as MailGuard reads it from the file that is written."""
    text = policy_text(harvest, "a program")
    read = read_octets(Path("policy.toml"), text.encode(), OrganisationSheet)
    assert not read.problems, (text, list(map(str, read.problems)))
    assert read.sheet is not None
    return read.sheet


def people_of(harvest: Harvest, folder: Path) -> People:
    """The directory as MailGuard reads it from the files that are written."""
    for name, text in directory_files(harvest).items():
        (folder / name).write_text(text, "utf-8")
    directory = DirectoryFolder(folder)
    people = directory.current()
    assert not directory.problems
    return people


def verdict(files: Mapping[str, str], mail: Mail, groups: Company | None = None) -> Verdict:
    """What the rules that were taken over ask of a mail."""
    return by_rules(sheet_of(harvest_of(files)).rule, mail, groups)


def by_rules(rules: tuple[Rule, ...], mail: Mail, groups: Company | None = None) -> Verdict:
    placed = [Placed(rule, Layer.ORGANISATION) for rule in rules if rule.mode is Mode.ON]
    return verdict_of(placed, a_situation(mail, directory=groups))


def asked_by(found: Verdict) -> set[str]:
    """The ids of the rules that fired, without their numbers."""
    return {fired.id for fired in found.fired}


def ticks(found: Verdict) -> list[str]:
    return [demand.label for demand in found.demands]


def told(harvest: Harvest, fate: Fate) -> str:
    """All notes of one kind, as one text."""
    return "\n".join(f"{note.place}: {note.sentence}" for note in harvest.of(fate))


BOSS = an_address("boss@example.co.jp")
