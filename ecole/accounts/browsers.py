"""What a browser says of itself, in words that a family recognises."""

from __future__ import annotations

from ecole.web.languages import N_, gettext

PHONE, TABLET, UNKNOWN = N_("Téléphone Android"), N_("Tablette Android"), N_("Appareil")
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", PHONE),
    ("Windows", N_("Ordinateur Windows")), ("Macintosh", "Mac"), ("CrOS", "Chromebook"),
    ("Linux", N_("Ordinateur Linux")),
)
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def label_of(user_agent: str) -> str:
    """A few plain words for a browser: « Téléphone Android, Chrome »."""
    machine = next((name for mark, name in MACHINES if mark in user_agent), UNKNOWN)
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    if machine == PHONE and "Mobile" not in user_agent:
        machine = TABLET
    return ", ".join(filter(None, [machine, browser]))


def said(label: str) -> str:
    """A label, which is kept in French, in the language of the page."""
    machine, comma, browser = label.partition(", ")
    return f"{gettext(machine)}{comma}{browser}" if machine else ""


def is_phone(user_agent: str) -> bool:
    return "Mobi" in user_agent or "Android" in user_agent
