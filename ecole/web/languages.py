"""The languages of the pages: French is the source, the others are in `ecole/translations`.

A catalog is the text file that translators edit (`<language>.po`); it is compiled in memory the
first time somebody reads in that language, so that there is no build step (docs/decisions/0013).
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, session
from flask_babel import Babel, Domain, get_locale, refresh
from flask_login import current_user

SOURCE = "fr"
# Each under its own name, and the country whose dates and hours it writes.
LANGUAGES = {"fr": "Français", "en": "English"}
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
CHOSEN = "language"  # in the session of who has not signed in
CATALOGS = Path(__file__).parent.parent / "translations"


class French(NullTranslations):
    """The source language: its plural begins at two, « 0 élève », « 1 élève », « 2 élèves »."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if abs(n) < 2 else msgid2

    ungettext = ngettext


class Catalogs(Domain):
    """What Flask-Babel translates with."""

    def get_translations(self) -> NullTranslations:
        return catalog(language())


@cache
def catalog(code: str) -> NullTranslations:
    """The words of a language; what it does not say yet is said in French."""
    if code == SOURCE:
        return French()
    compiled = io.BytesIO()
    with (CATALOGS / f"{code}.po").open("rb") as text:
        write_mo(compiled, read_po(text, locale=code))
    compiled.seek(0)
    translations = Translations(compiled)
    translations.add_fallback(French())
    return translations


def language() -> str:
    """The code of the language of this page; French where nobody is asking."""
    found = get_locale()
    return found.language if found else SOURCE


def locale() -> Locale:
    """The same, as Babel's dates and lists want it."""
    return Locale.parse(LOCALES[language()])


def direction() -> str:
    """`ltr`, or `rtl` for the languages written from right to left."""
    return locale().text_direction


def choose() -> str:
    """The language of who is asking: their account's, else the one chosen on this browser."""
    if not has_request_context():
        return SOURCE
    chosen = (
        g.get(CHOSEN) or getattr(current_user, "language", "") or session.get(CHOSEN, "")
    )
    return chosen if chosen in LANGUAGES else SOURCE


def answer_in(code: str) -> None:
    """The rest of this request is in another language."""
    setattr(g, CHOSEN, code)
    refresh()


def speak(app: Flask) -> None:
    """Give the application its languages; templates get `_`, `gettext` and `ngettext`."""
    Babel(app, locale_selector=choose, default_locale=SOURCE, configure_jinja=False)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext)


def N_(text: str) -> str:
    """Mark a text for the catalogs where it is written before it is translated."""
    return text


_words = Catalogs()
gettext = _words.gettext
ngettext = _words.ngettext
pgettext = _words.pgettext
lazy_gettext = _words.lazy_gettext
