"""Zip files: Office files, OpenDocument files, and plain archives."""

from __future__ import annotations

from mailguard.content.archive import read_zip
from mailguard.content.harvest import Harvest
from mailguard.content.opendocument import is_open_document, read_open_document
from mailguard.content.package import Package
from mailguard.content.slides import is_presentation, read_presentation
from mailguard.content.table import is_binary_workbook, read_binary_workbook
from mailguard.content.unread import damaged
from mailguard.content.word import is_word, read_word
from mailguard.content.workbook import is_workbook, read_workbook

_KINDS = (
    (is_word, read_word),
    (is_workbook, read_workbook),
    (is_binary_workbook, read_binary_workbook),
    (is_presentation, read_presentation),
    (is_open_document, read_open_document),
)


def read_zipped(octets: bytes, harvest: Harvest) -> None:
    """Reads a zip file as what its entries make it, whatever its name says."""
    package = Package(octets, harvest.allowance)
    if package.has_strays:
        harvest.fail(damaged())
    for is_kind, read in _KINDS:
        if is_kind(package):
            read(package, harvest)
            return
    read_zip(package, harvest)
