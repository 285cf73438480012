"""An instruction being written: its form, its files on the way, and what is wrong with it."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from flask import request
from markupsafe import Markup

from ecole.classroom.day_plans import Sketch, day_plan
from ecole.classroom.forms import InstructionForm, is_unseen
from ecole.classroom.instructions import Draft, is_out
from ecole.classroom.items import Link, asked_back, length_of
from ecole.classroom.links import typed
from ecole.classroom.plan.recipients import members_of, recipients_of, value_of
from ecole.classroom.questions import Publication, is_over, questions_of
from ecole.classroom.received_files import read_kept, receive_all, sign_kept, within
from ecole.media.labels import kind_label, weight
from ecole.models.attachment import FILES_MAX
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import PARIS, estimate, long_day

MEANWHILE = lazy_gettext(
    "Quelqu’un d’autre a changé cette consigne pendant que vous écriviez. Votre texte est gardé "
    "ci-dessous. Relisez l’autre version, puis enregistrez de nouveau pour garder la vôtre."
)


class Writing:
    """One sending of the form. Files are received even when a field is wrong, and kept."""

    def __init__(
        self, who: SignedIn, form: InstructionForm, classroom: Classroom,
        instruction: Instruction | None = None,
    ) -> None:
        self.who, self.form, self.instruction = who, form, instruction
        self.classroom_id = classroom.id
        self.members = members_of(classroom.id)
        form.for_whom.choices = self.members.choices(instruction)
        self.publish = request.form.get("action", "publish") == "publish"
        self.is_out = instruction is not None and is_out(instruction)
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
        self.received, excess = within(FILES_MAX - self._already(), self.received + fresh)
        refused += self.lost + excess
        self.form.files.errors = [*self.form.files.errors, *refused]
        return good and not refused and (self.is_out or not self.publish or self._may_publish())

    def _may_publish(self) -> bool:
        """A moment that is not over; and what looks like a slip of the hand is asked once."""
        if is_over(self.form.moment):
            self.form.publish_on.errors = [gettext(
                "Ce moment est passé. Choisissez-en un à venir, ou laissez vide pour publier tout "
                "de suite.")]
            return False
        asked = questions_of(self._publication())
        if asked.keys() <= set((self.form.confirmed.data or "").split()):
            return True
        self.form.confirmed.data = " ".join(asked)
        self.form.form_errors.extend(asked.values())
        return False

    def _publication(self) -> Publication:
        draft = self.draft()
        has_text = not is_unseen(draft.body) or bool(draft.returns)
        has_more = bool(draft.links or self.received or self._already()
                        or (self.instruction and self.instruction.dictation))
        labels = {value: label for options in self.form.for_whom.choices.values()
                  for value, label in options}
        return Publication(draft.day_on, self.moment, has_text or has_more, draft.recipients,
                           labels[value_of(draft.recipients)], self.members)

    @property
    def moment(self) -> datetime | None:
        return self.form.moment

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
            recipients=recipients_of(form.for_whom.data), is_optional=form.is_optional.data,
            due_on=form.due_on.data,
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
            "is_out": self.is_out,
            "day_plan": day_plan(self.classroom_id, self.form.day_on.data, self.members,
                                 self._sketch()),
        }

    def _sketch(self) -> Sketch:
        """What is being written, as far as the total of its day goes."""
        form = self.form
        return Sketch(
            self.instruction.id if self.instruction else None,
            form.duration_minutes.data or 0 if not form.is_optional.data else 0,
            recipients_of(form.for_whom.data or ""),
        )

    def _other_version(self) -> dict[str, Any] | None:
        if self.instruction is None or MEANWHILE not in self.form.form_errors:
            return None
        other = self.instruction
        return {
            "title": other.title,
            "facts": _facts(other, self.members.label_of(other)),
            "body_html": Markup(other.body_html),  # noqa: S704
            "links": [Link(link.title, link.address) for link in other.links],
        }

    @staticmethod
    def source(instruction: Instruction) -> SimpleNamespace:
        """What the form of a change shows at first."""
        at = instruction.published_at
        coming = None if at is None or is_out(instruction) else at.astimezone(PARIS)
        return SimpleNamespace(
            title=instruction.title, subject=instruction.subject, day_on=instruction.day_on,
            duration_minutes=instruction.duration_minutes, returns=instruction.returns,
            body=instruction.body, revision=str(instruction.revision),
            links=typed(instruction.links), for_whom=value_of(instruction),
            is_optional=instruction.is_optional, due_on=instruction.due_on,
            publish_on=coming.date() if coming else None,
            publish_at=coming.time() if coming else None,
        )


def _facts(other: Instruction, label: str) -> str:
    """What is not in the text, in one line: what changed may be there."""
    said = [
        long_day(other.day_on),
        label,
        other.subject,
        estimate(other.duration_minutes),
        gettext("facultatif") if other.is_optional else "",
        asked_back(other.returns, long_day(other.due_on) if other.due_on else ""),
    ]
    return " · ".join(filter(None, said))


def _row(name: str, kind: str, mime: str, size: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "kind_label": kind_label(kind, mime),
            "weight": weight(size), "length": "", **more}


def _numbers(texts: list[str]) -> set[int]:
    """Whole numbers among texts; our keys have nineteen digits at most."""
    return {int(text) for text in texts if text.isdecimal() and len(text) < 20}
