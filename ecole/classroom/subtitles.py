"""What is said in a film or a sound, for those who do not hear it: captions and a text."""

from __future__ import annotations

import io
from typing import Any

from flask import current_app
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, TextAreaField
from wtforms.validators import Length, ValidationError

from ecole.classroom.files import file_of
from ecole.classroom.owners import classroom_id_of, page_above
from ecole.classroom.trash import touch
from ecole.media.subtitles import BYTES_MAX, BadCaptions, read_captions
from ecole.models.attachment import Attachment
from ecole.models.signed_in import SignedIn
from ecole.storage.database import writing
from ecole.web.forms import PageForm
from ecole.web.languages import lazy_gettext

TRANSCRIPT_MAX = 20_000


class SubtitlesForm(PageForm):
    """A file of captions, read when the form is checked, and the text."""

    captions = FileField(lazy_gettext("Fichier de sous-titres"))
    is_removed = BooleanField(lazy_gettext("Enlever les sous-titres"))
    transcript = TextAreaField(
        lazy_gettext("Le texte de ce qui est dit"),
        [Length(max=TRANSCRIPT_MAX, message=lazy_gettext("%(max)d lettres au plus."))])
    read: bytes | None = None

    def validate_captions(self, field: FileField) -> None:
        if isinstance(field.data, FileStorage) and field.data.filename:
            try:
                self.read = read_captions(field.data.stream.read(BYTES_MAX + 1))
            except BadCaptions as refusal:
                raise ValidationError(str(refusal)) from None


def write_subtitles(
    attachment: Attachment, captions: bytes | None, transcript: str, *, removed: bool
) -> None:
    """Keep both; without new captions the former ones stay, unless they are removed."""
    attachment_id = attachment.id
    key = None
    if captions:
        key = current_app.config["BLOBS"].put(io.BytesIO(captions), len(captions)).key
    with writing() as rows:
        row = rows.get_one(Attachment, attachment_id)
        if key or removed:
            row.captions_key = key
        row.transcript = transcript
        touch(classroom_id_of(row))


def subtitles_page(
    who: SignedIn, attachment: Attachment, form: SubtitlesForm, uai: str
) -> dict[str, Any]:
    return {
        "file": file_of(attachment, uai),
        "form": form,
        "back_url": page_above(attachment, who),
    }
