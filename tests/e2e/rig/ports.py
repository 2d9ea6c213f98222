"""Free ports on the loopback address, for servers that cannot choose one themselves."""

import random
import socket

# Below the range of outgoing connections, so that none of those takes the port meanwhile.
_FROM, _TO = 12000, 32000


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    while True:
        port = random.randint(_FROM, _TO)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def answers(port: int) -> bool:
    """Does somebody accept connections there?"""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
