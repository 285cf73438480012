"""What is done to a document written together: made, changed, published, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ecole.classroom.audience import is_present_in
from ecole.classroom.trash import touch
from ecole.models.box import Box, BoxOwner
from ecole.models.classroom import Classroom
from ecole.models.document import Document, DocumentKind
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroup
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.web.languages import gettext
from ecole.web.markdown import render_markdown
from ecole.web.words import alphabetical, joined

BOXES_MAX = 60


class EditedMeanwhile(Exception):
    """Somebody else changed the document while this text was being written."""


@dataclass(frozen=True)
class Outline:
    """The words of a document and who may write in it, as its form gives them."""

    title: str
    body: str = ""
    pupils_may_write: bool = True
    families_may_write: bool = True


def create_document(
    who: SignedIn, classroom: Classroom, outline: Outline, kind: str, *,
    split: str = "pupils", number: int = 0,
) -> Document:
    """A draft; with boxes, one for each pupil, pair or group, or `number` of them to give."""
    classroom_id, html = classroom.id, render_markdown(outline.body)
    with writing() as rows:
        document = Document(id=new_id(), classroom_id=classroom_id, author_id=who.account_id,
                            kind=kind)
        _write(document, outline, html)
        rows.add(document)
        rows.flush()
        if kind == DocumentKind.BOXES:
            for label, owners in _split(rows, classroom_id, split, number):
                add_box(document, label, owners)
    return document


def edit_document(document: Document, outline: Outline, revision: int) -> None:
    """Change its words; `revision` is the one the writer had read."""
    document_id, html = document.id, render_markdown(outline.body)
    with writing() as rows:
        fresh = rows.get_one(Document, document_id)
        if fresh.revision != revision:
            raise EditedMeanwhile
        _write(fresh, outline, html)
        fresh.revision, fresh.updated_at = fresh.revision + 1, utc_now()
        touch(fresh.classroom_id)


def publish_document(document: Document, *, published: bool) -> None:
    """Show it to the families, or take it back into the drafts."""
    with writing():
        if (document.published_at is not None) != published:
            document.published_at = utc_now() if published else None
            touch(document.classroom_id)


def close_document(document: Document, *, closed: bool) -> None:
    """Nobody writes in it any more, or everybody again."""
    with writing():
        if (document.closed_at is not None) != closed:
            document.closed_at = utc_now() if closed else None
            touch(document.classroom_id)


def add_box(document: Document, label: str, owners: Sequence[int] = ()) -> None:
    """The last of its document, inside `writing()`."""
    place = max((box.position for box in document.boxes), default=-1) + 1
    document.boxes.append(Box(
        id=new_id(), label=label, position=place,
        owners=[BoxOwner(pupil_id=pupil_id) for pupil_id in owners]))


def pupils_in(classroom_id: int) -> list[Pupil]:
    """The pupils of a class now, as a list of the class has them."""
    found = db.session.scalars(select(Pupil).where(is_present_in(classroom_id)))
    return sorted(found, key=lambda pupil: alphabetical(pupil.first_name, pupil.full_name))


def label_of(pupils: Sequence[Pupil], classmates: Sequence[Pupil]) -> str:
    """« Lina et Sami »; « Lina B. » where the class has two Linas."""
    names = [pupil.first_name for pupil in classmates]
    return joined([
        pupil.first_name if names.count(pupil.first_name) < 2
        else f"{pupil.first_name} {(pupil.usage_name or pupil.last_name)[:1]}."
        for pupil in pupils
    ])[:80]


def _split(
    rows: Session, classroom_id: int, split: str, number: int
) -> list[tuple[str, list[int]]]:
    """(label, pupils) of each box of a new document."""
    pupils = pupils_in(classroom_id)
    if split == "groups":
        groups = rows.scalars(
            select(PupilGroup).where(PupilGroup.classroom_id == classroom_id,
                                     PupilGroup.deleted_at.is_(None)).order_by(PupilGroup.label))
        return [(group.label, sorted(group.pupil_ids)) for group in groups]
    if split == "empty":
        return [(gettext("Case %(number)d", number=place + 1), [])
                for place in range(min(number, BOXES_MAX))]
    size = 2 if split == "pairs" else 1
    together = [pupils[place : place + size] for place in range(0, len(pupils), size)]
    return [(label_of(few, pupils), [pupil.id for pupil in few]) for few in together[:BOXES_MAX]]


def _write(document: Document, outline: Outline, html: str) -> None:
    document.title = outline.title
    document.body, document.body_html = outline.body, html
    document.pupils_may_write = outline.pupils_may_write
    document.families_may_write = outline.families_may_write
