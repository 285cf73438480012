"""An instruction being written: its form, its files on the way, and what is wrong with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import request
from markupsafe import Markup

from ecole.classroom.forms import InstructionForm
from ecole.classroom.instructions import Draft
from ecole.classroom.items import Link, length_of
from ecole.classroom.uploads import read_kept, receive_all, sign_kept, within
from ecole.media.labels import kind_label, weight
from ecole.models.attachment import FILES_MAX
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import estimate, long_day

MEANWHILE = lazy_gettext(
    "Quelqu’un d’autre a changé cette consigne pendant que vous écriviez. Votre texte est gardé "
    "ci-dessous. Relisez l’autre version, puis enregistrez de nouveau pour garder la vôtre."
)


class Writing:
    """One sending of the form. Files are received even when a field is wrong, and kept."""

    def __init__(
        self, who: SignedIn, form: InstructionForm, instruction: Instruction | None = None
    ) -> None:
        self.who, self.form, self.instruction = who, form, instruction
        self.publish = request.form.get("action", "publish") == "publish"
        self.removed = _numbers(form.removed.data or [])
        # Those of a parked text come back too, so that nothing is sent twice.
        self.received, self.lost = read_kept(who, form.kept.data)

    def is_ready(self) -> bool:
        """Whether the form was sent and everything in it is right."""
        if not self.form.is_submitted():
            return False
        good = self.form.validate()
        fresh, refused = receive_all(self.form.files.data if not self.form.files.errors else [])
        self.received, excess = within(FILES_MAX - self._already(), self.received + fresh)
        refused += self.lost + excess
        self.form.files.errors = [*self.form.files.errors, *refused]
        return good and not refused

    def _already(self) -> int:
        attachments = self.instruction.attachments if self.instruction else []
        return sum(a.id not in self.removed for a in attachments)

    @property
    def revision(self) -> int:
        return next(iter(_numbers([self.form.revision.data or ""])), 0)

    def draft(self) -> Draft:
        form = self.form
        assert form.title.data is not None
        assert form.day_on.data is not None
        return Draft(
            title=form.title.data, day_on=form.day_on.data, subject=form.subject.data or "",
            duration_minutes=form.duration_minutes.data, returns=form.returns.data or "",
            body=form.body.data or "", links=form.links.parsed,
        )

    def warn_of_other_edit(self) -> None:
        """Show the other version beside ours; saving again then keeps ours."""
        assert self.instruction is not None
        self.form.form_errors.append(MEANWHILE)
        self.form.revision.data = str(self.instruction.revision)

    def context(self) -> dict[str, Any]:
        self.form.kept.data = sign_kept(self.who, self.received) if self.received else ""
        attachments = self.instruction.attachments if self.instruction else []
        return {
            "form": self.form,
            "kept_files": [_row(f.name, f.kind, f.mime, f.size) for f in self.received],
            "attachments": [
                _row(a.name, a.kind, a.mime, a.size, id=a.id, is_removed=a.id in self.removed,
                     length=length_of(a))
                for a in attachments
            ],
            "other_version": self._other_version(),
        }

    def _other_version(self) -> dict[str, Any] | None:
        if self.instruction is None or MEANWHILE not in self.form.form_errors:
            return None
        other = self.instruction
        return {
            "title": other.title,
            "facts": _facts(other),
            "body_html": Markup(other.body_html),  # noqa: S704
            "links": [Link(link.title, link.address) for link in other.links],
        }

    @staticmethod
    def source(instruction: Instruction) -> SimpleNamespace:
        """What the form of a change shows at first."""
        return SimpleNamespace(
            title=instruction.title, subject=instruction.subject, day_on=instruction.day_on,
            duration_minutes=instruction.duration_minutes, returns=instruction.returns,
            body=instruction.body, revision=str(instruction.revision),
            links="\n".join(f"{link.title} {link.address}" for link in instruction.links),
        )


def _facts(other: Instruction) -> str:
    """What is not in the text, in one line: what changed may be there."""
    said = [
        long_day(other.day_on),
        other.subject,
        estimate(other.duration_minutes),
        gettext("à rendre\u00a0: %(what)s", what=other.returns) if other.returns else "",
    ]
    return " · ".join(filter(None, said))


def _row(name: str, kind: str, mime: str, size: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "kind_label": kind_label(kind, mime),
            "weight": weight(size), "length": "", **more}


def _numbers(texts: list[str]) -> set[int]:
    """Whole numbers among texts; our keys have nineteen digits at most."""
    return {int(text) for text in texts if text.isdecimal() and len(text) < 20}
