"""How long things are kept that no mail waits for."""

from __future__ import annotations

from typing import Annotated

import msgspec

_Days = Annotated[float, msgspec.Meta(gt=0.0, le=36_500.0)]


class Keeping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days; see docs/privacy.md."""

    journal: _Days = 730.0  # by whole months
    knowledge: _Days = 1095.0  # after the last mail with somebody
    exports: _Days = 1.0  # files that were opened from a review
