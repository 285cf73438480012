"""A day of a class as its teacher sees it: in order, for whom each thing is, how far it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from ecole.classroom.audience import done_counts, seen_counts
from ecole.classroom.day_plans import parts_of
from ecole.classroom.days import is_near
from ecole.classroom.hand_ins.arriving import received_counts
from ecole.classroom.instructions import instructions_of, is_out
from ecole.classroom.plan.desk import desks_of
from ecole.classroom.plan.recipients import Members, members_of
from ecole.classroom.plan.totals import total_of
from ecole.classroom.reading import coming_of
from ecole.classroom.slips import school_here
from ecole.classroom.tabs import tabs_of
from ecole.classroom.waiting import ties_in
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.roster.households import Tie
from ecole.web.languages import gettext, ngettext
from ecole.web.words import estimate, long_day, short_day, today


@dataclass(frozen=True)
class Reach:
    """How far the instructions of a class went, and whom they could reach."""

    seen: Counter[int]
    done: Counter[int]
    answers: Counter[int]
    ties: Sequence[Tie]
    members: Members

    def guardians_of(self, row: Instruction) -> int:
        return len({tie.guardian_id for tie in self.ties
                    if tie.guardian_id and row.is_for_pupil(tie.pupil_id, tie.level)})


def reach_of(classroom: Classroom, rows: Sequence[Instruction], ties: Sequence[Tie]) -> Reach:
    return Reach(seen_counts(classroom, rows), done_counts(classroom, rows), received_counts(rows),
                 ties, members_of(classroom.id))


def week_day(
    classroom_id: int, day: date, rows: Sequence[Instruction], reach: Reach
) -> dict[str, Any]:
    """A day of the week's page."""
    sunday = day + timedelta(days=6 - day.weekday())
    return {
        "title": long_day(day),
        "url": day_url(classroom_id, day),
        "id": f"jour-{day.isoweekday()}",
        "short": short_day(day),
        "is_today": day == today(),
        "is_past": day < today() <= sunday,
        "total": _total(rows, reach.members),
        "instructions": [_row(row, reach) for row in rows],
    }


def day_page(classroom: Classroom, day: date) -> dict[str, Any]:
    """One day, to put in order and to print."""
    rows = instructions_of(classroom, day, day)
    reach = reach_of(classroom, rows, ties_in([classroom]))
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    last = len(rows) - 1
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": tabs_of(classroom.id, teaches=True),
        "title": long_day(day),
        "total": _total(rows, reach.members),
        "desk": desks_of(classroom.id, school_here().uai, day, day)[day],
        "copy_url": url_for("copies.new", classroom_id=classroom.id),
        "instructions": [
            _row(row, reach) | {
                "up_url": url_for("instructions.move_up", instruction_id=row.id) if place else "",
                "down_url": url_for("instructions.move_down", instruction_id=row.id)
                if place < last else "",
            }
            for place, row in enumerate(rows)
        ],
        "new_url": url_for("instructions.new", classroom_id=classroom.id, jour=day.isoformat()),
        "paper_url": url_for("paper.classroom_day", classroom_id=classroom.id,
                             day=day.isoformat()),
        "week_url": url_for("classes.show", classroom_id=classroom.id,
                            semaine=(day - timedelta(days=day.weekday())).isoformat()),
        "previous_url": day_url(classroom.id, before) if is_near(before) else "",
        "next_url": day_url(classroom.id, after) if is_near(after) else "",
    }


def day_url(classroom_id: int, day: date) -> str:
    return url_for("classes.day", classroom_id=classroom_id, day=day.isoformat())


def _total(rows: Sequence[Instruction], members: Members) -> str:
    """Of what families see or will see: drafts are left out."""
    given = [row for row in rows if row.published_at]
    return total_of(parts_of(given, members), {one.id for one in members.pupils})


def _row(row: Instruction, reach: Reach) -> dict[str, Any]:
    optional = gettext("facultatif") if row.is_optional else ""
    return {
        "title": row.title,
        "facts": " · ".join(filter(None, (row.subject, estimate(row.duration_minutes), optional,
                                          reach.members.label_of(row)))),
        "url": url_for("instructions.show", instruction_id=row.id),
        "files": ngettext("%(num)d\u00a0fichier", "%(num)d\u00a0fichiers",
                          len(row.attachments)) if row.attachments else "",
        "is_published": is_out(row),
        "coming": coming_of(row),
        "nobody": reach.members.nobody(row),
        "seen": ngettext("Vu par %(num)d\u00a0adulte sur %(total)d",
                         "Vu par %(num)d\u00a0adultes sur %(total)d",
                         reach.seen[row.id], total=reach.guardians_of(row)),
        "done": ngettext("Fait par %(num)d\u00a0élève sur %(total)d",
                         "Fait par %(num)d\u00a0élèves sur %(total)d",
                         reach.done[row.id], total=len(reach.members.reached(row))),
        "answers": ngettext("%(num)d\u00a0rendu", "%(num)d\u00a0rendus",
                            reach.answers[row.id]) if reach.answers[row.id] else "",
    }
