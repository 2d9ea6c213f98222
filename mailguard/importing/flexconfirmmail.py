"""FlexConfirmMail for Outlook, the VSTO add-in and the Office add-in.

Names and defaults are those of https://github.com/FlexConfirmMail/Outlook-VSTO-Addin (22.7) and
https://github.com/FlexConfirmMail/Outlook-Office-Addin (2.1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from mailguard.domain.condition import OfRecipients, OfText, When, Where
from mailguard.domain.rule import Rule, Then
from mailguard.i18n import N_, _
from mailguard.importing import flexconfirmmail_rules as rules
from mailguard.importing.delay import wait
from mailguard.importing.export import ExportFile
from mailguard.importing.flexconfirmmail_lists import Entry, Given, Option, given_in
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.rows import RowError, truth, whole_number

PROGRAM = "FlexConfirmMail"

_LOOKS = N_("How the review looks cannot be changed.")
_ALREADY = N_("MailGuard always does so.")
_LISTS = N_("MailGuard asks no server for members. Please write them into directory/lists.csv.")
_LOCK = N_("Write the settings that nobody may change into “locked” of the policy.")

_SAID: dict[str, tuple[Fate, str]] = {
    "CountAllowSkip": (Fate.TAKEN, _ALREADY),
    "CountSkipIfNoExt": (Fate.TAKEN, N_("Mail to colleagues does not wait.")),
    "UntrustUnsafeRecipients": (Fate.TAKEN, N_("A rule about an address counts for everybody.")),
    "AppointmentConfirmationEnabled": (Fate.TAKEN, _ALREADY),
    "SafeNewDomainsEnabled": (Fate.TAKEN, N_("The check “added-to-thread” does so.")),
    "BlockDistributionLists": (Fate.MISSING, _LISTS),
    "EmphasizeUntrustedToCc": (Fate.MISSING, _LOOKS),
    "IgnoreInlineImageAttachments": (Fate.TAKEN, _ALREADY),
    "ResolveRecipientsWithGraphApi": (Fate.MISSING, _LISTS),
    "GraphApiClientId": (Fate.MISSING, _LISTS),
    "ConfirmationDialogCardsOrder": (Fate.MISSING, _LOOKS),
    "FixedParameters": (Fate.MISSING, _LOCK),
}

_RULES: dict[str, Callable[[Harvest, str], None]] = {
    "MainSkipIfNoExt": rules.skip_inside,
    "RequireCheckSubject": rules.tick_outside("check-subject", N_("I checked the subject.")),
    "RequireCheckBody": rules.tick_outside("check-text", N_("I checked the text.")),
}


def take(files: Sequence[ExportFile], harvest: Harvest) -> None:
    """Take over what stands in these files."""
    given = Given()
    for file in files:
        given_in(file, given, harvest)
    rules.own_domains(given.lists["TrustedDomains"], harvest)
    _by_section(given.lists["UnsafeDomains"], harvest, _domains)
    _by_section(given.lists["UnsafeFiles"], harvest, _files)
    _bodies(given.lists["UnsafeBodies"], harvest)
    _Options(given.options, harvest).take()


_OfSection = Callable[[Sequence[Entry], Harvest], tuple[str, str, When] | None]


def _by_section(entries: Sequence[Entry], harvest: Harvest, made: _OfSection) -> None:
    """One rule for each way to warn."""
    ways: dict[str, list[Entry]] = defaultdict(list)
    for entry in rules.without_excluded(entries):
        ways[entry.section.upper() or "WARNING"].append(entry)
    for way, same in ways.items():
        found = made(same, harvest)
        if found is None:
            continue
        name, sentence, when = found
        _warn(harvest, way, Rule(name, Then(), when, _(sentence)), sentence, same[0].place)


def _warn(harvest: Harvest, way: str, rule: Rule, sentence: str, place: str) -> None:
    then = Then(refuse=_(sentence)) if way == "BLOCK" else Then(tick=_(sentence))
    harvest.rule(Rule(rule.id, then, rule.when, rule.title), place)
    once = _("It is asked for once, with a tick.") if way == "REWARNING" else ""
    harvest.note(Fate.CHANGED if once else Fate.TAKEN, place, once)


def _domains(entries: Sequence[Entry], harvest: Harvest) -> tuple[str, str, When] | None:
    wanted = rules.exact_masks(entries, harvest)
    told = N_("An address here is on the list of those that are warned of.")
    return ("address", told, When((OfRecipients(address=wanted),))) if wanted else None


def _files(entries: Sequence[Entry], _harvest: Harvest) -> tuple[str, str, When]:
    told = N_("A file here is on the list of those that are warned of.")
    return "file", told, When(attachments=(rules.named([each.text for each in entries]),))


def _bodies(entries: Sequence[Entry], harvest: Harvest) -> None:
    """Sections with Keywords, Message, WarningType and Language."""
    sections: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        name, equals, _value = entry.text.partition("=")
        if equals:
            sections[entry.section][name.strip()] = entry
        else:
            harvest.note(Fate.UNREAD, entry.place, _("this line is not Name = value."))
    for section, values in sections.items():
        _body(section, values, harvest)


def _body(section: str, entries: dict[str, Entry], harvest: Harvest) -> None:
    texts = {name: each.text.partition("=")[2].strip() for name, each in entries.items()}
    place = next(iter(entries.values())).place
    words = tuple(word.strip() for word in texts.get("Keywords", "").split(",") if word.strip())
    if not words:
        harvest.note(Fate.UNREAD, place, _("this section has no Keywords."))
        return
    sentence = texts.get("Message") or N_("Please look at the marked words once more.")
    when = When(text=OfText(words, where=Where.ALL))
    way = texts.get("WarningType", "").upper()
    _warn(harvest, way, Rule("words", Then(), when, section), sentence, place)
    if "Language" in entries:
        told = _("It counts in every language.")
        harvest.note(Fate.CHANGED, entries["Language"].place, told)


class _Options:
    """The options, of which some belong together."""

    def __init__(self, options: Sequence[Option], harvest: Harvest) -> None:
        self._options = {each.name: each for each in options}  # the last one counts
        self._harvest = harvest
        self._left = dict(self._options)

    def take(self) -> None:
        """Take all of them over, or say why not."""
        self._counted("CountEnabled", "CountSeconds", 3, rules.countdown, default=True)
        self._counted("SafeBccEnabled", "SafeBccThreshold", 4, self._warned, default=True)
        self._counted("DelayDeliveryEnabled", "DelayDeliverySeconds", 60, self._delayed)
        self._counted("ConvertToBccEnabled", "ConvertToBccThreshold", 2, self._hidden)
        self._counted("", "BccConversionRecommendationDomainsThreshold", 0, self._advised)
        self._counted("", "SafeBccReconfirmationThreshold", 0, self._warned)
        for option in self._left.values():
            try:
                self._single(option)
            except RowError as error:
                self._harvest.note(Fate.UNREAD, _place(option), str(error))

    def _counted(
        self, switch: str, number: str, otherwise: int,
        take: Callable[[Harvest, str, int], None], *, default: bool = False,
    ) -> None:  # fmt: skip
        """A switch and its number; without a switch, 0 is off."""
        given = [self._left.pop(name) for name in (switch, number) if name in self._left]
        if not given:
            return
        place = _place(given[-1])
        try:
            count = whole_number(self._text(number), otherwise)
            is_on = truth(self._text(switch), default=default) if switch else bool(count)
        except RowError as error:
            self._harvest.note(Fate.UNREAD, place, str(error))
            return
        if is_on:
            take(self._harvest, place, count)
        else:
            self._harvest.note(Fate.TAKEN, place, _("It is off there."))

    def _text(self, name: str) -> str:
        return self._options[name].text if name in self._options else ""

    def _single(self, option: Option) -> None:
        place = _place(option)
        if option.name in _RULES:
            if truth(option.text):
                _RULES[option.name](self._harvest, place)
            else:
                self._harvest.note(Fate.TAKEN, place, _("It is off there."))
        elif option.name in _SAID:
            fate, sentence = _SAID[option.name]
            self._harvest.note(fate, place, _(sentence))
        else:
            self._harvest.note(Fate.UNREAD, place, _("this option is not known."))

    @staticmethod
    def _warned(harvest: Harvest, place: str, count: int) -> None:
        then = rules.see_each_other(count)
        rules.many_organisations(harvest, place, count, "many-organisations", then)

    @staticmethod
    def _hidden(harvest: Harvest, place: str, count: int) -> None:
        rules.many_organisations(harvest, place, count, "many-organisations-bcc", rules.HIDDEN)

    @staticmethod
    def _advised(harvest: Harvest, place: str, count: int) -> None:
        then = Then(say=_("Many organisations see each other. Would Bcc be better?"))
        rules.many_organisations(harvest, place, count, "bcc-advice", then)

    @staticmethod
    def _delayed(harvest: Harvest, place: str, seconds: int) -> None:
        wait(harvest, place, float(seconds), inside=True)


def _place(option: Option) -> str:
    return f"{option.place}: {option.name}"
