"""A date whose weekday is another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import Passage
from mailguard.i18n import N_, _
from mailguard.identifiers.signs import has_any
from mailguard.identifiers.width import narrowed

_DAYS = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ERA = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}

# (月) · (月・祝) · (祝・月) · (月曜日) · without brackets only 月曜
_HOLIDAY = "(?:祝日?|休日?|振休|振替休日)"
_SAID = (
    rf"\s?(?P<open>[(\[])?\s?(?(open)(?:{_HOLIDAY}[・･/\s]?)?)(?P<weekday>[月火水木金土日])"
    rf"(?(open)(?:曜日?)?(?:[・･/、,\s]*{_HOLIDAY})?\s?[)\]]|曜)"
)
_WEEKDAY = re.compile(r"[(\[]\s?(?:[祝休振][^)\]\n]{0,8})?[月火水木金土日]|[月火水木金土日]曜")
_JAPANESE = re.compile(
    r"(?:(?P<era>令和|平成|[RH])?\s?(?P<year>元|\d{1,4})\s?[年/.]\s?)?"
    r"(?<![\d/.-])(?<![\d元]年)(?P<month>1[0-2]|0?[1-9])\s?[月/]\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日?"
    rf"{_SAID}"
)
_WITH_YEAR = re.compile(
    r"(?<!\d)(?:(?P<era>令和|平成|[RH])\s?)?(?P<year>元|\d{1,4})\s?[年/.-]\s?(?P<month>1[0-2]|0?[1-9])"
    r"\s?[月/.-]\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日?"
    rf"{_SAID}"
)
_NAMED = r"(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_WESTERN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NAMED},?\s+(?:the\s+)?{_MONTH}\s+{_DAY}\b{_YEAR}",
        rf"\b{_NAMED},?\s+(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY}\b{_YEAR}\s?\(\s?{_NAMED}\s?\)",
    )
)
_DIGIT = re.compile("[0-9]")
_LEAP_YEAR = 2000
_BACK = timedelta(days=60)
_LONG_BACK = timedelta(days=200)  # a date that far back may be meant, if its weekday fits
_AHEAD = timedelta(days=300)
# Just before a date: next year, else last year.
_YEARS = re.compile(r"(?:(来年|翌年|明年)|昨年|去年|前年)の?,?\s?\Z")
_JUST_BEFORE = 5  # characters that it takes
_CORRECTED = re.compile(
    r"正しくは|誤り|誤記|の間違い|訂正|instead of|should (?:be|read)|not correct"
)
_NEAR = 40  # characters behind a date in which it is corrected
_LOG = re.compile(r"[A-Z][a-z]{2} +[A-Z][a-z]{2} ")


@check(
    "date-weekday",
    title=N_("Date and weekday disagree"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def date_weekday(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns of the first date in subject and new text with a wrong weekday.

    Without a year the one is meant that is nearest to the mail's own date.
    """
    today = mail.date.date() if mail.date else None
    for passage in (Passage(mail.subject, is_subject=True), Passage(mail.text.body)):
        for match in _dates(narrowed(passage.text)):
            sentence = _contradiction(match, today)
            if sentence and not _is_corrected(match):
                place = passage.place(match.start(), match.end())
                yield Fact(Severity.WARNING, sentence, (match[0].strip(),), place)
                return


def _contradiction(match: re.Match[str], today: date | None) -> str:
    """What is wrong with a date and its weekday; "" for nothing."""
    if _is_never(match):
        return _("There is no such day: {date}").format(date=match[0].strip())
    day = _day_of(match, today)
    if day is None or day.weekday() == _weekday_of(match):
        return ""
    if _is_past(match, today) or _is_of_log(match, today):
        return ""
    sentence = _("{date} is a {weekday}.")
    return sentence.format(date=day.isoformat(), weekday=_name_of(day))


def _is_corrected(match: re.Match[str]) -> bool:
    """Whether the text itself says that it is wrong: 12月3日(水)と記載しましたが、正しくは…"""
    behind = match.string[match.end() : match.end() + _NEAR]
    return bool(_CORRECTED.search(behind))


def _is_never(match: re.Match[str]) -> bool:
    """Whether no year has the day: 31 November."""
    return _date(_LEAP_YEAR, _month_of(match["month"]), int(match["day"])) is None


def _is_past(match: re.Match[str], today: date | None) -> bool:
    """Whether the last one of that date, months ago, had this weekday."""
    if match["year"] or today is None:
        return False
    month, day = _month_of(match["month"]), int(match["day"])
    years = (today.year, today.year - 1)
    found = (_date(year, month, day) for year in years)
    past = (one for one in found if one and today - _LONG_BACK <= one <= today)
    return any(one.weekday() == _weekday_of(match) for one in past)


def _dates(text: str) -> Iterator[re.Match[str]]:
    if not _DIGIT.search(text):
        return
    if _WEEKDAY.search(text):
        yield from _WITH_YEAR.finditer(text)
        yield from (match for match in _JAPANESE.finditer(text) if not match["year"])
    if has_any(text, _ENGLISH) and has_any(text, _MONTHS):
        for pattern in _WESTERN:
            yield from pattern.finditer(text)


def _day_of(match: re.Match[str], today: date | None) -> date | None:
    """The day that is meant; None where there is none or nobody can tell which."""
    month, day = _month_of(match["month"]), int(match["day"])
    if match["year"]:
        return _date(_year_of(match), month, day)
    before = match.string[max(match.start() - _JUST_BEFORE, 0) : match.start()]
    if today and (said := _YEARS.search(before)):
        return _date(today.year + (1 if said[1] else -1), month, day)
    return _nearest(month, day, today) if today else None


def _is_of_log(match: re.Match[str], today: date | None) -> bool:
    """`Sun Mar 17` is how programs write a date, and then it is the last one that was."""
    if match["year"] or today is None or not _LOG.match(match[0]):
        return False
    month, day = _month_of(match["month"]), int(match["day"])
    years = (today.year, today.year - 1)
    past = [found for year in years if (found := _date(year, month, day)) and found <= today]
    return bool(past) and past[0].weekday() == _weekday_of(match)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    for year in (today.year - 1, today.year, today.year + 1):
        found = _date(year, month, day)  # None: 29 February
        if found and today - _BACK <= found <= today + _AHEAD:
            return found
    return None


def _year_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    year = 1 if groups["year"] == "元" else int(groups["year"])
    if era := groups.get("era"):
        return _ERA[era] + year
    return year + 2000 if year < 100 else year


def _month_of(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _weekday_of(match: re.Match[str]) -> int:
    said = match["weekday"]
    return _DAYS.index(said) if said in _DAYS else _ENGLISH.index(said[:3].lower())


def _name_of(day: date) -> str:
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"),
        _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip
    return names[day.weekday()]
