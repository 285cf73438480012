"""The page of one try, for its teachers, with the ways to what still waits."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ecole.classroom.hand_ins.filling import Filling
from ecole.classroom.hand_ins.grid import WAITING, Tile, tiles_of
from ecole.classroom.hand_ins.pages import remark, work
from ecole.models.guardian import Guardian
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.school import School
from ecole.models.trash import oldest_kept
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import moment


def marking_page(hand_in: HandIn, filling: Filling, photo: int) -> dict[str, Any]:
    """`photo`: the place of the one to write over; one at a time, a page must stay light."""
    tiles = tiles_of(hand_in.instruction)
    tries = next(tile.tries for tile in tiles if tile.pupil.id == hand_in.pupil_id)
    before, after = _neighbours(tiles, hand_in)
    shown = work(hand_in.attachments, _uai(hand_in))
    photos = shown["photos"]
    return {
        "instruction": hand_in.instruction,
        "hand_in": hand_in,
        "name": hand_in.pupil.full_name,
        "first_name": hand_in.pupil.first_name,
        "sent_by": _sender(hand_in),
        "sent": moment(hand_in.sent_at),
        **shown,
        "drawn_over": photos[photo if 0 <= photo < len(photos) else 0] if photos else None,
        "tries": _tries(tries, hand_in),
        "given_back": moment(hand_in.given_back_at) if hand_in.given_back_at else "",
        "seen_back": moment(hand_in.seen_back_at) if hand_in.seen_back_at else "",
        "remarks": _remarks(hand_in),
        "form": filling.form,
        "kept_files": filling.keep(),
        "previous_url": before,
        "next_url": after,
        "waiting": sum(tile.state == WAITING for tile in tiles),
    }


def _tries(tries: Any, opened: HandIn) -> list[dict[str, Any]]:
    """Every try of the pupil, numbered, when there are several."""
    if len(tries) < 2:
        return []
    return [
        {
            "label": gettext("Sur papier") if row.is_on_paper
            else gettext("Essai %(number)d", number=number),
            "sent": moment(row.sent_at),
            "url": url_for("marking.show", hand_in_id=row.id),
            "is_current": row.id == opened.id,
        }
        for number, row in enumerate(tries, 1)
    ]


def _neighbours(tiles: list[Tile], hand_in: HandIn) -> tuple[str, str]:
    """What waits before and after this pupil, in the order of the grid; after the last one, what
    was left before."""
    here = next(place for place, tile in enumerate(tiles) if tile.pupil.id == hand_in.pupil_id)
    before = [tile for tile in tiles[:here] if tile.state == WAITING]
    after = [tile for tile in [*tiles[here + 1:], *before] if tile.state == WAITING]
    return _address(before[-1:]), _address(after)


def _address(tiles: list[Tile]) -> str:
    opened = tiles[0].opened if tiles else None
    return url_for("marking.show", hand_in_id=opened.id) if opened else ""


def waiting_after(hand_in: HandIn) -> str:
    """The address of the next try to look at; nothing when all are done."""
    tiles = tiles_of(hand_in.instruction)
    same = [tile for tile in tiles if tile.pupil.id == hand_in.pupil_id and tile.state == WAITING]
    return _address(same) or _neighbours(tiles, hand_in)[1]


def _sender(hand_in: HandIn) -> str:
    """Who sent it, by account: only the teachers are told."""
    if hand_in.is_by_pupil:
        return gettext("%(name)s, depuis son espace", name=hand_in.pupil.first_name)
    if hand_in.is_on_paper:
        return ""
    guardian = db.session.scalar(
        select(Guardian).where(Guardian.account_id == hand_in.author_id).limit(1))
    return guardian.full_name if guardian else ""


def _remarks(hand_in: HandIn) -> list[dict[str, Any]]:
    """With those that were removed and can be put back."""
    uai = _uai(hand_in)
    rows = db.session.scalars(
        select(HandInComment)
        .where(HandInComment.hand_in_id == hand_in.id,
               HandInComment.deleted_at.is_(None) | (HandInComment.deleted_at > oldest_kept()))
        .options(selectinload(HandInComment.attachments), selectinload(HandInComment.author))
        .order_by(HandInComment.created_at, HandInComment.id)
    )
    return [
        remark(row, uai) | {
            "is_removed": row.deleted_at is not None,
            "remove_url": url_for("marking.remove_comment", comment_id=row.id),
            "restore_url": url_for("marking.restore_comment", comment_id=row.id),
        }
        for row in rows
    ]


def _uai(hand_in: HandIn) -> str:
    return db.session.get_one(School, hand_in.school_id).uai
