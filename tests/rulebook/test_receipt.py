"""Whether mail leaves with a receipt is said in the organisation's policy, and nowhere else."""

from __future__ import annotations

import pytest

from mailguard.receipt.key import new_key
from tests.rulebook.installations import Installation


def test_the_organisation_names_a_key_or_its_file(installation: Installation) -> None:
    assert installation.rulebook.receipt_key(installation.read()) is None
    for key in (new_key(), "receipt.key"):
        installation.organisation(f'[receipt]\nkey = "{key}"')
        (installation.places.root / "receipt.key").write_text(new_key())
        assert installation.rulebook.receipt_key(installation.read())
        assert installation.conditions() == {}


def test_a_key_that_is_not_there_is_said(installation: Installation) -> None:
    installation.organisation('[receipt]\nkey = "receipt.key"')
    assert "receipt.key cannot be read" in installation.conditions()["policy-receipt-key"]


def test_what_can_be_no_key_is_a_mistake_in_the_file(installation: Installation) -> None:
    installation.organisation('[receipt]\nkey = "secret words"')
    (told,) = (c for name, c in installation.conditions().items() if "broken" in name)
    assert "line 2: this is neither a key" in told
    assert "secret words" not in told


@pytest.mark.parametrize("layer", ["user", "group"])
def test_nobody_else_can_set_it(installation: Installation, layer: str) -> None:
    text = f'[receipt]\nkey = "{new_key()}"'
    if layer == "user":
        installation.user(text)
    else:
        installation.group("sales", f'groups = ["sales"]\n{text}')
    assert installation.rulebook.receipt_key(installation.read()) is None
    assert installation.conditions()
