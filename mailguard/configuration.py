"""The configuration of one installation: everything that may stand in its `config.toml`."""

from __future__ import annotations

from mailguard.domain.keeping import Keeping
from mailguard.domain.settings import Settings
from mailguard.knowledge.issued import IssuedListSettings
from mailguard.smtp.settings import SubmissionSettings
from mailguard.spool.disk import SpoolSettings


class Configuration(Settings, frozen=True, forbid_unknown_fields=True):
    """What inspections go by, and how the engine's own parts are set."""

    submission: SubmissionSettings = SubmissionSettings()
    spool: SpoolSettings = SpoolSettings()
    companies: IssuedListSettings = IssuedListSettings()
    keeping: Keeping = Keeping()

    @property
    def settings(self) -> Settings:
        """What inspections go by, alone: the worker knows nothing else."""
        return Settings(**{name: getattr(self, name) for name in Settings.__struct_fields__})
