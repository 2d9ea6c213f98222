"""What is attached."""

from __future__ import annotations

import pytest

from mailguard.domain.condition import Extent, OfAttachments, When
from mailguard.domain.content import Content, InnerFile
from tests.mails import a_mail, an_attachment
from tests.policy.situations import a_situation, why

EXE = "application/x-dosexec"
MAIL = a_mail(
    attachments=[
        an_attachment("Quote.PDF", size=1_000),
        an_attachment("原価表.zip", size=2_000, declared_type="application/zip", encrypted=True),
        an_attachment("logo.png", size=9_000, declared_type="image/png", inline=True),
        an_attachment("photo.jpg", size=4_000, declared_type="image/jpeg", real_type=EXE),
    ],
    contents=[
        Content("The price is 100 yen."),
        Content(files=(InnerFile("in/tool.js", 10, "text/javascript"),)),
        Content("secret"),
        Content(),
    ],
)


@pytest.mark.parametrize(
    ("condition", "evidence"),
    [
        (OfAttachments(), ("Quote.PDF", "原価表.zip", "photo.jpg")),
        (OfAttachments(files=4), None),
        (OfAttachments(name=("*.pdf",)), ("Quote.PDF",)),
        (OfAttachments(name=("*.pdf",), match=Extent.ALL), None),
        (OfAttachments(name=("*.*",), match=Extent.ALL, files=3),
         ("Quote.PDF", "原価表.zip", "photo.jpg")),
        (OfAttachments(name=("*.png",)), None),
        (OfAttachments(name=("原価*",)), ("原価表.zip",)),
        (OfAttachments(name=("tool.*",)), ("原価表.zip: in/tool.js",)),
        (OfAttachments(type=("js",)), ("原価表.zip: in/tool.js",)),
        (OfAttachments(type=(".PDF",)), ("Quote.PDF",)),
        (OfAttachments(type=("exe",)), ("photo.jpg",)),
        (OfAttachments(type=("image/*",)), None),
        (OfAttachments(type=("application/zip",)), ("原価表.zip",)),
        (OfAttachments(larger_than=2_000), ("photo.jpg",)),
        (OfAttachments(larger_than=1_999), ("原価表.zip", "photo.jpg")),
        (OfAttachments(encrypted=True), ("原価表.zip",)),
        (OfAttachments(encrypted=False, name=("*.zip",)), None),
        (OfAttachments(words=("price", "secret")), ("“price” in Quote.PDF",)),
        (OfAttachments(words=("price",), name=("*.zip",)), None),
        (OfAttachments(pattern=(r"\d+ yen",)), ("“100 yen” in Quote.PDF",)),
        (OfAttachments(total_larger_than=6_999), ("Quote.PDF", "原価表.zip", "photo.jpg")),
        (OfAttachments(total_larger_than=7_000), None),
    ],
)  # fmt: skip
def test_a_file_fits_where_every_key_does(
    condition: OfAttachments, evidence: tuple[str, ...] | None
) -> None:
    assert why(When(attachments=(condition,)), a_situation(MAIL)) == evidence


def test_without_files_nothing_fits() -> None:
    for match in Extent:
        assert why(When(attachments=(OfAttachments(match=match),)), a_situation()) is None
