"""The family's side of a page: what to send, what was sent, and what the school says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from ecole.classroom.hand_ins.filling import Filling
from ecole.classroom.hand_ins.forms import HandInForm
from ecole.classroom.hand_ins.returning import note_seen
from ecole.classroom.hand_ins.sending import sent_by
from ecole.classroom.items import File, file_of
from ecole.models.attachment import Attachment
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.permissions import may_own_hand_in
from ecole.models.signed_in import Child, SignedIn
from ecole.web.words import moment


@dataclass(frozen=True)
class Photo:
    """A picture of the work, large or small, as it was turned."""

    file: File
    is_wide: bool

    @property
    def turn(self) -> int:
        return self.file.rotation % 360


WHOLE = 3  # how many tries show their photos at once; the others open one by one


def answering(
    who: SignedIn, instruction: Instruction, child: Child, filling: Filling | None = None,
    opened: int = 0,
) -> dict[str, Any]:
    """One child's answers to an instruction: the form, and what was sent before; `opened`: the
    number of an older try to show whole."""
    uai = _uai(who, instruction)
    url = url_for("hand_ins.create", uai=uai, instruction_id=instruction.id, pupil_id=child.id)
    form = filling.form if filling else HandInForm.opened(draft_of=url)
    # Two children of one class have their forms on the same page.
    form.text.id = f"texte-{child.id}"
    form.files.id = f"fichiers-{child.id}"
    form.by.data = "pupil" if who.pupil else "adult"
    sent = sent_by(who, instruction, child.id)
    tries = [_sent(who, row, len(sent) - place, uai) for place, row in enumerate(sent)]
    for place, one in enumerate(tries):
        one["is_whole"] = place < WHOLE or one["number"] == opened
        one["open_url"] = f"{url}?essai={one['number']}"
    page = {
        "first_name": child.first_name,
        "form": form,
        "kept_files": filling.keep() if filling else [],
        "url": url,
        "sent": tries,
    }
    note_seen(who, sent)
    return page


def _sent(who: SignedIn, row: HandIn, number: int, uai: str) -> dict[str, Any]:
    way: dict[str, Any] = {"uai": uai, "hand_in_id": row.id}
    is_own = may_own_hand_in(who, row)
    is_adults = who.pupil is not None and not row.is_by_pupil
    return {
        "number": number,
        # What an adult wrote to the school is not said to the child.
        "text": "" if is_adults else row.text,
        **work(row.attachments, uai),
        "sent": moment(row.sent_at),
        "is_on_paper": row.is_on_paper,
        "is_removed": row.deleted_at is not None,
        "remove_url": url_for("hand_ins.delete", **way) if is_own else "",
        "restore_url": url_for("hand_ins.restore", **way) if is_own else "",
        **_given_back(row, uai),
    }


def _given_back(row: HandIn, uai: str) -> dict[str, Any]:
    is_back = row.given_back_at is not None and row.deleted_at is None
    return {
        "given_back": moment(row.given_back_at) if is_back and row.given_back_at else "",
        "is_new": is_back and row.seen_back_at is None,
        "remarks": [remark(comment, uai) for comment in row.comments
                    if is_back and comment.deleted_at is None],
    }


def work(attachments: list[Attachment], uai: str) -> dict[str, Any]:
    """The photos of a row, and its other files (templates/parts/works.html)."""
    return {
        "photos": [photo_of(one, uai) for one in attachments if one.kind == "image"],
        "files": [file_of(one, uai) for one in attachments if one.kind != "image"],
    }


def photo_of(attachment: Attachment, uai: str) -> Photo:
    is_wide = (attachment.width or 0) > (attachment.height or 0)
    return Photo(file_of(attachment, uai), is_wide)


def remark(comment: HandInComment, uai: str) -> dict[str, Any]:
    """What a teacher says of it."""
    return {
        "author": comment.author.display_name or "",
        "text": comment.text,
        "said": moment(comment.created_at),
        **work(comment.attachments, uai),
    }


def _uai(who: SignedIn, instruction: Instruction) -> str:
    return next(p.uai for p in who.passes.values() if p.id == instruction.school_id)
