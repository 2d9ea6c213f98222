"""The style sheet of every window, filled with the theme's colours and sizes."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template


def style_sheet(colours: Mapping[str, str], pixels: Mapping[str, int]) -> str:
    """The sheet for `colours` by name, and sizes (`text`, `headline`, `small`) in pixels."""
    return _TEMPLATE.substitute(colours, **pixels)


_TEMPLATE = Template("""
QWidget { color: $ink; font-size: ${text}px; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="ground"] { background: $ground; }
QWidget[ground="bar"] { background: $line; border-radius: 6px; }
QScrollArea { border: none; background: $surface; }

QLabel[rank="headline"] { font-size: ${headline}px; font-weight: 700; }
QLabel[rank="title"] { font-weight: 700; }
QLabel[rank="soft"] { color: $soft; }
QLabel[rank="section"] { color: $soft; font-size: ${small}px; font-weight: 700; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="good"] { color: $good; }

QFrame[frame="card"] { border: 1px solid $line; border-radius: 8px; background: $surface; }
QFrame[frame="danger"] { border: none; border-radius: 8px; background: $danger_soft; }
QFrame[frame="warning"] { border: none; border-radius: 8px; background: $warning_soft; }
QFrame[frame="notice"] { border: none; border-radius: 8px; background: $accent_soft; }
QFrame[frame="good"] { border: none; border-radius: 8px; background: $good_soft; }
QFrame[frame="done"] { border: none; border-radius: 8px; background: $ground; }
QFrame[frame="plain"] { border: none; background: transparent; }
QFrame[frame="floating"] { border: 1px solid $line; border-radius: 8px; background: $surface; }
QFrame[edge="top"] { border: none; border-top: 1px solid $line; }
QFrame[edge="bottom"] { border: none; border-bottom: 1px solid $line; }

QPushButton { border: 1px solid $line; border-radius: 8px; background: $surface; color: $ink;
    padding: 7px 15px; font-weight: 700; outline: none; }
QPushButton:hover { background: $ground; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $soft; background: $ground; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 14px; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton[role="primary"]:hover { background: $accent; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $soft; }
QPushButton[role="link"] { border: 1px solid transparent; background: transparent; color: $accent;
    padding: 1px 3px; margin-left: -4px; font-weight: 400; border-radius: 4px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; }
QPushButton[role="link"]:disabled { color: $soft; }
QPushButton[role="chip"] { border: 1px solid $line; background: $surface; color: $soft;
    padding: 2px 10px; font-weight: 400; font-size: ${small}px; border-radius: 8px; }
QPushButton[role="chip"]:focus { border: 1px solid $accent; color: $ink; }

QLineEdit, QComboBox { border: 1px solid $soft; border-radius: 6px; background: $surface;
    color: $ink; padding: 5px 8px; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QLineEdit:read-only { background: $ground; }
QLineEdit[met="true"] { border: 2px solid $good; padding: 4px 7px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { border: 1px solid $line; background: $surface; color: $ink;
    selection-background-color: $accent_soft; selection-color: $ink; outline: none; }

QTextEdit, QListView { border: none; background: transparent; color: $ink; outline: none;
    selection-background-color: $accent; selection-color: $on_accent; }

QTabBar { qproperty-drawBase: 0; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { padding: 8px 16px; border: none; border-bottom: 2px solid transparent; color: $soft;
    font-weight: 700; background: transparent; }
QTabBar::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }

QProgressBar { border: none; border-radius: 2px; background: $line; max-height: 4px;
    min-height: 4px; }
QProgressBar::chunk { border-radius: 2px; background: $accent; }

QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 32px;
    margin: 1px; }
QScrollBar::handle:vertical:hover { background: $soft; }
QScrollBar[empty="true"]::handle:vertical { background: transparent; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 4px; min-width: 32px;
    margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0; }

QMenu { border: 1px solid $line; background: $surface; padding: 4px; }
QMenu::item { padding: 6px 20px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $soft; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { border: 1px solid $line; background: $surface; color: $ink; padding: 4px 6px; }
""")
