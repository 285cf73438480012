"""What is new in the invented school: a visit to the garden with its photos, a word of the head.

The photos are drawn here, so that nothing heavy is kept with the code.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from ecole.classroom.news.photo_rights import note_rights, pupils_of
from ecole.classroom.news.publishing import NewsDraft, create_news
from ecole.media.reception import Received, receive
from ecole.models.classroom import Classroom
from ecole.models.news_item import NewsItem
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.web.words import today

WIDTH, HEIGHT = 1200, 900
GARDEN = NewsDraft(
    "Notre sortie au potager",
    "Vendredi, nous sommes allés au **potager** du village.\n\n"
    "- Nous avons semé des fèves.\n- Nous avons arraché les dernières carottes.\n\n"
    "Demandez aux enfants pourquoi on paille la terre avant l’hiver\u00a0!",
)
MARKET = NewsDraft(
    "Marché de Noël de l’école",
    "Il a lieu dans la cour, de 16\u202fh\u202f30 à 18\u202fh\u202f30. Chaque classe tient une "
    "table. Les gâteaux des familles sont les bienvenus.",
    is_pinned=True,
)
Colour = tuple[int, int, int]
# name, sky, hills, what grows (a colour and how many)
SCENES: tuple[tuple[str, Colour, Colour, tuple[Colour, int]], ...] = (
    ("le-potager.jpg", (176, 209, 236), (122, 160, 92), ((60, 122, 58), 40)),
    ("les-carottes.jpg", (228, 222, 204), (150, 118, 82), ((232, 126, 44), 22)),
    ("le-retour.jpg", (242, 196, 150), (96, 110, 92), ((196, 70, 60), 9)),
)


def photos_for(app: Flask) -> list[Received]:
    """The three photos of the visit, received as those of a phone would be."""
    return [receive(io.BytesIO(_drawn(sky, ground, plants)), name, app.config["BLOBS"])
            for name, sky, ground, plants in SCENES]


def give_news(who: SignedIn, room: Classroom, photos: Iterable[Received]) -> None:
    """The visit, told by the teacher of a class; two families have not agreed to photos."""
    room_id = room.id
    if _is_told(room_id):
        return
    unseen = {pupil.id: "" for pupil in pupils_of(room)[3:5]}
    note_rights(who, room, {pupil.id: "oui" for pupil in pupils_of(room)} | unseen)
    create_news(who, room_id, GARDEN, photos)


def give_school_news(who: SignedIn) -> None:
    """What the head says to everybody."""
    if not _is_told(None):
        create_news(who, None, replace(MARKET, expires_on=today() + timedelta(days=30)), [])


def _is_told(room_id: int | None) -> bool:
    here = (NewsItem.classroom_id.is_(None) if room_id is None
            else NewsItem.classroom_id == room_id)
    return db.session.scalar(select(NewsItem.id).where(here).limit(1)) is not None


def _drawn(sky: Colour, ground: Colour, plants: tuple[Colour, int]) -> bytes:
    """A simple landscape: a sky, three hills, rows of plants."""
    from PIL import Image, ImageDraw

    colour, number = plants
    image = Image.new("RGB", (WIDTH, HEIGHT), sky)
    pen = ImageDraw.Draw(image)
    pen.ellipse((WIDTH - 330, 90, WIDTH - 150, 270), fill=(252, 236, 170))
    for step, height in enumerate((430, 500, 580)):
        shade = tuple(max(part - 22 * step, 0) for part in ground)
        left = -300 + 160 * step
        pen.ellipse((left, height, left + 1300, HEIGHT + 700), fill=shade)
        pen.ellipse((left + 700, height + 60, left + 1900, HEIGHT + 700), fill=shade)
    for place in range(number):
        x, y = 60 + place * (WIDTH - 120) // number, 690 + place * 89 % 140
        size = 20 + place * 7 % 18
        pen.line((x, y + size, x, y + 3 * size), fill=(70, 82, 48), width=7)
        pen.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=82)
    return written.getvalue()
