"""The forms of an instruction, and of the few words that come back for it."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from ecole.models.attachment import FILES_MAX
from ecole.models.hand_in import TEXT_MAX
from ecole.models.instruction import (
    BODY_MAX,
    DURATION_MAX,
    RETURNS_MAX,
    SUBJECT_MAX,
    TITLE_MAX,
)
from ecole.models.instruction_link import ADDRESS_MAX
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import today

LINKS_MAX, LINK_TITLE_MAX = 20, 200
FURTHEST = timedelta(days=400)
TOO_LONG = lazy_gettext("%(max)d lettres au plus.")
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class MaybeNumber(IntegerField):
    """A whole number, with a sentence of ours when it is not one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            said = gettext("Écrivez un nombre de minutes, par exemple 20.")
            raise ValueError(said) from None


class Day(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            said = gettext("Cette date n’existe pas. Exemple\u00a0: 23/11/2026.")
            raise ValueError(said) from None


class InstructionForm(PageForm):
    title = StringField(lazy_gettext("Titre"), [
        DataRequired(lazy_gettext("Donnez un titre.")),
        Length(max=TITLE_MAX,
               message=lazy_gettext("Le titre est trop long (%(max)d lettres au plus).")),
    ])
    subject = StringField(lazy_gettext("Matière"), [
        Length(max=SUBJECT_MAX, message=TOO_LONG),
    ])
    day_on = Day(lazy_gettext("Pour le jour"),
                 [InputRequired(lazy_gettext("Choisissez le jour."))],
                 format=["%Y-%m-%d", "%d/%m/%Y"])
    duration_minutes = MaybeNumber(lazy_gettext("Durée prévue, en minutes"), [
        Optional(),
        NumberRange(1, DURATION_MAX, lazy_gettext("Entre 1 et %(max)d minutes.")),
    ])
    returns = StringField(lazy_gettext("Ce qui revient à l’école"), [
        Length(max=RETURNS_MAX, message=TOO_LONG),
    ])
    body = TextAreaField(lazy_gettext("Consigne"), [
        Length(max=BODY_MAX,
               message=lazy_gettext("Le texte est trop long (20 000 signes au plus).")),
    ])
    links = TextAreaField(lazy_gettext("Liens"))
    files = MultipleFileField(lazy_gettext("Fichiers"))
    # Files already received while another field was wrong: signed, so that nothing is sent twice.
    kept = HiddenField()
    removed = SelectMultipleField(choices=[], validate_choice=False, widget=ListWidget(),
                                  option_widget=CheckboxInput())
    revision = HiddenField(default="1")

    def validate_title(self, field: StringField) -> None:
        # Marks of no width are all that is left of some copied titles: nothing to click on.
        if is_unseen(field.data):
            raise ValidationError(gettext("Donnez un titre."))

    def validate_day_on(self, field: DateField) -> None:
        if field.data and abs(field.data - today()) > FURTHEST:
            raise ValidationError(gettext("Ce jour est trop loin. Vérifiez l’année."))

    def validate_links(self, field: TextAreaField) -> None:
        field.parsed = links = [read_link(line) for line in (field.data or "").splitlines()
                                if line.strip()]
        if len(links) > LINKS_MAX:
            raise ValidationError(gettext("Pas plus de %(most)d liens.", most=LINKS_MAX))

    def validate_files(self, field: MultipleFileField) -> None:
        # A browser posts one nameless file when none was chosen.
        field.data = [
            file for file in field.data or [] if isinstance(file, FileStorage) and file.filename
        ]
        if len(field.data) > FILES_MAX:
            raise ValidationError(
                gettext("Pas plus de %(most)d fichiers à la fois.", most=FILES_MAX))


class HandInForm(PageForm):
    # Told, and never cut by the browser: a long text that is pasted is refused whole, and kept.
    text = TextAreaField(lazy_gettext("Répondre en quelques mots"), [
        DataRequired(lazy_gettext("Écrivez quelques mots.")),
    ], filters=[lambda text: text.replace("\r\n", "\n") if text else text])

    def validate_text(self, field: TextAreaField) -> None:
        if is_unseen(field.data):
            raise ValidationError(gettext("Écrivez quelques mots."))
        if len(field.data) > TEXT_MAX:
            raise ValidationError(gettext(
                "C’est trop long\u00a0: %(most)d signes au plus. Le texte est gardé ci-dessous.",
                most=TEXT_MAX))


def is_unseen(text: str) -> bool:
    """Whether nothing of a text shows on a page."""
    return all(unicodedata.category(letter) in UNSEEN for letter in text)


def read_link(line: str) -> tuple[str, str]:
    """(title, address) of a line « Titre : https://… », or of a bare address."""
    *words, address = line.split()
    address = address.strip("<>")
    if address.startswith("("):
        address = address[1:].removesuffix(")")
    host = _host_of(address)
    if not host or len(address) > ADDRESS_MAX:
        raise ValidationError(gettext(
            "«\u00a0%(line)s\u00a0» n’est pas une adresse. Écrivez par exemple\u00a0: "
            "La météo https://meteofrance.com", line=line.strip()[:60]))
    title = " ".join(words).rstrip(":").strip()
    return (title or host)[:LINK_TITLE_MAX], address


def _host_of(address: str) -> str:
    """Who an http(s) address leads to; nothing when it is not one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") else ""


def usual_day() -> date:
    """The next school day, for a new instruction."""
    day = today() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
