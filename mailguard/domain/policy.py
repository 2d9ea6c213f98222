"""The policy that holds for one account: settings and rules of all layers, put together."""

from __future__ import annotations

import msgspec

from mailguard.domain.rule import Placed
from mailguard.domain.settings import Settings


class Policy(msgspec.Struct, frozen=True):
    """What an inspection goes by. Equal digests mean equal policies."""

    settings: Settings = Settings()
    rules: tuple[Placed, ...] = ()  # the built-in ones first, the user's own last
    directory: str = ""  # the folder of the organisation's people and groups; "": there is none
    digest: str = ""  # hexadecimal SHA-256
