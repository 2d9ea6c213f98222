"""What an organisation's policy lets its people do besides the review, and by which way."""

from __future__ import annotations

import msgspec


class Permissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is allowed. Without an organisation's policy everything is."""

    answers_by_command_line: bool = True  # `mailguard answer`, `resolve`, `restore`
    orders_by_command_line: bool = True  # `mailguard undo`, `now`, `pause`, `hold`, `retry`
    answer_send: bool = True  # `mailguard engine --answer send`
    headless: bool = True  # `mailguard engine --headless`
    other_data_folders: bool = True  # `--data`, MAILGUARD_DATA
    export: bool = True  # mail, the journal, what is known of somebody: into files
    forgetting: bool = True  # what is known of somebody


NOTHING_UNASKED = Permissions(answer_send=False)
"""While no policy of the organisation can be read, and none is kept."""
