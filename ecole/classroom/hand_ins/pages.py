"""The pages of what comes back: a family answers, the teachers read."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from ecole.classroom.forms import HandInForm
from ecole.classroom.hand_ins.sending import received, sent_by
from ecole.models.guardian import Guardian
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.signed_in import Child, SignedIn
from ecole.storage.database import db
from ecole.web.words import alphabetical, moment

ANSWERS_A_PAGE = 50


def answering(
    who: SignedIn, instruction: Instruction, child: Child, form: HandInForm | None = None
) -> dict[str, Any]:
    """One child's answers to an instruction: the form, and what this adult sent before."""
    form = form or HandInForm(formdata=None)
    # Two children of one class have their forms on the same page.
    form.text.id = f"texte-{child.id}"
    return {
        "first_name": child.first_name,
        "form": form,
        "url": url_for("hand_ins.create", uai=_uai(who, instruction),
                       instruction_id=instruction.id, pupil_id=child.id),
        "sent": [_sent(who, instruction, row) for row in sent_by(who, instruction, child.id)],
    }


def _sent(who: SignedIn, instruction: Instruction, row: HandIn) -> dict[str, Any]:
    way: dict[str, Any] = {"uai": _uai(who, instruction), "hand_in_id": row.id}
    return {
        "text": row.text,
        "sent": moment(row.sent_at),
        "is_removed": row.deleted_at is not None,
        "remove_url": url_for("hand_ins.delete", **way),
        "restore_url": url_for("hand_ins.restore", **way),
    }


def _uai(who: SignedIn, instruction: Instruction) -> str:
    return next(p.uai for p in who.passes.values() if p.id == instruction.school_id)


def received_page(instruction: Instruction, page: int) -> dict[str, Any]:
    """Everything that came back, child by child, fifty answers a page."""
    rows = sorted(received(instruction),
                  key=lambda row: alphabetical(row[1].full_name, row[1].first_name))
    names = _names(rows)
    start = (page - 1) * ANSWERS_A_PAGE
    return {
        "instruction": instruction,
        "count": len(rows),
        "answers": [
            {
                "name": pupil.full_name,
                "adult": names.get(row.author_id, ""),
                "text": row.text,
                "sent": moment(row.sent_at),
            }
            for row, pupil in rows[start:start + ANSWERS_A_PAGE]
        ],
        "previous_url": _page_url(instruction, page - 1) if page > 1 else "",
        "next_url": _page_url(instruction, page + 1)
        if len(rows) > start + ANSWERS_A_PAGE else "",
    }


def _names(rows: list[Any]) -> dict[int, str]:
    """Who sent them, by account: only the teachers are told."""
    authors = {row.author_id for row, _ in rows}
    guardians = db.session.scalars(select(Guardian).where(Guardian.account_id.in_(authors)))
    return {guardian.account_id: guardian.full_name for guardian in guardians}


def _page_url(instruction: Instruction, page: int) -> str:
    return url_for("hand_ins.index", instruction_id=instruction.id, page=page if page > 1 else None)
