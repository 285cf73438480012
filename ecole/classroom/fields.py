"""Fields of the classroom's forms: days, hours, minutes, for whom; each says in French what is
wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from wtforms import DateField, IntegerField, SelectField, TimeField
from wtforms.validators import ValidationError

from ecole.classroom.plan.recipients import EVERYONE
from ecole.web.languages import gettext
from ecole.web.words import today

FURTHEST = timedelta(days=400)
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
HOUR_FORMATS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H h %M", "%H h"]


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
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, format=DAY_FORMATS, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            said = gettext("Cette date n’existe pas. Exemple\u00a0: 23/11/2026.")
            raise ValueError(said) from None


class Hour(TimeField):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, format=HOUR_FORMATS, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(gettext("Cette heure n’existe pas. Exemple\u00a0: 08:00.")) from None


class ForWhom(SelectField):
    """The class, a level, a group, a pupil: its choices are given before it is checked
    (`Members.choices`)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, default=EVERYONE, choices=[], **options)

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError(
                gettext("Ce choix n’est plus possible. Choisissez de nouveau.")) from None


def not_too_far(form: Any, field: DateField) -> None:
    """A validator of days: a year typed wrong."""
    if field.data and abs(field.data - today()) > FURTHEST:
        raise ValidationError(gettext("Ce jour est trop loin. Vérifiez l’année."))


def usual_day() -> date:
    """The next school day, for a new instruction."""
    day = today() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
