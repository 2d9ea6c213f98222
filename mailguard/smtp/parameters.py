"""The parameters of MAIL and RCPT (RFC 1870, 3461, 4954, 6152, 6531)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from mailguard.domain.envelope import Body
from mailguard.smtp import replies
from mailguard.smtp.replies import Refused

_PARAMETER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~\u0080-\U0010ffff]+))?\Z")
_XTEXT = r"(?:[!-*,-<>-~]|\+[0-9A-F]{2})+"  # RFC 3461 §4

_Grammar = Mapping[str, re.Pattern[str] | None]  # None: the parameter has no value

_OF_MAIL: _Grammar = {
    "AUTH": re.compile(rf"(?:<>|{_XTEXT})\Z"),
    "BODY": re.compile(r"(?:7BIT|8BITMIME)\Z", re.IGNORECASE),
    "ENVID": re.compile(rf"(?=.{{1,100}}\Z){_XTEXT}\Z"),
    "RET": re.compile(r"(?:FULL|HDRS)\Z", re.IGNORECASE),
    "SIZE": re.compile(r"[0-9]{1,20}\Z"),
    "SMTPUTF8": None,
}
_OF_RCPT: _Grammar = {
    "NOTIFY": re.compile(
        r"(?:NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY)){0,2})\Z", re.IGNORECASE
    ),
    "ORCPT": re.compile(
        r"(?=.{1,500}\Z)[A-Za-z0-9-]+;(?:[!-*,-<>-~\u0080-\U0010ffff]|\+[0-9A-F]{2})+\Z"
    ),
}


class MailParameters(msgspec.Struct, frozen=True):
    """What MAIL says besides the sender. AUTH= is read, and not believed (RFC 4954 §5)."""

    size: int | None = None  # octets
    body: Body | None = None
    smtputf8: bool = False
    ret: str | None = None
    envid: str | None = None


class RcptParameters(msgspec.Struct, frozen=True):
    """What RCPT says besides the recipient."""

    notify: str | None = None
    orcpt: str | None = None


def of_mail(text: str) -> MailParameters:
    """The parameters of a MAIL command. Raises Refused."""
    if not text:
        return MailParameters()
    given = _split(text, _OF_MAIL)
    size, body = given.get("SIZE"), given.get("BODY")
    return MailParameters(
        size=int(size) if size else None,
        body=Body(body.upper()) if body else None,
        smtputf8="SMTPUTF8" in given,
        ret=given.get("RET"),
        envid=given.get("ENVID"),
    )


def of_rcpt(text: str) -> RcptParameters:
    """The parameters of a RCPT command. Raises Refused."""
    given = _split(text, _OF_RCPT) if text else {}
    return RcptParameters(notify=given.get("NOTIFY"), orcpt=given.get("ORCPT"))


def _split(text: str, grammar: _Grammar) -> dict[str, str | None]:
    given: dict[str, str | None] = {}
    for word in text.split():
        keyword, value = _read(word, grammar)
        if keyword in given:
            raise Refused(replies.bad_parameter(keyword))
        given[keyword] = value
    return given


def _read(word: str, grammar: _Grammar) -> tuple[str, str | None]:
    match = _PARAMETER.match(word)
    if match is None:
        raise Refused(replies.bad_parameter(word))
    keyword, value = match[1].upper(), match[2]
    if keyword not in grammar:
        raise Refused(replies.unknown_parameter(keyword))
    if not _fits(value, grammar[keyword]):
        raise Refused(replies.bad_parameter(keyword))
    return keyword, value


def _fits(value: str | None, pattern: re.Pattern[str] | None) -> bool:
    if pattern is None or value is None:
        return pattern is None and value is None
    return pattern.match(value) is not None
