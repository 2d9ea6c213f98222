"""What the checks under test know from past mail: nothing."""

from __future__ import annotations

from mailguard.domain.address import Address
from mailguard.domain.recipient import Acquaintance


class NothingKnown:
    """Implements Knowledge for somebody who never sent a mail."""

    def acquaintance(self, address: Address) -> Acquaintance | None:
        del address
        return None
