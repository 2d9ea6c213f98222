"""A pattern of the policy (RE2 syntax): whatever is asked for, no search takes long."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import re2

from mailguard.i18n import _
from mailguard.policy.literal import literal_of

MEMORY = 4 << 20
"""Octets that one pattern may use, its states included."""

SIZE = 2_000
"""Steps of the compiled pattern. RE2 takes at most about 15 ns for one of them and an octet."""

WINDOW = 16_384
"""Octets that are searched at once. In a longer text a match of up to half of it is found."""

PATIENCE = 0.4
"""Seconds of processor time for one text. A window that has begun is finished: 0.5 s at most."""


class PatternError(ValueError):
    """The text is no pattern that can be used; says so in a sentence."""


class TooSlowError(Exception):
    """The text could not be searched to its end within `PATIENCE`."""


class Pattern:
    """A compiled pattern."""

    def __init__(self, text: str, program: Any) -> None:
        self.text = text
        self.program = program  # a re2._Regexp, which has no types
        self.literal = literal_of(text)
        """What stands in every text where something is found; "" where that is not known."""

    def search(self, octets: bytes) -> str | None:
        """The first match in a text (UTF-8); None: there is none. Raises TooSlowError."""
        begun = time.thread_time()
        step = WINDOW // 2
        for start in range(0, max(1, len(octets) - step), step):
            match = self.program.search(octets, start, min(start + WINDOW, len(octets)))
            if match:
                return str(match.group().decode(errors="replace"))
            if time.thread_time() - begun > PATIENCE:
                raise TooSlowError(self.text)
        return None


@lru_cache(maxsize=4096)
def compile_pattern(text: str) -> Pattern:
    """The pattern. Raises PatternError."""
    if not text:
        raise PatternError(_("The pattern is empty. Write what is to be found."))
    try:
        program = re2.compile(text, _options())
    except (re2.error, UnicodeEncodeError) as error:
        raise PatternError(_reason(text, error)) from None
    if max(program.programsize, program.reverseprogramsize) > SIZE:
        raise PatternError(_too_large(text))
    return Pattern(text, program)


def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem = MEMORY
    options.never_capture = True
    options.log_errors = False
    return options


def _reason(text: str, error: Exception) -> str:
    told = error.args[0] if error.args else ""
    reason = told.decode(errors="replace") if isinstance(told, bytes) else str(error)
    if "too large" in reason:
        return _too_large(text)
    sentence = _("“{pattern}” is no pattern of RE2 ({reason}).")
    return sentence.format(pattern=_cut(text), reason=reason)


def _too_large(text: str) -> str:
    sentence = _(
        "“{pattern}” would take too long. Let fewer things repeat a number of times, and put "
        "plain words into “words”."
    )
    return sentence.format(pattern=_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
