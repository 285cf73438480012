"""A box being written: its form, its files on the way, and what is wrong with it."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from ecole.classroom.documents.boxes import BoxEditedMeanwhile, NotTaken, write_box
from ecole.classroom.documents.forms import BoxForm
from ecole.classroom.received_files import read_kept, receive_all, sign_kept, within
from ecole.media.labels import kind_label, weight
from ecole.models.attachment import FILES_MAX
from ecole.models.box import Box
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext


class BoxWriting:
    """One sending of the form. Files are received even when a field is wrong, and kept."""

    def __init__(self, who: SignedIn, box: Box) -> None:
        self.who, self.box = who, box
        self.form = BoxForm.opened(text=box.text, revision=str(box.revision))
        if who.pupil is not None:
            self.form.text.label.text = gettext("J’écris")
        self.received, self.lost = read_kept(who, self.form.kept.data)
        self.other_text: str | None = None
        self.is_refused = False

    def is_done(self) -> bool:
        """Whether the form was sent, was right, and is written."""
        if not self.form.is_submitted():
            return False
        good = self.form.validate()
        sent = [file for file in self.form.files.data or []
                if isinstance(file, FileStorage) and file.filename]
        fresh, refused = receive_all(sent[:FILES_MAX], self.box.document.classroom_id)
        already = sum(a.id not in self.removed for a in self.box.attachments)
        self.received, excess = within(FILES_MAX - already, self.received + fresh)
        self.form.files.errors = [*self.form.files.errors, *refused, *self.lost, *excess]
        return good and not self.form.files.errors and self._write()

    def _write(self) -> bool:
        given = self.form.revision.data or ""
        try:
            write_box(self.who, self.box, self.form.text.data.strip(), self.received,
                      revision=int(given) if given.isdecimal() and len(given) < 10 else 0,
                      removed=self.removed)
        except NotTaken as refusal:
            self.form.text.errors = [str(refusal)]
            self.is_refused = True
            return False
        except BoxEditedMeanwhile:
            self.form.form_errors.append(gettext(
                "Quelqu’un d’autre a écrit dans cette case pendant que vous écriviez. Votre texte "
                "est gardé ci-dessous. Relisez l’autre, puis enregistrez de nouveau pour garder "
                "le vôtre."))
            self.form.revision.data = str(self.box.revision)
            self.other_text, self.is_refused = self.box.text, True
            return False
        return True

    @property
    def removed(self) -> set[int]:
        return {int(text) for text in request.form.getlist("removed")
                if text.isdecimal() and len(text) < 20}

    def context(self) -> dict[str, Any]:
        self.form.kept.data = sign_kept(self.who, self.received) if self.received else ""
        return {
            "form": self.form,
            "other_text": self.other_text,
            "kept_files": [_row(file) for file in self.received],
            "attachments": [
                {**_row(file), "id": file.id, "is_removed": file.id in self.removed}
                for file in self.box.attachments
            ],
        }


def _row(file: Any) -> dict[str, Any]:
    return {"name": file.name, "kind": file.kind, "kind_label": kind_label(file.kind, file.mime),
            "weight": weight(file.size), "length": ""}
