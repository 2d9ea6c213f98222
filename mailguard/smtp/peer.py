"""Whether a client may talk to this server: only programs of the same user, and root's.

Everybody on a computer can reach its loopback addresses. Linux tells whose a socket is; macOS and
Windows do not, and there the password alone decides.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress

from mailguard.smtp import procnet, sockdiag
from mailguard.smtp.endpoint import Endpoint, Owner

log = logging.getLogger(__name__)


def is_welcome(client: Endpoint, server: Endpoint) -> bool:
    """Whether the program at the `client` end of a connection may use the `server` end."""
    try:
        owner = _owner_of(client, server)
    except OSError:
        return True
    return owner is not None and belongs_here(owner, os.getuid())


def belongs_here(owner: Owner, uid: int) -> bool:
    """Whether `owner` is the user `uid` or root; a socket that was closed says 0 without being."""
    return owner.uid == uid or (owner.uid == 0 and owner.inode != 0)


def _owner_of(client: Endpoint, server: Endpoint) -> Owner | None:
    with suppress(OSError):
        if owner := sockdiag.owner_of(client, server):
            return owner
    return procnet.owner_of(client, server)
