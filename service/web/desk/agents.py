"""A browser in a few Persian words, for a list of one's own sessions; what it does not know it calls a browser."""

from typing import Final

#: The first that stands in the header is it: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
_BROWSERS: Final = (
    ("Edg", "اج"),
    ("OPR/", "اپرا"),
    ("SamsungBrowser", "مرورگر سامسونگ"),
    ("Firefox/", "فایرفاکس"),
    ("FxiOS", "فایرفاکس"),
    ("CriOS", "کروم"),
    ("Chrome/", "کروم"),
    ("Safari/", "سافاری"),
)
_SYSTEMS: Final = (
    ("Android", "اندروید"),
    ("iPhone", "آیفون"),
    ("iPad", "آیپد"),
    ("Windows", "ویندوز"),
    ("Mac OS X", "مک"),
    ("Linux", "لینوکس"),
)


def in_words(header: str) -> str:
    """«کروم روی اندروید»."""
    browser = next((name for mark, name in _BROWSERS if mark in header), "مرورگر")
    system = next((name for mark, name in _SYSTEMS if mark in header), "دستگاهی ناشناخته")
    return f"{browser} روی {system}"
