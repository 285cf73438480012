"""Approval, reports, hiding, settings: the teacher's side of the forum."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.forum import moderation as actions
from ecole.classroom.forum.forms import ReportForm, SettingsForm, TopicEditForm
from ecole.classroom.forum.queue import queue_page
from ecole.classroom.forum.rules import rules_of, save_rules
from ecole.classroom.forum.threads import entries_of
from ecole.classroom.trash import put_in_trash
from ecole.models.classroom import Classroom
from ecole.models.message import Message
from ecole.models.permissions import (
    may_moderate_message,
    may_moderate_topic,
    may_report_message,
    may_teach,
)
from ecole.models.topic import Topic
from ecole.web.access import GUARDIAN, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.submissions import once

bp = Blueprint("moderation", __name__, url_prefix="/e/<uai>")
RENAMED = lazy_gettext(
    "Quelqu’un d’autre a changé le titre pendant que vous écriviez\u00a0: il est ci-dessous. "
    "Enregistrez de nouveau pour garder le vôtre.")


@bp.get("/classes/<id:classroom_id>/forum/attente")
@open_to(*STAFF)
def waiting(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_teach)
    return render_template("classroom/forum/waiting.html", **queue_page(asking(), classroom))


@bp.route("/classes/<id:classroom_id>/forum/reglages", methods=["GET", "POST"])
@open_to(*STAFF)
def settings(classroom_id: int) -> str | Response:
    classroom = fetch(Classroom, classroom_id, may_teach)
    form = SettingsForm.opened(data=SettingsForm.source(rules_of(classroom_id)))
    if form.validate_on_submit():
        assert isinstance(form, SettingsForm)
        save_rules(classroom_id, form.rules())
        flash(gettext("Réglages du forum enregistrés."))
        return redirect(url_for("forum.index", classroom_id=classroom_id), 303)
    return render_template("classroom/forum/settings.html", form=form, classroom=classroom)


@bp.post("/messages/<id:message_id>/publication")
@open_to(*STAFF)
def approve(message_id: int) -> Response:
    row = _find(message_id)
    actions.approve(row)
    flash(gettext("Message publié."))
    return _back(row)


@bp.post("/messages/<id:message_id>/masquage")
@open_to(*STAFF)
def hide(message_id: int) -> Response:
    row = _find(message_id)
    actions.hide(asking(), row)
    flash(gettext("Message masqué\u00a0: les familles ne le voient pas. Qui l’a écrit est au "
                  "courant."))
    return _back(row)


@bp.post("/messages/<id:message_id>/remise")
@open_to(*STAFF)
def show_again(message_id: int) -> Response:
    row = _find(message_id)
    actions.show_again(row)
    flash(gettext("Message remis."))
    return _back(row)


@bp.post("/messages/<id:message_id>/signalements")
@open_to(*STAFF)
def settle(message_id: int) -> Response:
    row = _find(message_id)
    actions.settle_reports(row)
    flash(gettext("Le message reste."))
    return _back(row)


@bp.route("/messages/<id:message_id>/signaler", methods=["GET", "POST"])
@open_to(GUARDIAN)
@once
def report(message_id: int) -> str | Response:
    row = fetch(Message, message_id, may_report_message)
    form = ReportForm.opened()
    if form.validate_on_submit():
        topic_id = row.topic_id
        actions.report(asking(), row, form.reason.data or "")
        flash(gettext("C’est dit à l’école, qui va regarder ce message. Les autres familles n’en "
                      "savent rien."))
        return redirect(url_for("forum.show", topic_id=topic_id), 303)
    return render_template("classroom/forum/report.html", form=form, topic=row.topic,
                           entries=entries_of(asking(), [row], for_staff=False))


@bp.route("/sujets/<id:topic_id>/modifier", methods=["GET", "POST"])
@open_to(*STAFF)
def edit(topic_id: int) -> str | Response:
    topic = _find_topic(topic_id)
    form = TopicEditForm.opened(obj=topic, seen=topic.title)
    if form.validate_on_submit():
        try:
            actions.edit_topic(topic, form.title.data, seen=form.seen.data or "",
                               is_pinned=form.is_pinned.data,
                               pupils_may_write=form.pupils_may_write.data)
        except actions.RenamedMeanwhile:
            form.form_errors.append(RENAMED)
            form.seen.data = topic.title
        else:
            flash(gettext("Sujet modifié."))
            return redirect(url_for("forum.show", topic_id=topic_id), 303)
    return render_template("classroom/forum/edit.html", form=form, topic=topic,
                           other_title=topic.title if RENAMED in form.form_errors else "")


@bp.post("/sujets/<id:topic_id>/fermeture")
@open_to(*STAFF)
def close(topic_id: int) -> Response:
    return _close(topic_id, closed=True)


@bp.post("/sujets/<id:topic_id>/reouverture")
@open_to(*STAFF)
def reopen(topic_id: int) -> Response:
    return _close(topic_id, closed=False)


def _close(topic_id: int, *, closed: bool) -> Response:
    actions.close_topic(_find_topic(topic_id), closed=closed)
    flash(gettext("Sujet fermé\u00a0: on peut le lire, plus y répondre.") if closed
          else gettext("Sujet rouvert."))
    return redirect(url_for("forum.show", topic_id=topic_id), 303)


@bp.route("/sujets/<id:topic_id>/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
def delete(topic_id: int) -> str | Response:
    topic = fetch(Topic, topic_id, may_moderate_topic)
    if request.method == "GET":
        return render_template("classroom/forum/delete.html", topic=_find_topic(topic_id))
    classroom_id = topic.classroom_id
    put_in_trash(topic, classroom_id)
    flash(gettext("Sujet supprimé. Vous pouvez le reprendre pendant 30 jours dans la corbeille."))
    return redirect(url_for("forum.index", classroom_id=classroom_id), 303)


def _find(message_id: int) -> Message:
    row = fetch(Message, message_id, may_moderate_message)
    if row.deleted_at is not None or row.topic.deleted_at is not None:
        abort(404)
    return row


def _find_topic(topic_id: int) -> Topic:
    topic = fetch(Topic, topic_id, may_moderate_topic)
    if topic.deleted_at is not None:
        abort(404)
    return topic


def _back(row: Message) -> Response:
    """To the list when it was asked from there, else to the message."""
    if request.form.get("from") == "waiting":
        return redirect(url_for(".waiting", classroom_id=row.topic.classroom_id), 303)
    where: dict[str, Any] = {"message_id": row.id}
    return redirect(url_for("forum.message", **where), 303)
