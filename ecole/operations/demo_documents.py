"""What the invented class writes together: a newspaper with boxes, and one common text."""

from __future__ import annotations

from sqlalchemy import select

from ecole.classroom.documents.boxes import write_box
from ecole.classroom.documents.documents import Outline, create_document, publish_document
from ecole.classroom.documents.texts import write_whole
from ecole.media.reception import Received
from ecole.models.classroom import Classroom
from ecole.models.document import Document, DocumentKind
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db

NEWSPAPER = Outline(
    "Le journal de l’automne",
    "Écris deux ou trois phrases sur l’automne. Tu peux ajouter une photo ou un dessin.")
STORY = Outline(
    "L’histoire du renard",
    "Chacun ajoute **une phrase**. On relit tout avant d’écrire la sienne.")
WRITTEN = (
    "Dans la cour, le grand érable est devenu tout rouge. On a ramassé les feuilles.",
    "J’ai trouvé douze châtaignes avec mon papi. On les a mangées chaudes\u202f!",
    "Le matin, il y a du brouillard sur l’étang. On ne voit plus les canards.",
    "J’aime l’automne parce qu’on fait de la soupe au potiron.",
    "Les hirondelles sont parties. Elles vont en Afrique, c’est très loin.",
)
SENTENCES = (
    "Il était une fois un renard qui avait peur du noir.\n",
    "Chaque soir, il demandait à la lune de rester allumée.\n",
    "Une nuit, un gros nuage passa devant elle, et le renard courut se cacher.\n",
)


def write_together(who: SignedIn, room: Classroom, picture: Received) -> None:
    """One document of each kind for a class, those that it has left as they are."""
    had = set(db.session.scalars(
        select(Document.title).where(Document.classroom_id == room.id)))
    if NEWSPAPER.title not in had:
        _write_newspaper(who, room, picture)
    if STORY.title not in had:
        _write_story(who, room)


def _write_newspaper(who: SignedIn, room: Classroom, picture: Received) -> None:
    newspaper = create_document(who, room, NEWSPAPER, DocumentKind.BOXES)
    for place, (box, text) in enumerate(zip(list(newspaper.boxes), WRITTEN, strict=False)):
        files = [picture] if place == 0 else []
        write_box(who, box, text, files, revision=box.revision, removed=set())
    publish_document(newspaper, published=True)


def _write_story(who: SignedIn, room: Classroom) -> None:
    story = create_document(who, room, STORY, DocumentKind.TEXT)
    for place, sentence in enumerate(SENTENCES):
        write_whole(who, story, place, story.text + sentence)
    publish_document(story, published=True)
