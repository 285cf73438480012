"""The pages about boxes: their order, whose they are, what they said before."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from wtforms.fields.choices import SelectChoice

from ecole.classroom.documents.authors import names_of
from ecole.classroom.documents.documents import label_of, pupils_in
from ecole.classroom.documents.forms import BoxOwnersForm
from ecole.classroom.documents.pages import box_of, boxes_read_by, document_page, name_of
from ecole.models.box import Box, BoxVersion
from ecole.models.document import Document
from ecole.models.permissions import may_edit_document
from ecole.models.signed_in import SignedIn
from ecole.storage.database import db
from ecole.web.words import moment


def box_page(who: SignedIn, box: Box) -> dict[str, Any]:
    """One box, whole."""
    return {**document_page_of(who, box), "box": box_of(who, box)}


def document_page_of(who: SignedIn, box: Box) -> dict[str, Any]:
    document = box.document
    return {
        "document": document,
        "classroom": {"id": document.classroom_id, "name": document.classroom.label},
        "document_url": url_for("documents.show", document_id=document.id),
        "name": name_of(box),
        "may_edit": may_edit_document(who, document),
    }


def arrangement_page(who: SignedIn, document: Document) -> dict[str, Any]:
    """The order of the boxes, whose they are, and which are hidden."""
    page = document_page(who, document)
    return page | {"boxes": [
        {"id": box.id, "label": name_of(box), "is_hidden": box.hidden_at is not None,
         "count": len(box.owners),
         "owners_url": url_for("boxes.give", box_id=box.id)}
        for box in boxes_read_by(who, document)
    ]}


def owners_form(box: Box) -> BoxOwnersForm:
    """With the pupils of the class; those who left it stay until somebody takes them off."""
    classmates = pupils_in(box.document.classroom_id)
    mine = {owner.pupil_id for owner in box.owners}
    form = BoxOwnersForm.opened(label=box.label, owners=sorted(mine))
    gone = [owner.pupil for owner in box.owners
            if owner.pupil_id not in {pupil.id for pupil in classmates}]
    everybody = [*classmates, *gone]
    form.owners.choices = [SelectChoice(pupil.id, label_of([pupil], everybody))
                           for pupil in everybody]
    return form


def box_versions_page(who: SignedIn, box: Box) -> dict[str, Any]:
    """What it said, the last first, and whose hand it was."""
    versions = db.session.scalars(
        select(BoxVersion).where(BoxVersion.box_id == box.id)
        .options(selectinload(BoxVersion.author)).order_by(BoxVersion.revision.desc())
    ).all()
    names = names_of({(row.author_id, row.pupil_id) for row in versions})
    return {**document_page_of(who, box), "versions": [
        {"revision": row.revision, "text": row.text, "moment": moment(row.created_at),
         "name": names[row.author_id, row.pupil_id], "is_last": number == 0}
        for number, row in enumerate(versions)
    ]}
