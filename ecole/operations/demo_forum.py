"""What the classes of the invented school talk about: two topics, one message that waits."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from ecole.classroom.forum.talking import Said, open_topic, write_message
from ecole.models.classroom import Classroom
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.signed_in import Child, SchoolPass, SignedIn
from ecole.models.topic import Topic
from ecole.storage.database import db

BOOKS = "Les livres que nous aimons"
BOOKS_SAID = ("Quel livre avez-vous lu cette semaine\u00a0? Dites-le en une phrase, ou avec "
              "votre voix.")
GARDEN = "Qui accompagne au potager\u00a0?"
GARDEN_SAID = ("Vendredi après-midi, il nous faut deux adultes pour marcher avec la classe. "
               "Le plan\u00a0: https://potager.example.org/acces")


def give_forum(who: SignedIn, room: Classroom) -> None:
    """Opened by the teacher of a class; two families and a child answer."""
    room_id = room.id
    if db.session.scalar(select(Topic.id).where(Topic.classroom_id == room_id).limit(1)):
        return
    first, second, third = _families(who, room_id)
    garden = open_topic(who, room, GARDEN, Said(GARDEN_SAID))
    offer = write_message(first, garden, Said("Je peux venir. J’ai aussi trois places en voiture."))
    write_message(who, garden, Said("Merci\u00a0! Nous irons à pied."), offer)
    write_message(second, garden, Said("Je viens aussi, s’il ne pleut pas."))
    books = open_topic(who, db.session.get_one(Classroom, room_id), BOOKS, Said(BOOKS_SAID),
                       is_pinned=True, pupils_may_write=True)
    write_message(second, books, Said("Le soir, nous lisons un chapitre d’un roman de pirates."))
    # Read by the teacher first, as everything a child writes.
    write_message(replace(third, pupil=third.children[0]), books,
                  Said("Moi une histoire de loup qui a peur du noir."))


def _families(who: SignedIn, room_id: int) -> list[SignedIn]:
    """Three adults of the class, each with one child of it, as they would be signed in."""
    rows = db.session.execute(
        select(Guardian, Pupil)
        .join(Guardianship, Guardianship.guardian_id == Guardian.id)
        .join(Pupil, Pupil.id == Guardianship.pupil_id)
        .where(Pupil.classroom_id == room_id)
        .order_by(Pupil.last_name.desc(), Pupil.first_name, Guardian.first_name)
    ).all()
    by_child = {pupil.id: (guardian, pupil) for guardian, pupil in rows}
    passes = {uai: SchoolPass(place.id, uai, place.name, Role.GUARDIAN)
              for uai, place in who.passes.items()}
    return [
        replace(who, account_id=guardian.account_id, taught=frozenset(), passes=passes,
                children=(_child(pupil, guardian),))
        for guardian, pupil in list(by_child.values())[:3]
    ]


def _child(pupil: Pupil, guardian: Guardian) -> Child:
    return Child(pupil.id, pupil.school_id, guardian.id, pupil.first_name, pupil.level or "",
                 pupil.classroom_id, "", (0, 0))
