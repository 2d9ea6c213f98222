"""What a person types into a mail program's account settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Security = Literal["none", "starttls", "tls"]


@dataclass(frozen=True, slots=True)
class Account:
    """An address and its submission server; `authority` (PEM file) signed its certificate."""

    address: str
    port: int
    username: str
    password: str
    security: Security = "none"
    host: str = "127.0.0.1"
    authority: Path | None = None
