"""Words and files on their way: what was received, what was refused, what is kept meanwhile."""

from __future__ import annotations

from typing import Any

from ecole.classroom.forms import is_unseen
from ecole.classroom.hand_ins.forms import FILES_MAX, WorkForm
from ecole.classroom.received_files import read_kept, receive_all, sign_kept
from ecole.media.labels import kind_label, weight
from ecole.media.names import safe_name
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext, lazy_gettext

EMPTY = lazy_gettext("Il n’y a rien à envoyer. Prenez une photo, ou écrivez quelques mots.")


class Filling:
    """One sending of a form. Files are received even when a field is wrong, and kept."""

    def __init__(self, who: SignedIn, form: WorkForm, classroom_id: int) -> None:
        self.who, self.form, self.classroom_id = who, form, classroom_id
        # Those of a parked text come back too, so that nothing is sent twice.
        self.received, self.lost = read_kept(who, form.kept.data)

    @property
    def text(self) -> str:
        return "" if is_unseen(self.form.text.data or "") else self.form.text.data

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.received

    def is_ready(self, *, may_be_empty: bool = False) -> bool:
        """Whether the form was sent and everything in it is right."""
        if not self.form.is_submitted():
            return False
        good = self.form.validate()
        refused = self._receive() + self.lost
        self.form.files.errors = [*self.form.files.errors, *refused]
        if good and not refused and self.is_empty and not may_be_empty:
            self.form.text.errors = [EMPTY]
            return False
        return good and not refused

    def _receive(self) -> list[str]:
        """As many as there is room for; a sentence for each of the others."""
        room = max(FILES_MAX - len(self.received), 0)
        received, refused = receive_all(self.form.chosen[:room], self.classroom_id)
        self.received = [*self.received, *received]
        return refused + [
            gettext("«\u00a0%(name)s\u00a0» n’est pas gardé\u00a0: %(most)d fichiers au plus à la "
                    "fois. Envoyez-le ensuite.",
                    name=safe_name(file.filename or ""), most=FILES_MAX)
            for file in self.form.chosen[room:]
        ]

    def keep(self) -> list[dict[str, Any]]:
        """The files received, for the form that comes back (templates/parts/files.html)."""
        self.form.kept.data = sign_kept(self.who, self.received) if self.received else ""
        return [{"name": f.name, "kind": f.kind, "kind_label": kind_label(f.kind, f.mime),
                 "weight": weight(f.size), "length": ""} for f in self.received]
