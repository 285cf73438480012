"""All the files of something in one download, after its permission, every time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app

from ecole.classroom.archives import (
    Bundle,
    hand_ins_bundle,
    instruction_bundle,
    photos_bundle,
)
from ecole.classroom.news.routes import find_item
from ecole.media.archive import MIME, Archive
from ecole.media.serving import serve
from ecole.models.instruction import Instruction
from ecole.models.permissions import (
    may_edit_instruction,
    may_read_instruction,
    may_read_news_item,
)
from ecole.web.access import GUARDIAN, STAFF, fetch, open_to

bp = Blueprint("archives", __name__, url_prefix="/e/<uai>")


@bp.get("/actualites/<id:item_id>/photos.zip")
@open_to(GUARDIAN, *STAFF)
def photos(item_id: int) -> Response:
    return _give(photos_bundle(find_item(item_id, may_read_news_item)))


@bp.get("/consignes/<id:instruction_id>/fichiers.zip")
@open_to(GUARDIAN, *STAFF)
def instruction(instruction_id: int) -> Response:
    return _give(instruction_bundle(_find(instruction_id, is_theirs=False)))


@bp.get("/consignes/<id:instruction_id>/rendus.zip")
@open_to(*STAFF)
def hand_ins(instruction_id: int) -> Response:
    return _give(hand_ins_bundle(_find(instruction_id, is_theirs=True)))


def _find(instruction_id: int, *, is_theirs: bool) -> Instruction:
    may = may_edit_instruction if is_theirs else may_read_instruction
    found = fetch(Instruction, instruction_id, may)
    if found.is_past_restoring:
        abort(404)
    return found


def _give(bundle: Bundle) -> Response:
    if not bundle.is_offered:
        abort(404)
    archive: Any = Archive(current_app.config["BLOBS"], bundle.members)
    return serve(archive, size=archive.size, mime=MIME, name=bundle.name, etag=archive.etag,
                 inline=False)
