"""Puts a text at the top or the bottom of what the recipients read, in each of its forms."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from mailguard.actions._refusal import refuse
from mailguard.domain.action import ActionRefusedError, Change, Means, Original, Stage, action
from mailguard.domain.rule import AddedText, TextPlace
from mailguard.i18n import N_, _
from mailguard.message.integrity import of_body


class AddingText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts, the first of which stands first."""

    texts: tuple[AddedText, ...]


@action("add-text", title=N_("Add a text"), stage=Stage.BODY, settings=AddingText)
def add_text(original: Original, adding: AddingText, _means: Means) -> Change:
    """Every octet of other parts stays. Raises ActionRefusedError."""
    # only a worker needs these
    from mailguard.message.insertion import NoTextError, text_edits  # noqa: PLC0415
    from mailguard.message.parts import structure  # noqa: PLC0415
    from mailguard.message.text_part import UnreadableTextError  # noqa: PLC0415

    found = structure(original.octets)
    refuse(of_body(original.header, found))
    top, bottom = (_joined(adding.texts, place) for place in (TextPlace.TOP, TextPlace.BOTTOM))
    try:
        return Change(tuple(text_edits(original.octets, found.root, top, bottom)))
    except NoTextError:
        raise ActionRefusedError(
            _("This mail has no text that something could be added to.")
        ) from None
    except UnreadableTextError:
        raise ActionRefusedError(
            _("The text of this mail cannot be read safely; nothing was added to it.")
        ) from None


def _joined(texts: Iterable[AddedText], place: TextPlace) -> str:
    """The one text that all for this place make."""
    wanted = dict.fromkeys(_clean(each.text) for each in texts if each.place is place)
    return "\n\n".join(filter(None, wanted))


def _clean(text: str) -> str:
    """Lines of what can be shown: other controls would change how the mail is read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    shown = ("".join(c for c in line if c.isprintable() or c == "\u3000") for line in lines)
    return "\n".join(shown).strip("\n")
