"""What the pages of the family cards show, and the voiding of one card."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for
from sqlalchemy import func, select, update
from wtforms.fields.choices import SelectChoice

from ecole.accounts.other_cards import part_from_strangers
from ecole.models.audit_event import AuditEvent
from ecole.models.card import Card
from ecole.models.device import Device
from ecole.models.guardian import Guardian
from ecole.roster.card_jobs import PDF_KEPT
from ecole.roster.card_printing import ALL, MISSING, Family, choose_guardians
from ecole.roster.classrooms import classrooms_of_year
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.web.languages import gettext, ngettext
from ecole.web.words import moment

MANY_REPRINTS = 3
YEAR = timedelta(days=365)


def classroom_choices() -> list[SelectChoice]:
    rooms = [SelectChoice(str(room.id), room.label) for room in classrooms_of_year()]
    return [SelectChoice("", gettext("Toute l’école")), *rooms]


def cards_page(opened: str) -> dict[str, Any]:
    """The classes, and the families of the one that is open: card printed, used or not.

    `opened` is the place of a class in the list, as its link gives it.
    """
    rooms: dict[str, list[Family]] = {}
    for family in choose_guardians(ALL):
        rooms.setdefault(family.place, []).append(family)
    names = list(rooms)
    shown = names[int(opened)] if opened.isdecimal() and int(opened) < len(names) else ""
    return {
        "rooms": [
            {"name": name, "count": len(families), "is_open": name == shown,
             "url": url_for("cards.index", classe=place) + "#perdue"}
            for place, (name, families) in enumerate(rooms.items())
        ],
        "families": _family_rows(rooms.get(shown, [])),
        "families_text": ngettext("%(num)d\u00a0famille", "%(num)d\u00a0familles",
                                  sum(map(len, rooms.values()))),
        "missing": len(choose_guardians(MISSING)),
    }


def _family_rows(families: list[Family]) -> list[dict[str, Any]]:
    cards = {card.guardian_id: card for card in db.session.scalars(
        select(Card).where(Card.revoked_at.is_(None)))}
    reprints = _reprints()
    return [
        {
            "guardian": family.guardian_name,
            "pupil": family.pupil_name,
            "state": _state(cards.get(family.guardian_id)),
            "is_often": reprints.get(family.guardian_id, 0) > MANY_REPRINTS,
            "renew_url": url_for("cards.renew", guardian_id=family.guardian_id),
        }
        for family in families
    ]


def _state(card: Card | None) -> str:
    if card is None:
        return gettext("pas de carte")
    if card.used_at is None:
        return gettext("carte donnée, jamais entrée")
    return gettext("entrée le %(moment)s", moment=moment(card.used_at))


def _reprints() -> dict[int, int]:
    rows = db.session.execute(
        select(Card.guardian_id, func.count(Card.id))
        .where(Card.created_at > utc_now() - YEAR)
        .group_by(Card.guardian_id)
    )
    return {guardian: count for guardian, count in rows}  # noqa: C416


def job_page(job: Job) -> dict[str, Any]:
    return {
        "done": job.done_count,
        "total": job.total_count,
        "total_text": ngettext("%(num)d\u00a0carte", "%(num)d\u00a0cartes", job.total_count),
        "is_finished": job.finished_at is not None,
        "has_failed": job.failed_at is not None,
        "is_gone": job.finished_at is not None and job.finished_at < utc_now() - PDF_KEPT,
        "pdf_url": url_for("cards.pdf", job_id=job.id),
    }


def void_card(guardian: Guardian, by: int | None, *, with_devices: bool) -> None:
    """Make a guardian's card void at once, and end their sessions if the phone was lost too.

    Whoever had joined the lost card to their own account no longer sees these children.
    """
    guardian_id, account_id, school_id = guardian.id, guardian.account_id, guardian.school_id
    with writing() as rows:
        for card in rows.scalars(
            select(Card).where(Card.guardian_id == guardian_id, Card.revoked_at.is_(None))
        ):
            card.revoked_at = utc_now()
        if with_devices:
            rows.add(AuditEvent(school_id=school_id, account_id=by, act="devices ended",
                                details={"guardian": guardian_id}))
        rows.add(AuditEvent(school_id=school_id, account_id=by, act="card voided",
                            details={"guardian": guardian_id}))
    if with_devices:
        _end_devices(account_id)
    part_from_strangers(guardian_id)


def _end_devices(account_id: int) -> None:
    from ecole.storage.school_scope import all_schools

    with all_schools("a lost phone: devices belong to the account, not to a school"), \
            writing() as rows:
        rows.execute(
            update(Device)
            .where(Device.account_id == account_id, Device.revoked_at.is_(None))
            .values(revoked_at=utc_now())
        )
