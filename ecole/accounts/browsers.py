"""What a browser says of itself, in words that a family recognises."""

from __future__ import annotations


def label_of(user_agent: str) -> str:
    """A few plain words for a browser: « Téléphone Android, Chrome »."""
    machines = (
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Téléphone Android"),
        ("Windows", "Ordinateur Windows"), ("Macintosh", "Mac"), ("CrOS", "Chromebook"),
        ("Linux", "Ordinateur Linux"),
    )
    browsers = (
        ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    machine = next((name for mark, name in machines if mark in user_agent), "Appareil")
    browser = next((name for mark, name in browsers if mark in user_agent), "")
    if machine == "Téléphone Android" and "Mobile" not in user_agent:
        machine = "Tablette Android"
    return ", ".join(filter(None, [machine, browser]))


def is_phone(user_agent: str) -> bool:
    return "Mobi" in user_agent or "Android" in user_agent
