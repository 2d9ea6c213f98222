"""The gate: one mail first, then several; probes while the server is away; no hammering."""

from __future__ import annotations

import pytest

from mailguard.delivery.backoff import PROBE_SECONDS
from mailguard.delivery.gate import Gate
from mailguard.delivery.pool import Credentials
from mailguard.domain.delivery import Obstacle
from tests.delivery.conftest import an_account

WHO = Credentials("a", an_account(25).server, "old")
OTHER = Credentials("a", an_account(25).server, "new")
AWAY = Obstacle.UNREACHABLE


def test_one_mail_goes_ahead_until_it_is_known_that_one_can_leave() -> None:
    gate = Gate()
    assert gate.width(2) == 1
    gate.prove()
    assert gate.width(2) == 2
    gate.shut(AWAY, WHO, 0.0, 0.0)
    assert gate.width(2) == 1


def test_a_server_that_is_away_is_probed_at_growing_distances() -> None:
    gate, now, waits = Gate(), 0.0, []
    for _ in range(len(PROBE_SECONDS) + 1):
        gate.shut(AWAY, WHO, now, 0.0)
        waits.append(gate.wait(now))
        now += gate.wait(now)
    assert waits == [*PROBE_SECONDS, PROBE_SECONDS[-1]]
    assert gate.wants_probe
    assert gate.wait(now) == 0


def test_reaching_the_server_is_not_yet_success() -> None:
    gate = Gate()
    gate.shut(AWAY, WHO, 0.0, 0.0)
    gate.reached()
    assert not gate.wants_probe
    gate.shut(AWAY, WHO, 15.0, 0.0)
    assert gate.wait(15.0) == PROBE_SECONDS[1]
    gate.prove()
    gate.shut(AWAY, WHO, 60.0, 0.0)
    assert gate.wait(60.0) == PROBE_SECONDS[0]


def test_hurry_shortens_a_wait_but_not_below_its_least() -> None:
    gate = Gate()
    for _ in range(5):
        gate.shut(AWAY, WHO, 100.0, 0.0)
    gate.hurry(15.0)
    assert gate.wait(100.0) == 15.0
    assert gate.wait(200.0) == 0


@pytest.mark.parametrize("obstacle", [Obstacle.PASSWORD_WRONG, Obstacle.PASSWORD_NEEDED])
def test_refused_credentials_are_not_tried_again(obstacle: Obstacle) -> None:
    gate = Gate()
    gate.shut(obstacle, WHO, 0.0, 0.0)
    assert gate.is_shut(WHO)
    assert not gate.is_shut(OTHER)
    assert not gate.reconsider(WHO)
    assert gate.is_locked


def test_other_credentials_open_it() -> None:
    gate = Gate()
    gate.shut(Obstacle.PASSWORD_WRONG, WHO, 0.0, 0.0)
    assert gate.reconsider(OTHER)
    assert not gate.is_shut(WHO)
    assert not gate.is_locked
    assert not gate.reconsider(OTHER), "once"
