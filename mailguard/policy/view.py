"""A situation as conditions look at it: what takes time is done once, when it is asked for."""

from __future__ import annotations

from functools import cached_property

from mailguard.domain.address import Address
from mailguard.i18n import _
from mailguard.names.wordlist import folded
from mailguard.policy.conditions.evidence import UndecidedError
from mailguard.policy.lexicon import Lexicon
from mailguard.policy.pattern import TooSlowError
from mailguard.policy.situation import Situation


class View:
    """One mail, for all rules of a policy. Not kept longer than one evaluation."""

    def __init__(self, situation: Situation, lexicon: Lexicon) -> None:
        self.situation = situation
        self.mail = situation.mail
        self.files = tuple(self.mail.files)
        self._lexicon = lexicon
        self._words: dict[str, frozenset[str]] = {}
        self._literals: dict[str, frozenset[str]] = {}
        self._octets: dict[str, bytes] = {}
        self._groups: dict[str, frozenset[str]] = {}

    @cached_property
    def whole_text(self) -> str:
        """The new text and what is quoted."""
        text = self.mail.text
        return f"{text.new}\n{text.quoted}" if text.quoted else text.new

    @cached_property
    def senders(self) -> tuple[Address, ...]:
        """The account's address and those of From and Sender."""
        people = self.mail.correspondents
        named = (mailbox.address for mailbox in (*people.author, *people.sender))
        return tuple(dict.fromkeys((self.situation.account, *named)))

    def has_word(self, text: str, word: str) -> bool:
        """Whether `word`, one of the policy's, stands in `text`."""
        if text not in self._words:
            hits = self._lexicon.words.hits(folded(text))
            self._words[text] = frozenset(hit.word for hit in hits)
        return self._lexicon.folded(word) in self._words[text]

    def match(self, text: str, pattern: str) -> str | None:
        """What `pattern`, one of the policy's, finds in `text`. Raises UndecidedError."""
        program = self._lexicon.patterns[pattern]
        if text not in self._literals:
            self._literals[text] = self._lexicon.literals.parts(text)
        if program.literal and program.literal not in self._literals[text]:
            return None
        if text not in self._octets:
            self._octets[text] = text.encode(errors="replace")
        try:
            return program.search(self._octets[text])
        except TooSlowError:
            sentence = _("a text could not be searched for “{pattern}” in time")
            raise UndecidedError(sentence.format(pattern=pattern)) from None

    def groups_of(self, address: Address) -> frozenset[str]:
        """The names, folded, of the groups, departments and lists that somebody belongs to."""
        if address.key not in self._groups:
            names = self.situation.directory.groups_of(address)
            self._groups[address.key] = frozenset(map(folded, names))
        return self._groups[address.key]
