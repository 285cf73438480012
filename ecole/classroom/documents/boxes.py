"""What is done to a box: written by its owners, ordered, hidden, given, restored by the staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from ecole.classroom.attaching import attach, detach
from ecole.classroom.documents.documents import BOXES_MAX, add_box
from ecole.media.reception import Received
from ecole.models.box import Box, BoxOwner, BoxVersion
from ecole.models.document import Document
from ecole.models.permissions import may_edit_document, may_write_box
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import writing
from ecole.web.languages import gettext


class BoxEditedMeanwhile(Exception):
    """Somebody else wrote in the box while this text was being written."""


class NotTaken(ValueError):
    """The box did not take it; the message says why, and the text is still in its form."""


def write_box(
    who: SignedIn, box: Box, text: str, files: Iterable[Received], *, revision: int,
    removed: set[int],
) -> None:
    """Put a text and files in a box; what it said before is kept as a version."""
    box_id = box.id
    with writing() as rows:
        fresh = rows.get_one(Box, box_id)
        _refuse_late(who, fresh)
        if fresh.revision != revision:
            raise BoxEditedMeanwhile
        detach(fresh, removed)
        attach(rows, fresh, files, who.account_id)
        _say(rows, who, fresh, text)


def restore_box(who: SignedIn, box: Box, revision: int) -> bool:
    """Write an earlier text again; False when there is no such version."""
    box_id = box.id
    with writing() as rows:
        fresh = rows.get_one(Box, box_id)
        version = next((one for one in fresh.versions if one.revision == revision), None)
        if version is not None and version.text != fresh.text:
            _say(rows, who, fresh, version.text)
        return version is not None


def _say(rows: Session, who: SignedIn, box: Box, text: str) -> None:
    """Each version is a text with its hand; the first of them is the first that was written."""
    now = utc_now()
    box.revision += 1
    box.text, box.updated_at, box.document.updated_at = text, now, now
    rows.add(BoxVersion(box_id=box.id, revision=box.revision, text=text, created_at=now,
                        author_id=who.account_id, pupil_id=who.pupil.id if who.pupil else None))


def move_box(box: Box, step: int) -> None:
    """One place up (-1) or down (1) in its document."""
    with writing():
        order = list(box.document.boxes)
        place = order.index(box)
        if 0 <= place + step < len(order):
            order.insert(place + step, order.pop(place))
        for position, one in enumerate(order):
            one.position = position


def hide_box(box: Box, *, hidden: bool) -> None:
    """Others do not see it, its owners do; or all see it again."""
    with writing():
        if (box.hidden_at is not None) != hidden:
            box.hidden_at = utc_now() if hidden else None


def add_empty_box(document: Document) -> bool:
    """One more box to give; False when there are enough."""
    with writing():
        number = len(document.boxes)
        if number >= BOXES_MAX:
            return False
        add_box(document, gettext("Case %(number)d", number=number + 1))
        return True


def give_box(box: Box, label: str, owners: Sequence[int]) -> None:
    """Whose box it is from now on, and the name on it."""
    with writing() as rows:
        box.label = label
        had = {owner.pupil_id: owner for owner in box.owners}
        for pupil_id in had.keys() - set(owners):
            box.owners.remove(had[pupil_id])
        for pupil_id in set(owners) - had.keys():
            rows.add(BoxOwner(box_id=box.id, pupil_id=pupil_id))


def _refuse_late(who: SignedIn, box: Box) -> None:
    document = box.document
    if may_edit_document(who, document):
        return
    if not may_write_box(who, box):
        raise NotTaken(gettext(
            "On ne peut plus écrire dans cette case. Le texte est gardé ci-dessous."))
    if document.closed_at is not None:
        raise NotTaken(gettext("Ce document est fermé\u00a0: on ne peut plus écrire dedans. "
                               "Le texte est gardé ci-dessous."))
