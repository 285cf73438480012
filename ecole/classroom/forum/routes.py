"""Topics and messages: read, written, taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.forum import talking as actions
from ecole.classroom.forum.forms import MessageForm, TopicForm
from ecole.classroom.forum.pages import heading_of, index_page, page_url, topic_page
from ecole.classroom.forum.rules import rules_of
from ecole.classroom.forum.threads import entries_of, page_with
from ecole.classroom.hand_ins.filling import Filling
from ecole.models.classroom import Classroom
from ecole.models.message import Message
from ecole.models.permissions import (
    may_moderate_topic,
    may_own_message,
    may_reach_message,
    may_reach_topic,
    may_read_message,
    may_read_topic,
    may_teach,
    may_visit,
)
from ecole.models.topic import Topic
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, in_pupil_space, open_to
from ecole.web.hands import wait_for_its_writer
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("forum", __name__, url_prefix="/e/<uai>")
PAGES_MAX = 1000


@bp.get("/classes/<id:classroom_id>/forum")
@open_to(GUARDIAN, PUPIL, *STAFF)
def index(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_visit)
    return render_template("classroom/forum/index.html",
                           **index_page(asking(), classroom, _page()))


@bp.route("/classes/<id:classroom_id>/forum/nouveau", methods=["GET", "POST"])
@open_to(GUARDIAN, *STAFF)
@once
def new(classroom_id: int) -> str | Response | tuple[str, int]:
    classroom = fetch(Classroom, classroom_id, may_visit)
    who, teaches = asking(), may_teach(asking(), classroom)
    filling = Filling(who, TopicForm.opened(), classroom_id)
    form, status = filling.form, 200
    assert isinstance(form, TopicForm)
    if filling.is_ready():
        try:
            topic = actions.open_topic(
                who, classroom, form.title.data, actions.Said(filling.text, filling.received),
                is_pinned=teaches and form.is_pinned.data,
                pupils_may_write=teaches and form.pupils_may_write.data)
        except actions.NotTaken as refusal:
            form.form_errors.append(str(refusal))
            status = 409
        else:
            _say(topic.published_at is None, gettext("Sujet ouvert."))
            return redirect(url_for(".show", topic_id=topic.id), 303)
    rules = rules_of(classroom_id)
    if not (teaches or rules.families_may_open or form.title.data or filling.text):
        abort(404)  # a text written before the teacher closed the door is given back
    return render_template(
        "classroom/forum/new.html", classroom=classroom, teaches=teaches, form=form,
        kept_files=filling.keep(), waits=not teaches and rules.approves_families), status


@bp.route("/sujets/<id:topic_id>", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL, *STAFF)
@once
def show(topic_id: int) -> str | Response | tuple[str, int]:
    topic = fetch(Topic, topic_id, may_reach_topic)
    return _talk(topic)


@bp.route("/messages/<id:message_id>/reponse", methods=["GET", "POST"])
@open_to(GUARDIAN, PUPIL, *STAFF)
@once
def reply(message_id: int) -> str | Response | tuple[str, int]:
    message = fetch(Message, message_id, may_reach_message)
    return _talk(message.topic, message)


def _talk(topic: Topic, answered: Message | None = None) -> str | Response | tuple[str, int]:
    """A message to a topic, or under another message; refused, its text stays in the form."""
    waiting = wait_for_its_writer()
    if waiting is not None:
        return waiting
    who, status = asking(), 200
    filling = Filling(who, MessageForm.opened(), topic.classroom_id)
    if filling.is_ready():
        try:
            message = actions.write_message(
                who, topic, actions.Said(filling.text, filling.received), answered)
        except actions.NotTaken as refusal:
            filling.form.form_errors.append(str(refusal))
            status = 409
        else:
            _say(message.published_at is None, gettext("Message envoyé."))
            return redirect(_place_of(message), 303)
    is_gone = not may_read_topic(who, topic) or (
        answered is not None and not may_read_message(who, answered))
    if request.method == "GET" and is_gone:
        abort(404)
    return render_template(
        "classroom/forum/show.html" if answered is None else "classroom/forum/reply.html",
        form=filling.form, kept_files=filling.keep(), **_around(topic, answered, is_gone=is_gone),
    ), status


def _around(topic: Topic, answered: Message | None, *, is_gone: bool) -> dict[str, Any]:
    """What stands around the form; nothing of a topic that went while somebody wrote."""
    who = asking()
    if is_gone:
        classroom = {"id": topic.classroom_id, "name": topic.classroom.label}
        return {"topic": None, "entries": [], "classroom": classroom, "teaches": False,
                "closed_said": "", "waits": False, "previous_url": "", "next_url": ""}
    if answered is None:
        return topic_page(who, topic, _page())
    for_staff = may_moderate_topic(who, topic)
    return {**heading_of(who, topic), "entries": entries_of(who, [answered], for_staff=for_staff)}


@bp.get("/messages/<id:message_id>")
@open_to(GUARDIAN, PUPIL, *STAFF)
def message(message_id: int) -> Response:
    """To the place of a message in its topic."""
    return redirect(_place_of(_find(message_id, may_read_message)))


@bp.post("/messages/<id:message_id>/suppression")
@open_to(GUARDIAN, PUPIL, *STAFF)
def delete(message_id: int) -> Response:
    row = _find(message_id, may_own_message)
    actions.remove_message(row)
    _flash(gettext("Message enlevé. On peut le remettre pendant 30 jours."))
    return redirect(_place_of(row), 303)


@bp.post("/messages/<id:message_id>/restauration")
@open_to(GUARDIAN, PUPIL, *STAFF)
def restore(message_id: int) -> Response:
    row = _find(message_id, may_own_message)
    actions.put_message_back(row)
    _flash(gettext("Message remis."))
    return redirect(_place_of(row), 303)


def _find(message_id: int, may: Any) -> Message:
    """What was announced as erased is not there any more, nor what a topic in the trash holds."""
    row = fetch(Message, message_id, may)
    if row.is_past_restoring or row.topic.deleted_at is not None:
        abort(404)
    return row


def _place_of(row: Message) -> str:
    topic = row.topic
    who = asking()
    page = page_with(who, topic, row.id, for_staff=may_moderate_topic(who, topic))
    return f"{page_url(topic, page)}#message-{row.id}"


def _page() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), PAGES_MAX)


def _say(waits: bool, done: str) -> None:
    _flash(gettext("C’est envoyé à l’école, qui le lit avant de le montrer.") if waits else done)


def _flash(said: str) -> None:
    """To an adult; a child's page shows by itself what was sent."""
    if not in_pupil_space():
        flash(said)
