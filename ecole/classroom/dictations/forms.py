"""The form of a dictation: its text, and the phrase that was just recorded."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, MultipleFileField, TextAreaField
from wtforms.validators import ValidationError

from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext

TEXT_MAX = 5_000
PHRASES_MAX = 20


class DictationForm(PageForm):
    # Lines as they are stored, so that a text can be known again.
    text = TextAreaField(lazy_gettext("Le texte de la dictée"), filters=[
        lambda text: text.replace("\r\n", "\n") if text else ""])
    read = HiddenField()
    files = MultipleFileField(lazy_gettext("Une phrase"))
    instead = HiddenField()
    # Phrases already received while the text was wrong: signed, so that nothing is sent twice.
    kept = HiddenField()

    def validate_text(self, field: TextAreaField) -> None:
        if len(field.data or "") > TEXT_MAX:
            raise ValidationError(gettext(
                "Le texte est trop long (%(most)d signes au plus). Il est gardé ci-dessous.",
                most=TEXT_MAX))

    @property
    def chosen(self) -> list[FileStorage]:
        """A browser posts one nameless file when none was chosen."""
        return [file for file in self.files.data or []
                if isinstance(file, FileStorage) and file.filename]
