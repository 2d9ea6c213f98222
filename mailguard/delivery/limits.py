"""How long delivery waits for a server and how much it asks of one, and when it gives up."""

from __future__ import annotations

from datetime import timedelta

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Times are seconds. Most of them are RFC 5321 §4.5.3.2."""

    # with a server
    connect: float = 30.0  # for each of its network addresses
    greeting: float = 60.0  # a port that wants TLS never greets: do not wait the RFC's 5 minutes
    reply: float = 300.0
    progress: float = 120.0  # for each block of the message to leave this computer
    final_reply: float = 600.0  # after the dot; giving up earlier makes duplicates (RFC 1047)
    last_words: float = 0.5  # for a reply that may have come before the connection broke
    quit: float = 2.0
    idle: float = 5.0  # then a connection is closed
    mails: int = 100  # over one connection
    connections: int = 2  # to one account's server at once

    # between two attempts
    expiry: timedelta = timedelta(days=5)  # counted from when the mail was received
    hurry: float = 15.0  # after a failure; only then is new mail a reason to try again
    look: float = 30.0  # of sleep at most while mail waits: calendars jump
    spool_pause: float = 5.0  # before a spool that failed is asked again

    # at the end
    stop: float = 3.0  # for deliveries in flight to finish by themselves
    stop_final: float = 10.0  # further, for those that wait for the final reply
