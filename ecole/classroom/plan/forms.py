"""The forms of a correction, of the word of the day and of a live class."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage
from wtforms import (
    HiddenField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ecole.classroom.fields import Day, ForWhom, Hour, not_too_far
from ecole.classroom.forms import TOO_LONG, is_unseen
from ecole.models.attachment import FILES_MAX
from ecole.models.instruction import BODY_MAX, TITLE_MAX
from ecole.models.instruction_link import ADDRESS_MAX
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import PARIS, long_day

WORD_MAX = NOTE_MAX = 1000
TOO_MANY_LETTERS = lazy_gettext("Le texte est trop long (%(max)d signes au plus).")


class WithFiles(PageForm):
    """A text and its files, over which somebody else may write: `revision` is the one read."""

    files = MultipleFileField(lazy_gettext("Fichiers"))
    # Files already received while another field was wrong: signed, so that nothing is sent twice.
    kept = HiddenField()
    removed = SelectMultipleField(choices=[], validate_choice=False, widget=ListWidget(),
                                  option_widget=CheckboxInput())
    revision = HiddenField(default="0")

    def validate_files(self, field: MultipleFileField) -> None:
        # A browser posts one nameless file when none was chosen.
        field.data = [
            file for file in field.data or [] if isinstance(file, FileStorage) and file.filename
        ]
        if len(field.data) > FILES_MAX:
            raise ValidationError(
                gettext("Pas plus de %(most)d fichiers à la fois.", most=FILES_MAX))


class CorrectionForm(WithFiles):
    instruction_on: date  # the day of its instruction, given by the page
    body = TextAreaField(lazy_gettext("Corrigé"), [Length(max=BODY_MAX, message=TOO_MANY_LETTERS)])
    opens_on = Day(lazy_gettext("Jour d’ouverture"),
                   [InputRequired(lazy_gettext("Choisissez le jour.")), not_too_far])
    opens_time = Hour(lazy_gettext("Heure d’ouverture"),
                      [InputRequired(lazy_gettext("Choisissez l’heure."))])

    def validate_opens_on(self, field: Day) -> None:
        if field.data and field.data < self.instruction_on:
            raise ValidationError(gettext(
                "Le corrigé s’ouvrirait avant le jour de la consigne (%(day)s). "
                "Choisissez ce jour-là ou un jour suivant.", day=long_day(self.instruction_on)))


class DayWordForm(WithFiles):
    day_on: date  # given by the page
    body = TextAreaField(lazy_gettext("Quelques mots"),
                         [Length(max=WORD_MAX, message=TOO_MANY_LETTERS)])
    out_on = Day(lazy_gettext("Jour de parution"), [Optional()])
    out_time = Hour(lazy_gettext("Heure de parution"), [Optional()])

    def validate_out_on(self, field: Day) -> None:
        if field.data and self.out_time.data is None and not self.out_time.errors:
            raise ValidationError(gettext("Écrivez aussi l’heure."))
        if field.data and field.data > self.day_on:
            raise ValidationError(gettext(
                "Le mot est pour le %(day)s\u00a0: il ne peut pas paraître après.",
                day=long_day(self.day_on)))

    def moment(self) -> datetime | None:
        """When it shows itself, if a moment to come was chosen."""
        if self.out_time.data is None:
            return None
        return paris(self.out_on.data or self.day_on, self.out_time.data)


class LiveClassForm(PageForm):
    title = StringField(lazy_gettext("Titre"), [
        DataRequired(lazy_gettext("Donnez un titre.")),
        Length(max=TITLE_MAX,
               message=lazy_gettext("Le titre est trop long (%(max)d lettres au plus).")),
    ])
    for_whom = ForWhom(lazy_gettext("Pour qui"))
    day_on = Day(lazy_gettext("Le jour"),
                 [InputRequired(lazy_gettext("Choisissez le jour.")), not_too_far])
    starts = Hour(lazy_gettext("Commence à"), [InputRequired(lazy_gettext("Choisissez l’heure."))])
    ends = Hour(lazy_gettext("Finit à"), [InputRequired(lazy_gettext("Choisissez l’heure."))])
    door = StringField(lazy_gettext("Adresse de la visio"), [
        DataRequired(lazy_gettext("Collez l’adresse de la visio.")),
        Length(max=ADDRESS_MAX, message=TOO_LONG),
    ])
    note = TextAreaField(lazy_gettext("À savoir"),
                         [Length(max=NOTE_MAX, message=TOO_MANY_LETTERS)])
    revision = HiddenField(default="0")

    def validate_title(self, field: StringField) -> None:
        if is_unseen(field.data):
            raise ValidationError(gettext("Donnez un titre."))

    def validate_ends(self, field: Hour) -> None:
        if not (self.day_on.data and self.starts.data and field.data):
            return
        if field.data <= self.starts.data:
            raise ValidationError(gettext("La fin vient avant le début. Vérifiez les heures."))
        if self.moments()[1] <= datetime.now(PARIS):
            raise ValidationError(gettext("Ce moment est déjà passé. Vérifiez le jour et l’heure."))

    def validate_door(self, field: StringField) -> None:
        if not secure_host(field.data):
            raise ValidationError(gettext(
                "Cette adresse ne va pas. Elle commence par https://, par exemple\u00a0: "
                "https://visio.exemple.fr/ma-classe"))

    def moments(self) -> tuple[datetime, datetime]:
        assert self.day_on.data and self.starts.data and self.ends.data  # noqa: PT018 -- validated
        return (paris(self.day_on.data, self.starts.data),
                paris(self.day_on.data, self.ends.data))


def paris(day: date, hour: time) -> datetime:
    """A moment of the school."""
    return datetime.combine(day, hour, PARIS)


def next_school_day(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def secure_host(address: str | None) -> str:
    """Who an https address leads to; nothing when it is not one."""
    text = address or ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_plain = not any(letter.isspace() for letter in text) and "@" not in parts.netloc
    return host if parts.scheme == "https" and "." in host and is_plain else ""
