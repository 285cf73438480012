"""A text with files being written, over which somebody else may write: its form, its files on the
way, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from flask import request

from ecole.classroom.forms import is_unseen
from ecole.classroom.items import length_of
from ecole.classroom.plan.forms import WithFiles
from ecole.classroom.received_files import read_kept, receive_all, sign_kept, within
from ecole.media.labels import kind_label, weight
from ecole.media.reception import Received
from ecole.models.attachment import FILES_MAX, Attachment
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext, lazy_gettext

MEANWHILE = lazy_gettext(
    "Quelqu’un d’autre a changé ce texte pendant que vous écriviez. Le vôtre est gardé ci-dessous. "
    "Relisez l’autre version, puis enregistrez de nouveau pour garder la vôtre."
)
EMPTY = lazy_gettext("Écrivez quelques mots, ou joignez un fichier.")


class Written(Protocol):
    """A correction or a word of the day, as it was when the page was opened."""

    body_html: Any
    revision: Any
    attachments: Any


class Composing:
    """One sending of the form. Files are received even when a field is wrong, and kept."""

    def __init__(
        self, who: SignedIn, form: WithFiles, row: Written | None, only: str = "",
        *, may_be_empty: bool = False, classroom_id: int | None = None,
    ) -> None:
        """`only`: the one kind of files that is taken, and then a single one of it."""
        self.may_be_empty, self.classroom_id = may_be_empty, classroom_id
        self.who, self.form, self.row, self.only = who, form, row, only
        self.publish = request.form.get("action", "publish") == "publish"
        self.removed = _numbers(form.removed.data or [])
        # Those of a parked text come back too, so that nothing is sent twice.
        self.received, self.lost = read_kept(who, form.kept.data)

    def is_ready(self) -> bool:
        """Whether the form was sent and everything in it is right."""
        if not self.form.is_submitted():
            return False
        good = self.form.validate()
        sent = self.form.files.data if not self.form.files.errors else []
        fresh, refused = receive_all(sent, self.classroom_id)
        refused += self.lost + self._take(fresh)
        self.form.files.errors = [*self.form.files.errors, *refused]
        return good and not refused and not self._is_empty()

    def _take(self, fresh: Sequence[Received]) -> list[str]:
        """Keep what may be kept; a sentence for each of the others."""
        wrong = [file for file in fresh if self.only and file.kind != self.only]
        received = [*self.received, *(file for file in fresh if file not in wrong)]
        refused = [gettext("«\u00a0%(name)s\u00a0» n’est pas un son.", name=file.name)
                   for file in wrong]
        if self.only and received:
            # A new voice takes the place of the one before.
            self.received, self.removed = received[-1:], {a.id for a in self._attachments()}
            return refused
        self.received, excess = within(FILES_MAX - len(self._left()), received)
        return refused + excess

    def _is_empty(self) -> bool:
        has_words = not is_unseen(self.form.body.data or "")
        if self.may_be_empty or has_words or self.received or self._left():
            return False
        self.form.body.errors = [*self.form.body.errors, str(EMPTY)]
        return True

    def _attachments(self) -> Sequence[Attachment]:
        return self.row.attachments if self.row else []

    def _left(self) -> list[Attachment]:
        return [a for a in self._attachments() if a.id not in self.removed]

    @property
    def revision(self) -> int:
        return next(iter(_numbers([self.form.revision.data or ""])), 0)

    def warn_of_other_edit(self, other: Written | None) -> None:
        """Show the other version beside ours; saving again then keeps ours."""
        self.row = other
        self.form.form_errors.append(MEANWHILE)
        self.form.revision.data = str(other.revision if other else 0)

    def context(self) -> dict[str, Any]:
        self.form.kept.data = sign_kept(self.who, self.received) if self.received else ""
        return {
            "form": self.form,
            "kept_files": [_said(f.name, f.kind, f.mime, f.size) for f in self.received],
            "attachments": [
                _said(a.name, a.kind, a.mime, a.size, id=a.id, is_removed=a.id in self.removed,
                      length=length_of(a))
                for a in self._attachments()
            ],
            "other_html": self.row.body_html
            if self.row and MEANWHILE in self.form.form_errors else "",
        }


def _said(name: str, kind: str, mime: str, size: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "kind_label": kind_label(kind, mime),
            "weight": weight(size), "length": "", **more}


def _numbers(texts: list[str]) -> set[int]:
    """Whole numbers among texts; our keys have nineteen digits at most."""
    return {int(text) for text in texts if text.isdecimal() and len(text) < 20}
