"""OutlookOkan's general switches, GeneralSetting.csv: 28 cells in one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from mailguard.domain.condition import OfRecipients, When
from mailguard.domain.rule import Mode, Rule, Then
from mailguard.i18n import N_, _
from mailguard.importing.conditions import only_insiders, outsiders
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.outlookokan_rows import Flags
from mailguard.importing.rows import Row, RowError


class _Switch(msgspec.Struct, frozen=True):
    """One cell. Without a rule or a flag, `sentence` says what there is instead."""

    name: str
    fate: Fate = Fate.TAKEN
    sentence: str = ""
    rule: Rule | None = None
    flag: str = ""  # of Flags: tables ask for it
    default: bool = False


_NO_REVIEW = N_("There is no review only where nothing else asks for one.")
_LEARNED = N_("MailGuard ticks nobody beforehand unless it knows them from earlier mail.")
_LISTS = N_("MailGuard asks no server for members. Please write them into directory/lists.csv.")
_WATCHED = N_(
    "The rule is only watched (mode “monitor”), since Outlook's address book is not here. "
    "Fill directory/addresses.csv, then switch it on."
)
_ALREADY = N_("MailGuard always does so.")


def _copy_to_sender(field: str) -> Rule:
    me = ("sender",)
    then = Then(add_cc=me) if field == "cc" else Then(add_bcc=me)
    return Rule(f"sender-{field}", then, title=_("Copy to sender"))


def _unregistered(name: str, then: Then) -> Rule:
    when = When(recipients=(OfRecipients(registered=False),))
    return Rule(name, then, when, _("Not in the address book"), Mode.MONITOR)


def _switches() -> tuple[_Switch, ...]:
    """All cells, in their order; in the current language."""
    inside = Rule("inside", Then(confirm=False), When((only_insiders(),)), _("Only colleagues"))
    several = Rule(
        "several-domains", Then(confirm=True), When((outsiders(2),)), _("Several organisations")
    )
    ask = _("An address is not in the address book. Is it right?")
    refuse = _("An address is not in the address book.")
    warned, refused = Then(tick=ask), Then(refuse=refuse)
    return (
        _Switch("IsDoNotConfirmationIfAllRecipientsAreSameDomain",
                Fate.CHANGED, _NO_REVIEW, inside),
        _Switch("IsDoDoNotConfirmationIfAllWhite", flag="whitelist_needs_no_review"),
        _Switch("IsAutoCheckIfAllRecipientsAreSameDomain", Fate.MISSING, _LEARNED),
        _Switch("LanguageCode"),
        _Switch("IsShowConfirmationToMultipleDomain", rule=several),
        _Switch("EnableForgottenToAttachAlert", Fate.TAKEN, _ALREADY, default=True),
        _Switch("EnableGetContactGroupMembers", Fate.MISSING, _LISTS),
        _Switch("EnableGetExchangeDistributionListMembers", Fate.MISSING, _LISTS),
        _Switch("ContactGroupMembersAreWhite", Fate.MISSING, _LEARNED, default=True),
        _Switch("ExchangeDistributionListMembersAreWhite", Fate.MISSING, _LEARNED, default=True),
        _Switch("IsNotTreatedAsAttachmentsAtHtmlEmbeddedFiles", Fate.TAKEN, _ALREADY),
        _Switch(
            "IsDoNotUseAutoCcBccAttachedFileIfAllRecipientsAreInternalDomain",
            flag="file_copies_outside_only",
        ),
        _Switch(
            "IsDoNotUseDeferredDeliveryIfAllRecipientsAreInternalDomain", flag="delay_outside_only"
        ),
        _Switch(
            "IsDoNotUseAutoCcBccKeywordIfAllRecipientsAreInternalDomain",
            flag="keyword_copies_outside_only",
        ),
        _Switch("IsEnableRecipientsAreSortedByDomain", Fate.TAKEN, _ALREADY),
        _Switch("IsAutoAddSenderToBcc", rule=_copy_to_sender("bcc")),
        _Switch("IsAutoCheckRegisteredInContacts", Fate.MISSING, _LEARNED),
        _Switch("IsAutoCheckRegisteredInContactsAndMemberOfContactLists", Fate.MISSING, _LEARNED),
        _Switch("IsCheckNameAndDomainsFromRecipients", flag="names_for_recipients"),
        _Switch(
            "IsWarningIfRecipientsIsNotRegistered",
            Fate.CHANGED, _WATCHED, _unregistered("not-registered", warned),
        ),
        _Switch(
            "IsProhibitsSendingMailIfRecipientsIsNotRegistered",
            Fate.CHANGED, _WATCHED, _unregistered("not-registered-refused", refused),
        ),
        _Switch("IsShowConfirmationAtSendMeetingRequest", Fate.TAKEN, _ALREADY),
        _Switch("IsAutoAddSenderToCc", rule=_copy_to_sender("cc")),
        _Switch("IsCheckNameAndDomainsIncludeSubject", flag="names_in_subject"),
        _Switch("IsCheckNameAndDomainsFromSubject", flag="names_in_subject"),
        _Switch("IsShowConfirmationAtSendTaskRequest", Fate.TAKEN, _ALREADY),
        _Switch("IsAutoCheckAttachments", Fate.MISSING,
                N_("MailGuard ticks no attachment beforehand.")),
        _Switch("IsCheckKeywordAndRecipientsIncludeSubject", flag="keywords_in_subject"),
    )  # fmt: skip


def general(rows: Sequence[Row], harvest: Harvest) -> Flags:
    """Take the switches over; what tables have to know is given back."""
    flags: dict[str, bool] = {}
    for row in rows[:1]:
        off = []
        for index, switch in enumerate(_switches()):
            place = f"{row.place}: {switch.name}"
            try:
                take = _language if switch.name == "LanguageCode" else _taken(switch, flags)
                if not take(row, index, place, harvest):
                    off.append(switch.name)
            except RowError as error:
                harvest.note(Fate.UNREAD, place, str(error))
        if off:
            told = _("Off there, so there is nothing to take over: {names}.")
            harvest.note(Fate.TAKEN, row.place, told.format(names=", ".join(off)))
    for row in rows[1:]:
        harvest.note(Fate.UNREAD, row.place, _("Only the first line of this file counts."))
    return Flags(**flags)


_Take = Callable[[Row, int, str, Harvest], bool]


def _taken(switch: _Switch, flags: dict[str, bool]) -> _Take:
    """Takes a switch over that is on; whether it is."""

    def take(row: Row, index: int, place: str, harvest: Harvest) -> bool:
        if not row.flag(index, default=switch.default):
            return _is_told_off(switch, place, harvest)
        if switch.flag:
            flags[switch.flag] = True
        if switch.rule is not None:
            harvest.rule(switch.rule, place)
        harvest.note(switch.fate, place, _(switch.sentence) if switch.sentence else "")
        return True

    return take


def _is_told_off(switch: _Switch, place: str, harvest: Harvest) -> bool:
    """A check that was switched off there goes on here, and that is said."""
    if switch.sentence != _ALREADY or not switch.default:
        return False
    told = _("It was off there. Taking over never switches a check of MailGuard off.")
    harvest.note(Fate.CHANGED, place, told)
    return True


def _language(row: Row, index: int, place: str, harvest: Harvest) -> bool:
    code = row.text(index)
    language = code.partition("-")[0].casefold()
    if language in {"ja", "en"}:
        harvest.set(("language",), language, place)
        harvest.note(Fate.TAKEN, place)
    elif code:
        told = _("MailGuard speaks English and Japanese; the desktop's language decides.")
        harvest.note(Fate.MISSING, place, told)
    return bool(code)
