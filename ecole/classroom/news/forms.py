"""The form of a news item: its words, its files, when it is shown."""

from __future__ import annotations

from datetime import date, datetime, time

from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    HiddenField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ecole.classroom.fields import Day, Hour, not_too_far
from ecole.classroom.forms import is_unseen
from ecole.models.news_item import NEWS_BODY_MAX, NEWS_FILES_MAX, NEWS_TITLE_MAX
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import PARIS, today

# When the day of a publication is said without its hour.
USUAL_HOUR = time(8)


class NewsForm(PageForm):
    title = StringField(lazy_gettext("Titre"), [
        DataRequired(lazy_gettext("Donnez un titre.")),
        Length(max=NEWS_TITLE_MAX,
               message=lazy_gettext("Le titre est trop long (%(max)d lettres au plus).")),
    ])
    body = TextAreaField(lazy_gettext("Texte"), [
        Length(max=NEWS_BODY_MAX,
               message=lazy_gettext("Le texte est trop long (20\u00a0000 signes au plus).")),
    ])
    files = MultipleFileField(lazy_gettext("Photos et fichiers"))
    photos_confirmed = BooleanField(lazy_gettext(
        "J’ai regardé chaque photo\u00a0: on n’y reconnaît aucun de ces élèves."))
    publish_on = Day(lazy_gettext("Jour de parution"), [Optional(), not_too_far])
    publish_at = Hour(lazy_gettext("Heure de parution"), [Optional()])
    expires_on = Day(lazy_gettext("Dernier jour dans la liste"), [Optional(), not_too_far])
    is_pinned = BooleanField(lazy_gettext("Épingler en haut de la liste"))
    # As in the form of an instruction (ecole/classroom/forms.py).
    kept = HiddenField()
    removed = SelectMultipleField(choices=[], validate_choice=False, widget=ListWidget(),
                                  option_widget=CheckboxInput())
    revision = HiddenField(default="1")
    published_on: date | None = None  # the day it came out, when it did

    @property
    def moment(self) -> datetime | None:
        """When it comes out, in the school's time; None when nobody said."""
        day = self.publish_on.data
        return datetime.combine(day, self.publish_at.data or USUAL_HOUR, PARIS) if day else None

    def validate_title(self, field: StringField) -> None:
        if is_unseen(field.data):
            raise ValidationError(gettext("Donnez un titre."))

    def validate_publish_at(self, field: Hour) -> None:
        if field.data is not None and self.publish_on.data is None:
            raise ValidationError(gettext("Choisissez aussi le jour de parution."))

    def validate_expires_on(self, field: Day) -> None:
        first = self.publish_on.data or self.published_on or today()
        if field.data and field.data < first:
            raise ValidationError(gettext(
                "L’actualité serait retirée avant d’être parue. Choisissez un jour plus tard."))

    def validate_files(self, field: MultipleFileField) -> None:
        # A browser posts one nameless file when none was chosen.
        field.data = [
            file for file in field.data or [] if isinstance(file, FileStorage) and file.filename
        ]
        if len(field.data) > NEWS_FILES_MAX:
            raise ValidationError(
                gettext("Pas plus de %(most)d fichiers à la fois.", most=NEWS_FILES_MAX))
