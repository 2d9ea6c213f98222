"""The list of companies that the organisation signs: fetched from where it lies, if it is right."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from mailguard.domain.event import Condition
from mailguard.i18n import _
from mailguard.signed_copy import SignedCopy
from mailguard.signing import COMPANIES, Signed, SigningError, beside

log = logging.getLogger(__name__)


class IssuedListSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the list lies, and who signs it."""

    list: str = ""  # a path; "": there is none
    key: str = ""  # the public key, in base64


class IssuedList:
    """Whatever is wrong with the list, the last good one stays in use. Blocking."""

    def __init__(self, settings: IssuedListSettings, copy: Path) -> None:
        """`copy` is where the last good list is kept."""
        self._settings = settings
        self._copy = SignedCopy(copy, COMPANIES)

    def renew(self) -> tuple[Condition, ...]:
        """Take what lies there now; what is wrong with it. Never raises.

        That it cannot be reached, as on a journey, is only logged while there is a good one.
        """
        try:
            if self._settings.list:
                octets, seal = self._read()
                self._copy.keep(octets, seal, self._settings.key)
            else:
                self._copy.forget()
        except (SigningError, OSError) as error:
            condition = self._condition(error)
            log.warning("the list of companies: %s", condition.sentence)
            is_away = isinstance(error, OSError) and self._copy.get(self._settings.key)
            return () if is_away else (condition,)
        return ()

    def examine(self) -> tuple[Condition, ...]:
        """What is wrong with what lies there now, and with its lines. Never raises."""
        if not self._settings.list:
            return ()
        try:
            octets, seal = self._read()
            found = self._copy.compare(octets, seal, self._settings.key)
        except (SigningError, OSError) as error:
            return (self._condition(error),)
        return self._of_lines(found)

    def _read(self) -> tuple[bytes, bytes]:
        path = Path(self._settings.list)
        return path.read_bytes(), beside(path).read_bytes()

    def _condition(self, error: SigningError | OSError) -> Condition:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            place = error.filename or self._settings.list
            sentence = _("{file} cannot be read: {reason}.").format(file=place, reason=reason)
        else:
            told = _("The list of companies {file} is not used: {reason}.")
            sentence = told.format(file=self._settings.list, reason=error)
        return Condition("company-list", sentence, self._remedy())

    def _remedy(self) -> str:
        kept = self._copy.get(self._settings.key)
        if kept is None:
            return _("Until it is right, MailGuard does without. Please ask whoever issues it.")
        told = _("MailGuard goes on with version {version}. Please ask whoever issues the list.")
        return told.format(version=kept.version)

    def _of_lines(self, found: Signed) -> tuple[Condition, ...]:
        from mailguard.knowledge.lists import companies_in  # noqa: PLC0415  seldom needed

        problems = companies_in(found.octets, Path(self._settings.list)).problems
        if not problems:
            return ()
        remedy = _("The other lines are used. Please tell whoever issues the list.")
        return (Condition("company-list-line", problems[0], remedy),)
