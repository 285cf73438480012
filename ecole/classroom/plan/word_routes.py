"""The word of the day (« le bonjour du jour »): one for a class and a day."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ecole.classroom.days import read_day
from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.plan.composing import Composing
from ecole.classroom.plan.forms import DayWordForm
from ecole.classroom.plan.words import WordDraft, source_of, word_of, write_word
from ecole.models.classroom import Classroom
from ecole.models.permissions import may_teach
from ecole.storage.columns import utc_now
from ecole.web.access import STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once
from ecole.web.words import long_day, moment, today

bp = Blueprint("day_words", __name__, url_prefix="/e/<uai>/classes/<id:classroom_id>/bonjour")


@bp.route("/<day>", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(classroom_id: int, day: str) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    day_on = read_day(day) or abort(404)
    row = word_of(classroom_id, day_on)
    form = DayWordForm.opened(obj=source_of(row))
    form.day_on = day_on
    composing = Composing(asking(), form, row, only="audio", classroom_id=classroom_id)
    if composing.is_ready() and not _is_late(form):
        draft = WordDraft(form.body.data or "", composing.publish, form.moment())
        try:
            write_word(asking(), classroom, day_on, draft, composing.received,
                       revision=composing.revision, removed=composing.removed)
        except EditedMeanwhile:
            composing.warn_of_other_edit(word_of(classroom_id, day_on))
        else:
            flash(_said(draft))
            return redirect(url_for("classes.show", classroom_id=classroom_id,
                                    semaine=day_on.isoformat()), 303)
    return render_template(
        "classroom/day_words/edit.html", classroom=classroom, day_title=long_day(day_on),
        cancel_url=url_for("classes.show", classroom_id=classroom_id, semaine=day_on.isoformat()),
        is_out=bool(row and row.published_at), **composing.context())


def _is_late(form: DayWordForm) -> bool:
    """Nobody would read a new word for a day that is over."""
    if form.day_on >= today():
        return False
    form.form_errors.append(gettext(
        "Ce jour est passé\u00a0: les familles ne liraient pas ce mot. Votre texte est ci-dessous, "
        "copiez-le pour un autre jour."))
    return True


def _said(draft: WordDraft) -> str:
    if not draft.is_out:
        return gettext("Mot gardé en brouillon. Les familles ne le voient pas.")
    if draft.at is not None and draft.at > utc_now():
        return gettext("Mot gardé. Les familles le verront %(moment)s.", moment=moment(draft.at))
    return gettext("Mot publié. Les familles le voient.")
