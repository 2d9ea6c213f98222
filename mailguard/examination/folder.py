"""Examines the data folder: whether mail can be kept there, and whether its files can be read."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from mailguard.accounts import register
from mailguard.accounts.port import PortError, submission_ports
from mailguard.domain.event import Condition
from mailguard.examination.lists import of_lists
from mailguard.i18n import _
from mailguard.knowledge.issued import IssuedList
from mailguard.paths import DataFolder
from mailguard.rulebook import places
from mailguard.rulebook.reading import read_file
from mailguard.rulebook.rulebook import Rulebook
from mailguard.rulebook.sheet import UserSheet
from mailguard.spool import filesystem


def of_folder(folder: DataFolder) -> Iterator[Condition]:
    """What is wrong with the policy, the data folder and the files the user may have changed."""
    edition = Rulebook(places.system_places(), folder, keeps=False).read()
    configuration = edition.configuration
    yield from edition.conditions
    yield from of_further_lines(folder.config)
    yield from of_disk(folder.root, configuration.spool.free_space)
    if folder.root.is_dir():
        yield from of_files(folder)
        yield from of_lists(folder.knowledge.parent)
        yield from IssuedList(configuration.companies, folder.company_list).examine()


def of_further_lines(config: Path) -> Iterator[Condition]:
    """What else is wrong in a configuration; the first line is the policy's to name."""
    with contextlib.suppress(FileNotFoundError):
        for number, problem in enumerate(read_file(config, UserSheet).problems[1:], 2):
            remedy = _("Until the file is mended, MailGuard goes by its own settings.")
            yield Condition(f"config-broken:{number}", str(problem), remedy)


def of_disk(root: Path, floor: int) -> Iterator[Condition]:
    """Whether mail can be kept in `root`, which may not exist yet, with `floor` octets free."""
    there = next(path for path in (root, *root.parents) if path.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        yield _not_writable(there)
    if filesystem.is_network(there):
        yield _on_network(root, filesystem.kind(there))
    free = shutil.disk_usage(there).free
    if free < floor:
        yield _full(root, free, floor)


def of_files(folder: DataFolder) -> Iterator[Condition]:
    """Whether the accounts and the port can be read."""
    try:
        register.read(folder.accounts)
    except register.RegisterError as error:
        yield Condition("accounts-broken", str(error), _("Then restart MailGuard."))
    if folder.port.exists():
        try:
            submission_ports(folder.port)
        except PortError as error:
            yield Condition("port-unknown", str(error), _("Then restart MailGuard."))


def _not_writable(path: Path) -> Condition:
    return Condition(
        "folder-not-writable",
        _("MailGuard may not write to the folder {folder}.").format(folder=path),
        _("Change the folder's access rights, or choose another one with --data."),
    )


def _on_network(root: Path, kind: str) -> Condition:
    sentence = _("The data folder {folder} lies on a network drive ({kind}).")
    return Condition(
        "network-file-system",
        sentence.format(folder=root, kind=kind),
        _("Mail could get lost there. Please choose a folder on this computer with --data."),
    )


def _full(root: Path, free: int, floor: int) -> Condition:
    sentence = _("The disk of {folder} is nearly full: {free} MB are left.")
    return Condition(
        "disk-full",
        sentence.format(folder=root, free=free // 1_000_000),
        _("Delete or move files. MailGuard needs {least} MB to take mail.").format(
            least=floor // 1_000_000
        ),
    )
