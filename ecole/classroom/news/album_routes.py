"""The photos of a news item: the contact sheet of them all, and each on a page of its own."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, g, render_template, request

from ecole.classroom.news.album_pages import photo_page
from ecole.classroom.news.albums import pictures_of
from ecole.classroom.news.contact_sheets import board_at, sheet_of
from ecole.classroom.news.routes import find_item, number_in
from ecole.media.serving import serve
from ecole.models.permissions import may_read_news_item
from ecole.storage.blobs import Missing
from ecole.storage.database import db
from ecole.web.access import GUARDIAN, STAFF, asking, open_to

bp = Blueprint("albums", __name__, url_prefix="/e/<uai>/actualites/<id:item_id>")


@bp.get("/photos")
@open_to(GUARDIAN, *STAFF)
def photo(item_id: int) -> str:
    item = find_item(item_id, may_read_news_item)
    page = photo_page(asking(), item, g.uai, number_in(request.args.get("photo", "1")))
    return render_template("classroom/news/photo.html", **(page or abort(404)))


@bp.get("/planche")
@open_to(GUARDIAN, *STAFF)
def sheet(item_id: int) -> Response:
    pictures = pictures_of(find_item(item_id, may_read_news_item))
    board = board_at(pictures, number_in(request.args.get("photos", "1")))
    drawn = sheet_of(db.session(), board) if board else None
    if drawn is None:
        abort(404)
    try:
        blob = current_app.config["BLOBS"].open(drawn.blob_key)
    except Missing:
        abort(404)
    return serve(blob, size=drawn.size, mime=drawn.mime, name="photos.webp",
                 etag=str(drawn.blob_key))
