"""The layers of ARCHITECTURE.md, checked."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_engine_starts_without_qt() -> None:
    code = (
        "import sys, mailguard.bootstrap, mailguard.cli.main;"
        "sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_page_lists_the_layers_of_the_contract() -> None:
    block = PAGE.partition("## Layers")[2].split("```")[1]
    listed = [line.partition("  ")[0] for line in block.strip().splitlines()]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    assert listed == layers


def test_the_page_has_a_line_for_every_package() -> None:
    table = PAGE.partition("| package | the noun |")[2].partition("\n## ")[0]
    packages = [each.parent.name for each in (ROOT / "mailguard").glob("*/__init__.py")]
    assert packages
    missing = [p for p in packages if f"`mailguard/{p}`" not in table and f"`{p}`" not in table]
    assert missing == []
