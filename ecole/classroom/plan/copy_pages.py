"""The pages that give instructions again: what may be ticked, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from ecole.classroom.days import read_day
from ecole.classroom.fields import Day, not_too_far, usual_day
from ecole.classroom.plan import sources
from ecole.classroom.plan.copying import Target
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext, ngettext
from ecole.web.words import estimate, long_day, today

WEEKDAYS, ONE_DAY = "semaine", "jour"


class CopyForm(PageForm):
    """What is ticked, and where it goes."""

    items = SelectMultipleField(lazy_gettext("Consignes"), choices=[], validate_choice=False)
    room = SelectField(lazy_gettext("Pour la classe"), choices=[])
    how = RadioField(lazy_gettext("Quand\u00a0?"), default=WEEKDAYS, choices=[
        SelectChoice(WEEKDAYS, lazy_gettext("Chacune garde son jour, dans la semaine choisie")),
        SelectChoice(ONE_DAY, lazy_gettext("Toutes le jour choisi")),
    ])
    day_on = Day(lazy_gettext("Le jour, ou un jour de la semaine"),
                 [InputRequired(lazy_gettext("Choisissez le jour.")), not_too_far])

    def validate_items(self, field: SelectMultipleField) -> None:
        if len(field.data or []) > sources.AT_ONCE:
            raise ValidationError(gettext("Pas plus de %(most)d consignes à la fois.",
                                          most=sources.AT_ONCE))

    def ids(self) -> set[int]:
        numbers = {int(text) for text in self.items.data or []
                   if text.isdecimal() and len(text) < 20}
        return {number for number in numbers if number < 1 << 63}  # as our keys are

    def refuse(self, chosen: Sequence[Instruction], target: Target) -> bool:
        """Say what no validator of one field can."""
        if not chosen:
            self.items.errors = [*self.items.errors, gettext("Cochez au moins une consigne.")]
        past = [day for day in map(target.day_for, (row.day_on for row in chosen)) if day < today()]
        if past:
            self.day_on.errors = [*self.day_on.errors, gettext(
                "Le %(day)s est déjà passé. Choisissez un autre jour ou une autre semaine.",
                day=long_day(min(past)))]
        return not chosen or bool(past)


def opened_form(classroom: Classroom, rooms: Sequence[Classroom]) -> CopyForm:
    """With this class first among those one may give to."""
    form: Any = CopyForm.opened(room=str(classroom.id), day_on=usual_day())
    given = [classroom, *(r for r in sources.of_this_year(rooms) if r.id != classroom.id)]
    form.room.choices = [(str(room.id), room.label) for room in given]
    return form


def week_page(
    classroom: Classroom, rooms: Sequence[Classroom], form: CopyForm, asked: MultiDict[str, str]
) -> dict[str, Any]:
    """A day or a week of a class, everything ticked; the week before when nothing was asked."""
    sources_of = [classroom, *(room for room in rooms if room.id != classroom.id)]
    room = next((r for r in sources_of if str(r.id) == asked.get("de")), classroom)
    day = read_day(asked.get("le", "")) or _week_before()
    is_day = asked.get("quoi") == ONE_DAY
    first = day if is_day else sources.monday_of(day)
    last = day if is_day else first + timedelta(days=6)
    shelf = sources.in_days(room, first, last)
    return _shared(classroom, form, shelf, ticked=True, facts=_facts) | {
        "rooms": [{"id": str(r.id), "name": _named(r), "is_chosen": r is room}
                  for r in sources_of],
        "day": day.isoformat(), "is_day": is_day,
        "found": gettext("%(classroom)s, %(day)s", classroom=_named(room), day=long_day(day))
        if is_day else gettext("%(classroom)s, semaine du %(day)s", classroom=_named(room),
                               day=long_day(first)),
    }


def _week_before() -> date:
    """A day of the week to take again: at the week-end, the one that ends."""
    here = today()
    return here if here.weekday() >= 5 else here - timedelta(days=7)


def library_page(
    who: SignedIn, classroom: Classroom, form: CopyForm, asked: MultiDict[str, str]
) -> dict[str, Any]:
    """All that one wrote, the latest first, by word and by subject, a page at a time."""
    words, subject = asked.get("mots", "")[:100].strip(), asked.get("matiere", "")
    number = asked.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 4 and int(number) else 1
    shelf = sources.in_library(who, words, subject, page)

    def address(other: int) -> str:
        return url_for("copies.library", classroom_id=classroom.id, mots=words or None,
                       matiere=subject or None, page=other)

    return _shared(classroom, form, shelf, ticked=False, facts=_facts_of_library) | {
        "words": words, "subject": subject, "subjects": sources.subjects_of(who),
        "previous_url": address(page - 1) if page > 1 else "",
        "next_url": address(page + 1) if shelf.has_more else "",
    }


def _shared(
    classroom: Classroom, form: CopyForm, shelf: sources.Shelf, *, ticked: bool,
    facts: Callable[[Instruction], str],
) -> dict[str, Any]:
    sent = form.ids() if form.is_submitted() else None
    return {
        "classroom": classroom, "form": form, "has_more": shelf.has_more,
        "groups": [
            {"title": long_day(day),
             "items": [{"id": row.id, "title": row.title, "facts": facts(row),
                        "is_ticked": row.id in sent if sent is not None else ticked}
                       for row in rows]}
            for day, rows in groupby(shelf.rows, lambda row: row.day_on)
        ],
        "week_url": url_for("copies.new", classroom_id=classroom.id),
        "library_url": url_for("copies.library", classroom_id=classroom.id),
        "back_url": url_for("classes.show", classroom_id=classroom.id),
    }


def _facts(row: Instruction) -> str:
    """What comes with it, in one line."""
    files = len(row.attachments)
    return " · ".join(filter(None, (
        row.subject, estimate(row.duration_minutes), row.level,
        gettext("pour un groupe") if row.group_id else "",
        gettext("pour un élève") if row.pupil_id else "",
        ngettext("%(num)d\u00a0fichier", "%(num)d\u00a0fichiers", files) if files else "",
        gettext("corrigé") if row.correction and row.correction.deleted_at is None else "",
        gettext("dictée") if row.dictation else "",
    )))


def _facts_of_library(row: Instruction) -> str:
    return " · ".join(filter(None, (_named(row.classroom), _facts(row))))


def _named(room: Classroom) -> str:
    """With its year, when it is another one."""
    if room in sources.of_this_year([room]):
        return room.label
    return f"{room.label} ({room.school_year}-{room.school_year + 1})"


def target_of(form: CopyForm, rooms: Sequence[Classroom], classroom: Classroom,
              publish: bool) -> Target:
    day: date | None = form.day_on.data
    assert day is not None  # validated
    room = next((r for r in rooms if str(r.id) == form.room.data), classroom)
    return Target(room, day, keeps_weekdays=form.how.data == WEEKDAYS, publish=publish)
