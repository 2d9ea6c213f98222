"""OutlookOkan's tables that warn or refuse: by recipients, words and attachments."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mailguard.domain.condition import OfAttachments, OfText, OfWords, When, Where
from mailguard.domain.rule import Then
from mailguard.i18n import _
from mailguard.importing.conditions import ATTACHED, anybody, domain_in, everybody, masks
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.outlookokan_rows import (
    Flags,
    asking,
    first,
    grouped,
    take_rule,
    void,
)
from mailguard.importing.rows import Row, each, places_of


def internal_domains(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """The organisation's own domains."""
    found: list[str] = []
    good = each(rows, harvest, lambda row: found.append(domain_in(row.filled(0))))
    if good:
        harvest.set(("organisation", "own"), list(dict.fromkeys(found)), places_of(good))
        harvest.note(Fate.TAKEN, places_of(good), _("Sub-domains count as well."))


def alert_addresses(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Addresses and domains that are warned of, or refused."""

    def key(row: Row) -> tuple[str, bool]:
        masks(row.filled(0))
        return row.text(2), row.flag(1)

    for (message, refused), same in grouped(rows, harvest, key).items():
        when = When(recipients=(anybody(first(same), _("Warned of"), harvest),))
        default = _("Is it meant for this address?")
        take_rule(harvest, "address", _("Address with a warning"), when,
              asking(message or default, refused=refused), same)  # fmt: skip


def alert_words(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Words of the text that are warned of, or refused."""
    _alert_words(rows, harvest, lambda words: When(text=OfText(words, where=Where.ALL)))


def alert_subject_words(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Words of the subject likewise."""
    _alert_words(rows, harvest, lambda words: When(subject=OfWords(words)))


def _alert_words(
    rows: Sequence[Row], harvest: Harvest, condition: Callable[[tuple[str, ...]], When]
) -> None:
    def key(row: Row) -> tuple[str, bool, bool]:
        return row.text(1), row.flag(2), row.filled(0) == "*"

    for (message, refused, always), same in grouped(rows, harvest, key).items():
        when = When() if always else condition(tuple(first(same)))
        default = _("Please look at the marked words once more.")
        take_rule(harvest, "words", _("Words with a warning"), when,
              asking(message or default, refused=refused), same)  # fmt: skip


def names(rows: Sequence[Row], harvest: Harvest, flags: Flags) -> None:
    """A company's name in the text asks for somebody at its domain."""
    _companions(rows, harvest, in_subject=flags.names_in_subject)
    if not flags.names_for_recipients:
        return
    for domain, same in grouped(rows, harvest, lambda row: domain_in(row.filled(1))).items():
        told = _("Somebody at {domain} gets it, but the mail does not name the company. Is it so?")
        words = _worded(tuple(first(same)), in_subject=flags.names_in_subject)
        when = When(recipients=(anybody([domain], domain, harvest),), none=words)
        then = Then(tick=told.format(domain=domain))
        take_rule(
            harvest, "recipient-without-name", _("Company that is not named"), when, then, same
        )


def keyword_recipients(rows: Sequence[Row], harvest: Harvest, flags: Flags) -> None:
    """A word in the text asks for a recipient."""
    _companions(rows, harvest, in_subject=flags.keywords_in_subject)


def _companions(rows: Sequence[Row], harvest: Harvest, *, in_subject: bool) -> None:
    def key(row: Row) -> str:
        masks(row.filled(1))
        return row.filled(0)

    for word, same in grouped(rows, harvest, key).items():
        who = list(dict.fromkeys(row.text(1) for row in same))
        missing = (When(recipients=(anybody(who, word, harvest),)),)
        when = When(any=_worded((word,), in_subject=in_subject), none=missing)
        told = _("“{word}” is in the mail, but nobody of {who} gets it. Is it so?")
        then = Then(tick=told.format(word=word, who=", ".join(who)))
        take_rule(harvest, "name-and-recipient", _("Name without its recipient"), when, then, same)


def _worded(words: tuple[str, ...], *, in_subject: bool) -> tuple[When, ...]:
    text = When(text=OfText(words, where=Where.ALL))
    return (text, When(subject=OfWords(words))) if in_subject else (text,)


def files_of_recipients(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """A file's name says who may get it."""

    def key(row: Row) -> str:
        masks(row.filled(1))
        return row.filled(0)

    for name, same in grouped(rows, harvest, key).items():
        allowed = [row.text(1) for row in same]
        when = When(
            attachments=(OfAttachments(name=(f"*{name}*",)),),
            none=(When(recipients=(everybody(allowed),)),),
        )
        told = _("A file is called “{name}”. May everybody here get it?").format(name=name)
        title = _("File for certain recipients")
        take_rule(harvest, "file-and-recipient", title, when, Then(tick=told), same,
              _("It asks as well where a colleague gets it."))  # fmt: skip


def no_attachments_to(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Whom no attachment may be sent to."""
    good = each(rows, harvest, lambda row: void(masks(row.filled(0))))
    if good:
        group = _("Without attachments")
        when = When((anybody(first(good), group, harvest),), attachments=ATTACHED)
        then = Then(refuse=_("Attachments may not be sent to this address."))
        take_rule(
            harvest, "no-attachments", _("No attachments to certain people"), when, then, good
        )


def alerts_for_attachments(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Who is warned of where something is attached."""

    def key(row: Row) -> str:
        masks(row.filled(0))
        return row.text(1)

    for message, same in grouped(rows, harvest, key).items():
        group = _("Warned of with attachments")
        when = When((anybody(first(same), group, harvest),), attachments=ATTACHED)
        then = Then(tick=message or _("May the attachment be sent to this address?"))
        title = _("Attachments with a warning")
        take_rule(harvest, "attachments-warned-of", title, when, then, same)


def deleted_recipients(rows: Sequence[Row], harvest: Harvest, _flags: Flags) -> None:
    """Who was taken out silently: such mail is refused, and says why."""
    good = each(rows, harvest, lambda row: void(masks(row.filled(0))))
    if good:
        when = When(recipients=(anybody(first(good), _("Not to be written to"), harvest),))
        told = _("An address here is not to get mail. Please take it out and send again.")
        title = _("Address that is not to get mail")
        take_rule(harvest, "not-to-be-sent-to", title, when, Then(refuse=told), good,
              _("Nobody is taken out unseen here; the mail is refused and says why."))  # fmt: skip
