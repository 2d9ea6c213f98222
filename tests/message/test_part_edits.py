"""Parts that give way or go, in trees of every shape."""

from __future__ import annotations

from email import message_from_bytes, policy
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Edit, Source
from mailguard.message.edits import applied, in_order
from mailguard.message.part_edits import removed, replaced
from mailguard.message.parts import Part, structure

NEW = b"bmV3"  # "new"
FILE = Source("results", 0, len(NEW), b"")

shapes = st.recursive(
    st.just("leaf"), lambda children: st.lists(children, min_size=1, max_size=3), max_leaves=8
)


def written(shape: object, number: count[int]) -> bytes:
    """A tree: each leaf holds its number, each multipart has a boundary of its own."""
    mine = next(number)
    if shape == "leaf":
        return b"Content-Type: image/png; name=%d.png\r\n\r\nold-%d" % (mine, mine)
    assert isinstance(shape, list)
    inner = b"".join(b"\r\n--b%d-\r\n%s" % (mine, written(each, number)) for each in shape)
    return b"Content-Type: multipart/mixed; boundary=b%d-\r\n\r\nintro%s\r\n--b%d---\r\nend" % (
        mine, inner, mine,
    )  # fmt: skip


def leaves(root: Part) -> list[Part]:
    return [part for part in root.walk() if not part.media_type.startswith("multipart/")]


def inline(edits: tuple[Edit, ...]) -> list[Edit]:
    return [Edit(e.span, NEW) if e.file is not None else e for e in edits]


@given(shapes, st.data())
def test_the_others_stay_as_they_are_and_where_they_are(shape: object, data: st.DataObject) -> None:
    octets = b"From: a@b.example\r\n" + written(shape, count())
    root = structure(octets).root
    files = leaves(root)
    kinds = [data.draw(st.sampled_from(["kept", "replaced", "gone"])) for _file in files]
    if files[0] is root and kinds[0] == "gone":
        kinds[0] = "replaced"
    edits = list(removed(root, [f for f, kind in zip(files, kinds, strict=True) if kind == "gone"]))
    for file, kind in zip(files, kinds, strict=True):
        if kind == "replaced":
            edits += replaced(octets, file, "application/zip", "新.zip", FILE)
    result = applied(octets, inline(in_order(edits)))

    found = structure(result)
    assert not found.ambiguities
    assert result.startswith(b"From: a@b.example\r\n")
    bodies = [result[leaf.body.start : leaf.body.end] for leaf in leaves(found.root)]
    before = [octets[file.body.start : file.body.end] for file in files]
    expected = [
        NEW if kind == "replaced" else body
        for body, kind in zip(before, kinds, strict=True)
        if kind != "gone"
    ]
    assert [body for body in bodies if body] == expected
    assert [p.media_type for p in root.walk() if p.media_type.startswith("multipart/")] == [
        p.media_type for p in found.root.walk() if p.media_type.startswith("multipart/")
    ]
    names = [
        part.get_filename() for part in message_from_bytes(result, policy=policy.default).walk()
    ]
    assert names.count("新.zip") == kinds.count("replaced")
