"""Documents of the CP: one common text, one document with a box for each child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ecole.classroom.documents.documents import Outline, create_document, publish_document
from ecole.models import Classroom, Document
from ecole.models.document import DocumentKind
from ecole.models.membership import Role
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.storage.school_scope import in_school
from ecole.web.access import PUPIL
from tests.world import World, picture

Make = Callable[..., int]


@pytest.fixture
def teacher(world: World) -> SignedIn:
    return picture(world, "petit", "bourg", Role.TEACHER)


@pytest.fixture
def make(app: Any, world: World, teacher: SignedIn) -> Make:
    """A document of a class; returns its id."""

    def made(kind: str = DocumentKind.TEXT, classroom: str = "cp", *, publish: bool = True,
             split: str = "pupils", number: int = 3, **more: Any) -> int:
        with app.app_context(), in_school(world.schools["bourg"]):
            room = db.session.get_one(Classroom, world.classrooms[classroom])
            outline = Outline(title="Le journal de la classe", body="Écrivons.", **more)
            document = create_document(teacher, room, outline, kind, split=split, number=number)
            document_id = document.id
            if publish:
                publish_document(document, published=True)
            db.session.remove()
        return document_id

    return made


def address(document_id: int, rest: str = "") -> str:
    from ecole.web.access import IdConverter
    from tests.world import BOURG

    key = IdConverter.to_url(None, document_id)  # type: ignore[arg-type]
    return f"/e/{BOURG}/documents/{key}{rest}"


def read(world: World, document_id: int) -> Document:
    """The row as the database has it now, with what the tests look at."""
    db.session.rollback()
    return db.session.get_one(Document, document_id)


def give_screen(visitor: Any, world: World, pupil: str) -> Any:
    visitor.token()
    with visitor.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils[pupil]
    return visitor
