"""Mail providers and their SMTP servers: a good guess from an address alone."""

from __future__ import annotations

import msgspec

from mailguard.domain.account import Security
from mailguard.domain.address import Address
from mailguard.i18n import N_

_APP_PASSWORD = N_(
    "This provider wants a password of its own for mail programs (an app password). "
    "You make one in its security settings."
)
_MAIL_PASSWORD = N_("This provider has a password of its own for mail programs.")
_NO_PASSWORDS = N_(
    "This provider lets mail programs in only by a sign-in page of its own, not by a password. "
    "MailGuard cannot send for such accounts yet."
)


class Guess(msgspec.Struct, frozen=True):
    """A server that probably belongs to an address."""

    host: str
    port: int
    security: Security
    username: str
    note: str = ""  # something to know about it; to be translated
    is_known: bool = True  # False: only made up from the domain


class _Provider(msgspec.Struct, frozen=True):
    host: str
    port: int = 465
    security: Security = Security.TLS
    local_username: bool = False
    note: str = ""


_STARTTLS = (587, Security.STARTTLS)

_PROVIDERS: dict[str, _Provider] = {
    "gmail.com googlemail.com": _Provider("smtp.gmail.com", note=_APP_PASSWORD),
    "icloud.com me.com mac.com": _Provider("smtp.mail.me.com", *_STARTTLS, note=_APP_PASSWORD),
    "outlook.com hotmail.com hotmail.co.jp live.jp live.com outlook.jp msn.com": _Provider(
        "smtp-mail.outlook.com", *_STARTTLS, note=_NO_PASSWORDS
    ),
    "yahoo.co.jp ybb.ne.jp": _Provider("smtp.mail.yahoo.co.jp", local_username=True),
    "yahoo.com ymail.com": _Provider("smtp.mail.yahoo.com", note=_APP_PASSWORD),
    "aol.com": _Provider("smtp.aol.com", note=_APP_PASSWORD),
    "docomo.ne.jp": _Provider("smtp.spmode.ne.jp", note=_MAIL_PASSWORD),
    "softbank.ne.jp": _Provider("smtp.softbank.jp", local_username=True, note=_MAIL_PASSWORD),
    "i.softbank.jp": _Provider("smtp.softbank.jp", local_username=True, note=_MAIL_PASSWORD),
    "nifty.com": _Provider("smtp.nifty.com", local_username=True),
    "biglobe.ne.jp": _Provider("mail.biglobe.ne.jp", *_STARTTLS),
    "fastmail.com fastmail.fm": _Provider("smtp.fastmail.com", note=_APP_PASSWORD),
    "gmx.de gmx.net gmx.at gmx.ch": _Provider("mail.gmx.net"),
    "gmx.com": _Provider("mail.gmx.com"),
    "web.de": _Provider("smtp.web.de", *_STARTTLS),
    "t-online.de": _Provider("securesmtp.t-online.de", note=_MAIL_PASSWORD),
    "zoho.com": _Provider("smtp.zoho.com"),
    "mail.ru": _Provider("smtp.mail.ru", note=_APP_PASSWORD),
    "yandex.com yandex.ru": _Provider("smtp.yandex.com", note=_APP_PASSWORD),
    "orange.fr wanadoo.fr": _Provider("smtp.orange.fr"),
    "free.fr": _Provider("smtp.free.fr"),
    "laposte.net": _Provider("smtp.laposte.net"),
    "qq.com": _Provider("smtp.qq.com", note=_MAIL_PASSWORD),
    "163.com": _Provider("smtp.163.com", note=_MAIL_PASSWORD),
    "naver.com": _Provider("smtp.naver.com"),
}

_BY_DOMAIN = {domain: each for names, each in _PROVIDERS.items() for domain in names.split()}

_HOSTERS = (".sakura.ne.jp",)
"""Domains under which each customer's domain is its own server."""


def guess(address: Address) -> Guess:
    """The server that probably takes mail from `address`."""
    domain = address.domain.casefold()
    provider = _BY_DOMAIN.get(domain)
    if provider is None:
        return _made_up(address, domain)
    username = address.local if provider.local_username else str(address)
    return Guess(provider.host, provider.port, provider.security, username, provider.note)


def _made_up(address: Address, domain: str) -> Guess:
    """For a company's own domain: the name most servers have, and the port of RFC 6409."""
    is_server = domain.endswith(_HOSTERS)
    host = domain if is_server else f"smtp.{domain}"
    return Guess(host, 587, Security.STARTTLS, str(address), is_known=is_server)
