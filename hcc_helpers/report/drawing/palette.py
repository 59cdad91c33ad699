"""The one table of colours: pages (style.css is tested against it), charts and sparklines read it. Blue against orange."""

from __future__ import annotations

# token: (light, dark)
COLOURS = {
    "bg": ("#ffffff", "#12171c"),
    "stamp": ("#fcefe3", "#38230f"),
    "text": ("#16202b", "#e9edf1"),
    "muted": ("#47525f", "#b5bfca"),
    "link": ("#0a4a8c", "#8ec5ff"),
    "good": ("#0b4f9e", "#86bdfb"),
    "warn": ("#9a3d00", "#ffae70"),
    "warn_fill": ("#d2690a", "#e08a35"),  # also series 2
    "strong_line": ("#6b7785", "#8592a0"),
    "hairline": ("#c5cdd6", "#39434e"),
    "series1": ("#0e375c", "#b9daf8"),
    "series3": ("#7f90a1", "#7d8d9c"),
}
FONT_STACK = '"Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif'


def light(token: str) -> str:
    return COLOURS[token][0]


def dark(token: str) -> str:
    return COLOURS[token][1]


def contrast(a: str, b: str) -> float:
    """WCAG contrast ratio of two hex colours, 1 to 21."""
    first, second = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
