"""The form of an instruction."""

from __future__ import annotations

import unicodedata
from datetime import datetime, time

from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
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

from ecole.classroom.fields import Day, ForWhom, Hour, MaybeNumber, not_too_far
from ecole.classroom.links import read_links
from ecole.models.attachment import FILES_MAX
from ecole.models.instruction import (
    BODY_MAX,
    DURATION_MAX,
    RETURNS_MAX,
    SUBJECT_MAX,
    TITLE_MAX,
)
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import PARIS

TOO_LONG = lazy_gettext("%(max)d lettres au plus.")
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# When the day of a publication is said without its hour.
USUAL_HOUR = time(8)


class InstructionForm(PageForm):
    title = StringField(lazy_gettext("Titre"), [
        DataRequired(lazy_gettext("Donnez un titre.")),
        Length(max=TITLE_MAX,
               message=lazy_gettext("Le titre est trop long (%(max)d lettres au plus).")),
    ])
    subject = StringField(lazy_gettext("Matière"), [
        Length(max=SUBJECT_MAX, message=TOO_LONG),
    ])
    for_whom = ForWhom(lazy_gettext("Pour qui"))
    day_on = Day(lazy_gettext("Pour le jour"),
                 [InputRequired(lazy_gettext("Choisissez le jour.")), not_too_far])
    duration_minutes = MaybeNumber(lazy_gettext("Durée prévue, en minutes"), [
        Optional(),
        NumberRange(1, DURATION_MAX, lazy_gettext("Entre 1 et %(max)d minutes.")),
    ])
    is_optional = BooleanField(
        lazy_gettext("Facultatif\u00a0: les enfants peuvent ne pas le faire"))
    returns = StringField(lazy_gettext("Ce qui revient à l’école"), [
        Length(max=RETURNS_MAX, message=TOO_LONG),
    ])
    due_on = Day(lazy_gettext("À rendre pour le"), [Optional(), not_too_far])
    body = TextAreaField(lazy_gettext("Consigne"), [
        Length(max=BODY_MAX,
               message=lazy_gettext("Le texte est trop long (20 000 signes au plus).")),
    ])
    links = TextAreaField(lazy_gettext("Liens"))
    files = MultipleFileField(lazy_gettext("Fichiers"))
    publish_on = Day(lazy_gettext("Jour de parution"), [Optional(), not_too_far])
    publish_at = Hour(lazy_gettext("Heure de parution"), [Optional()])
    # Files already received while another field was wrong: signed, so that nothing is sent twice.
    kept = HiddenField()
    removed = SelectMultipleField(choices=[], validate_choice=False, widget=ListWidget(),
                                  option_widget=CheckboxInput())
    revision = HiddenField(default="1")
    confirmed = HiddenField()  # what was asked once already (ecole/classroom/questions.py)

    def validate_title(self, field: StringField) -> None:
        # Marks of no width are all that is left of some copied titles: nothing to click on.
        if is_unseen(field.data):
            raise ValidationError(gettext("Donnez un titre."))

    def validate_due_on(self, field: DateField) -> None:
        if field.data and self.day_on.data and field.data < self.day_on.data:
            raise ValidationError(gettext("Ce serait à rendre avant le jour de la consigne."))
        if field.data and not self.returns.data:
            raise ValidationError(gettext("Dites aussi ce qui revient à l’école."))

    def validate_publish_at(self, field: Hour) -> None:
        if field.data is not None and self.publish_on.data is None:
            raise ValidationError(gettext("Choisissez aussi le jour de parution."))

    @property
    def moment(self) -> datetime | None:
        """When it comes out, in the school's time; None when nobody said."""
        day = self.publish_on.data
        return datetime.combine(day, self.publish_at.data or USUAL_HOUR, PARIS) if day else None

    def validate_links(self, field: TextAreaField) -> None:
        field.parsed = read_links(field.data or "")

    def validate_files(self, field: MultipleFileField) -> None:
        # A browser posts one nameless file when none was chosen.
        field.data = [
            file for file in field.data or [] if isinstance(file, FileStorage) and file.filename
        ]
        if len(field.data) > FILES_MAX:
            raise ValidationError(
                gettext("Pas plus de %(most)d fichiers à la fois.", most=FILES_MAX))


def is_unseen(text: str) -> bool:
    """Whether nothing of a text shows on a page."""
    return all(unicodedata.category(letter) in UNSEEN for letter in text)
