"""The forms of work that comes back, and of what is said of it: words, and files of all kinds."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, MultipleFileField, TextAreaField
from wtforms.validators import ValidationError

from ecole.models.hand_in import TEXT_MAX
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext

FILES_MAX = 10  # of one try, or of one comment


class WorkForm(PageForm):
    """Words and files, both optional: what must not be empty is the whole."""

    # Told, and never cut by the browser: a long text that is pasted is refused whole, and kept.
    text = TextAreaField(lazy_gettext("Un mot"), filters=[
        lambda text: text.replace("\r\n", "\n") if text else text])
    files = MultipleFileField(lazy_gettext("Photos, sons, dessins"))
    # Files already received while something else was wrong: signed, so that nothing is sent twice.
    kept = HiddenField()

    def validate_text(self, field: TextAreaField) -> None:
        if len(field.data or "") > TEXT_MAX:
            raise ValidationError(gettext(
                "C’est trop long\u00a0: %(most)d signes au plus. Le texte est gardé ci-dessous.",
                most=TEXT_MAX))

    @property
    def chosen(self) -> list[FileStorage]:
        """A browser posts one nameless file when none was chosen."""
        return [file for file in self.files.data or []
                if isinstance(file, FileStorage) and file.filename]


class HandInForm(WorkForm):
    # Who had the screen when it was written: it may leave later, in somebody else's hands.
    by = HiddenField()
