"""News: of a class and of the school, and the way of a family to its class."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ecole.classroom.instructions import EditedMeanwhile
from ecole.classroom.news import pages
from ecole.classroom.news.albums import captioned_photos
from ecole.classroom.news.captions import caption_form, captions_in, captions_page
from ecole.classroom.news.forms import NewsForm
from ecole.classroom.news.item_pages import item_page
from ecole.classroom.news.publishing import create_news, edit_news, name_photos
from ecole.classroom.news.writing import NewsWriting
from ecole.classroom.trash import put_in_trash, take_out_of_trash
from ecole.models.classroom import Classroom
from ecole.models.news_item import NewsItem
from ecole.models.permissions import (
    may_edit_news_item,
    may_read_news_item,
    may_teach,
    may_visit,
)
from ecole.models.signed_in import SignedIn
from ecole.web.access import GUARDIAN, HEAD, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("news", __name__)
SCHOOL, CLASS, ITEM = (
    "/e/<uai>/actualites", "/e/<uai>/classes/<id:classroom_id>/actualites",
    "/e/<uai>/actualites/<id:item_id>",
)


@bp.get("/classe")
@open_to(GUARDIAN)
def mine() -> str | Response:
    """« La classe »: straight to it when the family has one."""
    classes = pages.classes_of_family(asking())
    if len(classes) == 1:
        return redirect(classes[0]["url"])
    return render_template("classroom/news/mine.html", classes=classes)


@bp.get(SCHOOL)
@open_to(GUARDIAN, *STAFF)
def school_index() -> str:
    return render_template("classroom/news/school.html",
                           **pages.school_news(asking(), page_asked()))


@bp.get(CLASS)
@open_to(GUARDIAN, *STAFF)
def index(classroom_id: int) -> str:
    classroom = fetch(Classroom, classroom_id, may_visit)
    return render_template("classroom/news/index.html",
                           **pages.class_news(asking(), classroom, page_asked()))


@bp.route(SCHOOL + "/nouvelle", methods=["GET", "POST"])
@open_to(HEAD)
@once
def school_new() -> str | Response:
    return _new(None)


@bp.route(CLASS + "/nouvelle", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def new(classroom_id: int) -> str | Response:
    return _new(fetch(Classroom, classroom_id, may_teach))


def _new(classroom: Classroom | None) -> str | Response:
    writing = NewsWriting(asking(), NewsForm.opened(), classroom)
    if writing.is_ready():
        item_id = create_news(asking(), classroom.id if classroom else None, writing.draft(),
                              writing.received)
        _say(writing)
        return redirect(url_for(".show", item_id=item_id), 303)
    back_url = pages.index_of(classroom.id if classroom else None)
    return render_template("classroom/news/new.html", classroom=classroom, cancel_url=back_url,
                           **writing.context())


@bp.get(ITEM)
@open_to(GUARDIAN, *STAFF)
def show(item_id: int) -> str:
    item = find_item(item_id, may_read_news_item)
    page = number_in(request.args.get("photos", "1"))
    return render_template("classroom/news/show.html",
                           **(item_page(asking(), item, g.uai, page) or abort(404)))


@bp.route(ITEM + "/modifier", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(item_id: int) -> str | Response:
    item = find_item(item_id, may_edit_news_item)
    form = NewsForm.opened(obj=NewsWriting.source(item))
    writing = NewsWriting(asking(), form, item.classroom, item)
    if writing.is_ready():
        try:
            edit_news(asking(), item, writing.draft(), writing.received,
                      revision=writing.revision, removed=writing.removed)
        except EditedMeanwhile:
            writing.warn_of_other_edit()
        else:
            _say(writing)
            return redirect(url_for(".show", item_id=item_id), 303)
    return render_template("classroom/news/edit.html", item=item, classroom=item.classroom,
                           cancel_url=url_for(".show", item_id=item_id), **writing.context())


@bp.route(ITEM + "/legendes", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def captions(item_id: int) -> str | Response:
    item = find_item(item_id, may_edit_news_item)
    page = number_in(request.args.get("photos", "1"))
    album = captioned_photos(item, g.uai, page)
    if album is None:
        return redirect(url_for(".show", item_id=item_id), 303)
    form = caption_form(album)
    if form.is_submitted() and form.validate():
        name_photos(item, captions_in(form, album))
        flash(gettext("Légendes enregistrées."))
        return redirect(url_for(".show", item_id=item_id), 303)
    return render_template("classroom/news/captions.html", **captions_page(item, album, form))


@bp.route(ITEM + "/suppression", methods=["GET", "POST"])
@open_to(*STAFF)
def delete(item_id: int) -> str | Response:
    item = find_item(item_id, may_edit_news_item)
    if request.method == "GET":
        return render_template("classroom/news/delete.html", item=item)
    classroom_id = item.classroom_id
    put_in_trash(item, classroom_id)
    flash(gettext(
        "Actualité supprimée. Vous pouvez la reprendre pendant 30 jours dans la corbeille."))
    return redirect(pages.index_of(classroom_id), 303)


@bp.post(ITEM + "/restauration")
@open_to(*STAFF)
def restore(item_id: int) -> Response:
    item = find_item(item_id, may_edit_news_item)
    take_out_of_trash(item, item.classroom_id)
    flash(gettext("Actualité reprise de la corbeille."))
    return redirect(url_for(".show", item_id=item_id), 303)


def _say(writing: NewsWriting) -> None:
    draft = writing.draft()
    if not draft.is_published:
        flash(gettext("Brouillon gardé."))
    elif draft.moment is not None:
        flash(gettext("C’est prévu. L’actualité paraîtra toute seule, au moment choisi."))
    else:
        flash(gettext("Actualité publiée."))


def find_item(item_id: int, may: Callable[[SignedIn, NewsItem], bool]) -> NewsItem:
    """What was announced as erased is not there any more, whenever the night comes."""
    item = fetch(NewsItem, item_id, may)
    if item.is_past_restoring:
        abort(404)
    return item


def page_asked() -> int:
    """The page of a list, from 1."""
    return max(number_in(request.args.get("page", "1")), 1)


def number_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0
