# MailGuard's commands. Each installs what it needs on a fresh Debian or Ubuntu.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := packaging/debian/install.sh
LISTS := packaging/debian
UNIT := not real and not e2e and not bench

.PHONY: venv demo check test e2e bench messages clean

venv: .venv/.installed

.venv/.installed: pyproject.toml packaging/constraints.txt packaging/compile_catalogues.py \
		$(wildcard resources/translations/*/LC_MESSAGES/*.po)
	if command -v dpkg-query >/dev/null; then sh $(INSTALL) $(LISTS)/run.txt; fi
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint packaging/constraints.txt --editable '.[dev]'
	touch $@

demo: venv  ## the main job, on a mail server of its own: DEMO="--answer send" answers by itself
	$(BIN)/mailguard demo $(DEMO)

check: venv  ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: venv  ## units, dialogues, properties, windows, 20 kills, one real Thunderbird
	if command -v dpkg-query >/dev/null; then sh $(INSTALL) $(LISTS)/test.txt; fi
	$(BIN)/python -m pytest --numprocesses 2 -m "$(UNIT)"
	$(BIN)/python -m pytest -m real

e2e: venv  ## everything with real mail programs and real mail servers
	if command -v dpkg-query >/dev/null; then sh $(INSTALL) $(LISTS)/test.txt $(LISTS)/e2e.txt; fi
	$(BIN)/python -m pytest -m e2e

bench: venv  ## MailGuard against its peers; writes docs/performance.md
	if command -v dpkg-query >/dev/null; then sh $(INSTALL) $(LISTS)/test.txt $(LISTS)/e2e.txt; fi
	$(BIN)/python -m tests.bench --write

messages: venv  ## collects the sentences for translation
	$(BIN)/pybabel extract --no-location --sort-output --keyword N_ --output mailguard.pot mailguard ui
	$(BIN)/pybabel update --no-fuzzy-matching --ignore-obsolete --domain mailguard \
		--input-file mailguard.pot --output-dir resources/translations
	rm mailguard.pot

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
