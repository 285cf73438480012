"""The grid of an instruction: who sent what, one tile for each pupil it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.classroom.archives import hand_ins_bundle, offer
from ecole.classroom.audience import is_present_in
from ecole.classroom.hand_ins.arriving import received
from ecole.classroom.hand_ins.pages import Photo, photo_of
from ecole.media.labels import weight
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.pupil import Pupil
from ecole.models.rendition import Profile
from ecole.models.school import School
from ecole.storage.database import db
from ecole.web.languages import N_, gettext, ngettext
from ecole.web.words import alphabetical

NOTHING, WAITING, GIVEN_BACK, ON_PAPER = "nothing", "waiting", "given-back", "paper"
STATES = {
    NOTHING: N_("Rien reçu"),
    WAITING: N_("À regarder"),
    GIVEN_BACK: N_("Rendu à l’élève"),
    ON_PAPER: N_("Reçu sur papier"),
}
# What the grid can be narrowed to, by the word of the address.
FILTERS = {"": None, "attente": WAITING, "rien": NOTHING}
# An icon for what has no picture.
ICONS = {"audio": "sound", "video": "video", "pdf": "pdf", "office": "office", "image": "image"}


@dataclass(frozen=True)
class Tile:
    """What one pupil sent: the try to open is the first that waits, else the last."""

    pupil: Pupil
    tries: Sequence[HandIn]

    @property
    def sent(self) -> list[HandIn]:
        return [row for row in self.tries if not row.is_on_paper]

    @property
    def is_on_paper(self) -> bool:
        return any(row.is_on_paper for row in self.tries)

    @property
    def state(self) -> str:
        if any(row.given_back_at is None for row in self.sent):
            return WAITING
        if any(row.given_back_at for row in self.tries):
            return GIVEN_BACK
        return ON_PAPER if self.tries else NOTHING

    @property
    def opened(self) -> HandIn | None:
        waiting = [row for row in self.sent if row.given_back_at is None]
        return next(iter([*waiting, *reversed(self.sent), *self.tries]), None)


def tiles_of(instruction: Instruction) -> list[Tile]:
    """The pupils of the class it is for, and whoever sent something and left, by name."""
    tries = received(instruction)
    present = db.session.scalars(
        select(Pupil).where(is_present_in(instruction.classroom_id))).all()
    pupils = {p.id: p for p in present if instruction.is_for_pupil(p.id, p.level or "")}
    pupils |= {row.pupil_id: row.pupil for row in tries}
    return [
        Tile(pupil, [row for row in tries if row.pupil_id == pupil.id])
        for pupil in sorted(pupils.values(),
                            key=lambda p: alphabetical(p.full_name, p.first_name))
    ]


def grid_page(instruction: Instruction, asked: str) -> dict[str, Any]:
    tiles = tiles_of(instruction)
    state = FILTERS.get(asked)
    uai = db.session.get_one(School, instruction.school_id).uai
    return {
        "instruction": instruction,
        "tiles": [_tile(instruction, tile, uai) for tile in tiles
                  if state in (None, tile.state)],
        "filters": [_filter(instruction, word, which, tiles, asked)
                    for word, which in FILTERS.items()],
        "waiting_url": next((_open_url(tile) for tile in tiles if tile.state == WAITING), ""),
        "received": sum(tile.state != NOTHING for tile in tiles),
        "expected": len(tiles),
        "archive": offer(hand_ins_bundle(instruction), "hand_ins", instruction_id=instruction.id),
    }


def _filter(
    instruction: Instruction, word: str, state: str | None, tiles: Sequence[Tile], asked: str
) -> dict[str, Any]:
    number = sum(state in (None, tile.state) for tile in tiles)
    label = gettext(STATES[state]) if state else gettext("Tous")
    return {
        "label": gettext("%(label)s (%(number)d)", label=label, number=number),
        "url": url_for("hand_ins.index", instruction_id=instruction.id, voir=word or None),
        "is_current": word == (asked if asked in FILTERS else ""),
    }


def _tile(instruction: Instruction, tile: Tile, uai: str) -> dict[str, Any]:
    way: dict[str, Any] = {"instruction_id": instruction.id, "pupil_id": tile.pupil.id}
    picture, icon, facts = _face(tile, uai)
    return {
        "id": f"eleve-{tile.pupil.id}",
        "name": tile.pupil.full_name,
        "state": tile.state,
        "state_label": gettext(STATES[tile.state]),
        "url": _open_url(tile),
        "photo": picture,
        "icon": icon,
        "facts": facts,
        "is_on_paper": tile.is_on_paper,
        "paper_url": url_for("marking.forget_paper" if tile.is_on_paper else "marking.note_paper",
                             **way) if tile.pupil.classroom_id == instruction.classroom_id else "",
    }


def _open_url(tile: Tile) -> str:
    return url_for("marking.show", hand_in_id=tile.opened.id) if tile.opened else ""


def _face(tile: Tile, uai: str) -> tuple[Photo | None, str, str]:
    """The small twin of the first photo; else an icon, and how heavy it is."""
    if tile.opened is None:
        return None, "", ""
    files = tile.opened.attachments
    photo = next((file for file in files if file.kind == "image"), None)
    many = len(tile.sent)
    facts = [ngettext("%(num)d\u00a0essai", "%(num)d\u00a0essais", many)] if many > 1 else []
    if photo is not None and photo.rendition(Profile.SMALL):
        return photo_of(photo, uai), "", ", ".join(facts)
    if files:
        facts.insert(0, weight(sum(file.size for file in files)))
    icon = ICONS.get((photo or files[0]).kind, "hand-in") if files else "hand-in"
    return None, icon if tile.sent else "note", ", ".join(facts)
