"""A line of text fits where it is drawn, and says how wide it came out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui.widgets.painted import draw_text

BLACK = QColor("black")


@pytest.fixture
def painter(qapp: QApplication) -> Iterator[QPainter]:
    del qapp
    canvas = QPixmap(200, 20)
    with QPainter(canvas) as painter:
        yield painter


def test_a_short_text_is_as_wide_as_it_is(painter: QPainter) -> None:
    wide = QFontMetrics(QFont()).horizontalAdvance("short")
    assert draw_text(painter, QRect(0, 0, 200, 20), "short", QFont(), BLACK) == wide


def test_a_long_one_is_shortened_to_its_room(painter: QPainter) -> None:
    assert 0 < draw_text(painter, QRect(0, 0, 60, 20), "long " * 20, QFont(), BLACK) <= 60


def test_several_lines_become_one(painter: QPainter) -> None:
    wide = QFontMetrics(QFont()).horizontalAdvance("a b")
    assert draw_text(painter, QRect(0, 0, 200, 20), "a\nb", QFont(), BLACK) == wide


@pytest.mark.parametrize(("text", "width"), [("", 100), ("text", 0), ("text", -5)])
def test_where_there_is_no_text_or_no_room_nothing_is_drawn(
    painter: QPainter, text: str, width: int
) -> None:
    assert draw_text(painter, QRect(0, 0, width, 20), text, QFont(), BLACK) == 0
