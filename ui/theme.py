"""The look of every window: colours and sizes by name, one light and one dark set of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.style_sheet import style_sheet


class Scheme(StrEnum):
    """Which set of colours is used."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """Colours by what they mean. `…_soft` is the ground that goes with the ink of that name."""

    surface: str  # what is read
    ground: str  # around it: headers, footers
    line: str
    ink: str
    soft: str  # second-rank text
    accent: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str


LIGHT = Colours(
    surface="#ffffff",
    ground="#f4f5f8",
    line="#dde1e8",
    ink="#1a2130",
    soft="#596476",
    accent="#2456c9",
    accent_soft="#e8eefb",
    on_accent="#ffffff",
    danger="#b2201c",
    danger_soft="#fdecea",
    warning="#855300",
    warning_soft="#fff3de",
    good="#1b7444",
    good_soft="#e7f5ed",
)

DARK = Colours(
    surface="#1d2128",
    ground="#262b34",
    line="#3a424f",
    ink="#eef1f6",
    soft="#a9b3c2",
    accent="#7ea4ff",
    accent_soft="#2a3754",
    on_accent="#0e1420",
    danger="#ff9b93",
    danger_soft="#3d2323",
    warning="#f0c26c",
    warning_soft="#3a301d",
    good="#80d4a4",
    good_soft="#1f3529",
)

_COLOURS = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK}

GRID = 8
"""Device-independent pixels of one step; every distance is a multiple or half of it."""

RADIUS = 8

_TEXT = 14
_HEADLINE = 19
_SMALL = 12

_JAPANESE_FAMILIES = ("Noto Sans CJK JP", "Yu Gothic UI", "Hiragino Sans")


class Theme(QObject):
    """The colours and fonts in use.

    changed: The colours are others now; whoever paints by hand paints again.
    """

    changed = Signal()

    def __init__(self, scheme: Scheme | None = None, language: str = "en") -> None:
        """`scheme` None: as the system has it, also when the system changes it."""
        super().__init__()
        self._fixed = scheme
        self._language = language
        self._text = max(_TEXT, QFontInfo(QGuiApplication.font()).pixelSize())
        self.scheme = scheme or _system_scheme()
        if scheme is None:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def colours(self) -> Colours:
        return _COLOURS[self.scheme]

    def colour(self, name: str) -> QColor:
        """The colour of that name."""
        return QColor(getattr(self.colours, name))

    def font(self, *, small: bool = False, bold: bool = False) -> QFont:
        """The text font, or the small one, bold if wanted."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.pixels(_SMALL if small else _TEXT))
        font.setBold(bold)
        return font

    def pixels(self, size: int) -> int:
        """`size` at the text size of 14, in proportion to the text size in use."""
        return round(size * self._text / _TEXT)

    def apply(self, application: QApplication) -> None:
        """Dress the whole application."""
        application.setStyle("Fusion")
        application.setFont(self._application_font())
        self._dress(application)

    def _application_font(self) -> QFont:
        font = QFont(QGuiApplication.font())
        own = [QFontInfo(font).family()]
        # a Japanese face first, so that Han letters are not drawn in their Chinese form
        japanese = list(_JAPANESE_FAMILIES)
        font.setFamilies(japanese + own if self._language == "ja" else own + japanese)
        font.setPixelSize(self._text)
        return font

    def _dress(self, application: QApplication) -> None:
        application.setPalette(_palette(self))
        sizes = {"text": _TEXT, "headline": _HEADLINE, "small": _SMALL}
        pixels = {name: self.pixels(size) for name, size in sizes.items()}
        application.setStyleSheet(style_sheet(self.colours.__dict__, pixels))

    def _on_scheme_changed(self) -> None:
        self.scheme = _system_scheme()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._dress(application)
        self.changed.emit()


def _system_scheme() -> Scheme:
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for roles, name in _ROLES:
        for role in roles:
            palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("soft"))
    return palette


_R = QPalette.ColorRole
_ROLES: tuple[tuple[tuple[QPalette.ColorRole, ...], str], ...] = (
    ((_R.Window, _R.Base, _R.Button, _R.ToolTipBase), "surface"),
    ((_R.AlternateBase,), "ground"),
    ((_R.WindowText, _R.Text, _R.ButtonText, _R.ToolTipText), "ink"),
    ((_R.PlaceholderText,), "soft"),
    ((_R.Mid, _R.Dark), "line"),
    ((_R.Highlight, _R.Link, _R.LinkVisited, _R.Accent), "accent"),
    ((_R.HighlightedText,), "on_accent"),
)
