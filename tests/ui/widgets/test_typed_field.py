"""What has to be typed can only be typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.theme import Theme
from ui.widgets.typed_field import TypedField


@pytest.fixture
def field(theme: Theme) -> TypedField:
    del theme
    field = TypedField()
    field.show()
    QGuiApplication.clipboard().setText("acme.example")
    return field


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_pasting_is_refused_and_said(
    field: TypedField, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    refused: list[bool] = []
    field.refused.connect(lambda: refused.append(True))
    QTest.keyClick(field, key, held)
    assert (field.text(), refused) == ("", [True])


def test_the_middle_button_and_the_menu_paste_nothing(field: TypedField) -> None:
    QTest.mouseClick(field, Qt.MouseButton.MiddleButton)
    QTest.mouseClick(field, Qt.MouseButton.RightButton)
    assert field.text() == ""
    assert field.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_nothing_can_be_dropped_on_it(field: TypedField) -> None:
    mime = QMimeData()
    mime.setText("acme.example")
    drop = QDropEvent(
        QPointF(QPoint(4, 4)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(field, drop)
    assert field.text() == ""
    assert field.completer() is None


def test_letters_are_taken(field: TypedField) -> None:
    QTest.keyClicks(field, "acme.example")
    assert field.text() == "acme.example"


def test_latin_letters_are_asked_for_where_the_word_has_them(field: TypedField) -> None:
    field.ask_for("acme.example")
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhLatinOnly
    field.ask_for("花子")
    assert not field.inputMethodHints() & Qt.InputMethodHint.ImhLatinOnly
