"""What holds for all tests: property tests are judged by what they find, not by the clock."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Many tests share a machine; the ones about time measure it themselves.
settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")
