"""Rows for people who see, and for people who listen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.ui import questions
from ui.review import recipient_rows
from ui.review.model import Review
from ui.theme import Theme
from ui.widgets.row_list import RowList
from ui.widgets.row_model import RowModel
from ui.widgets.rows import Fold, Row, Tick


@pytest.fixture
def rows(theme: Theme) -> RowList:
    rows = RowList(theme, "Recipients")
    rows.show_rows(recipient_rows.rows(Review(questions.a_risky_question()), set(), questions.NOW))
    rows.resize(600, 400)
    rows.show()
    return rows


def spoken(rows: RowList) -> list[str]:
    QApplication.processEvents()
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface is not None
    children = (interface.child(number) for number in range(interface.childCount()))
    return [child.text(QAccessible.Text.Name) for child in children]


def test_each_row_is_spoken_as_a_whole(rows: RowList) -> None:
    assert spoken(rows)[:3] == [
        "external, acme.example, Are these people right?, 2 people · 1 new",
        "Cc, 鈴木 一郎, suzuki@acme.example, first mail to this address",
        "To, 田中 花子, hanako.tanaka@acme.example, 3 days ago · 23 mails before, needs no tick",
    ]


def test_a_row_that_asks_can_be_ticked_by_a_screen_reader(rows: RowList) -> None:
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface is not None
    states = [interface.child(number).state() for number in range(3)]
    assert [bool(state.checkable) for state in states] == [True, True, False]


def test_a_screen_reader_says_which_key_opens() -> None:
    assert Row(key="a", card="a", title="a", fold=Fold.CLOSED).hint == "Space shows more"
    assert Row(key="a", card="a", title="a", link="Open").hint == "Enter: Open"


def test_the_model_keeps_to_qts_rules(qtmodeltester: ModelTester) -> None:
    model = RowModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.show([Row(key=f"r{n}", card="c", title=f"Row {n}") for n in range(5)])
    model.show([Row(key=f"r{n}", card="c", title="x", tick=Tick.DONE) for n in range(5)])


def test_the_current_row_stays_current_when_rows_come_before_it(theme: Theme) -> None:
    rows = RowList(theme, "Rows")
    rows.show_rows([Row(key="b", card="c", title="b")])
    rows.setCurrentIndex(rows.model().index(0, 0))
    rows.show_rows([Row(key="a", card="c", title="a"), Row(key="b", card="c", title="b")])
    assert rows.currentIndex().row() == 1


def test_a_list_is_as_high_as_its_rows(theme: Theme) -> None:
    rows = RowList(theme, "Rows")
    rows.show_rows([Row(key="a", card="c", title="a")])
    one = rows.sizeHint().height()
    rows.show_rows([Row(key=f"r{n}", card="c", title="a") for n in range(10)])
    assert rows.sizeHint().height() == 10 * one
