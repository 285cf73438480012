"""The school on one page, for its head: its classes, who has come in, what waits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import url_for
from sqlalchemy import func, or_, select

from ecole.accounts.staff import staff_of
from ecole.media.space import levels_of_school
from ecole.models.attachment import Attachment
from ecole.models.blob_fault import BlobFault
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.roster import imports
from ecole.roster.classrooms import classrooms_of_year, teachers_of_classes
from ecole.roster.households import Tie, households_of, ties_of
from ecole.roster.levels import by_level
from ecole.roster.preparations import sentences_of_school
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import gettext, ngettext
from ecole.web.words import PARIS, joined, long_day, today

LIST_OLD = timedelta(days=60)
Line = dict[str, str]


def school_page(who: SignedIn) -> dict[str, Any]:
    """What the head sees first, in a number of statements that does not grow with the school."""
    rooms, ties = classrooms_of_year(), ties_of()
    teachers = teachers_of_classes()
    published = _published_today()
    pupils = {tie.pupil_id for tie in ties}
    return {
        "pupils": len(pupils),
        "pupils_text": ngettext("%(num)d\u00a0élève", "%(num)d\u00a0élèves", len(pupils)),
        "classes_text": ngettext("%(num)d\u00a0classe", "%(num)d\u00a0classes", len(rooms)),
        "families": _families(ties),
        "plan": _plan_sentence(len(published), len(rooms)),
        "waiting": _waiting(rooms, ties, teachers),
        "classrooms": [
            _classroom(room, [tie for tie in ties if tie.classroom_id == room.id],
                       [account.display_name for account in teachers.get(room.id, ())],
                       is_published=room.id in published, is_mine=room.id in who.taught)
            for room in rooms
        ],
    }


def _published_today() -> set[int]:
    """The classes whose families have something to read today."""
    return set(db.session.scalars(
        select(Instruction.classroom_id)
        .where(Instruction.day_on == today(), Instruction.published_at <= utc_now(),
               Instruction.deleted_at.is_(None))
        .distinct()
    ))


def _plan_sentence(published: int, rooms: int) -> str:
    if not published and today().weekday() >= 5:
        return ""
    return ngettext("Plan du jour publié dans %(num)d\u00a0classe sur %(total)d",
                    "Plan du jour publié dans %(num)d\u00a0classes sur %(total)d",
                    published, total=rooms)


def _families(ties: Sequence[Tie]) -> str:
    found = households_of(ties)
    entered = sum(household.has_entered for household in found)
    return ngettext("%(num)d\u00a0famille entrée sur %(total)d",
                    "%(num)d\u00a0familles entrées sur %(total)d", entered, total=len(found))


def _classroom(
    room: Classroom, ties: Sequence[Tie], teachers: list[str], *, is_published: bool, is_mine: bool
) -> dict[str, Any]:
    levels = Counter({tie.pupil_id: tie.level for tie in ties}.values())
    found = households_of(ties)
    return {
        "name": room.label,
        "url": url_for("classes.show", classroom_id=room.id),
        "pupils": sum(levels.values()),
        "levels": _levels(levels),
        "teachers": joined(teachers),
        "entered": gettext("%(entered)d sur %(total)d", total=len(found),
                           entered=sum(household.has_entered for household in found)),
        "is_published": is_published,
        "is_mine": is_mine,
    }


def _levels(levels: Counter[str]) -> str:
    """« CP (7), CE1 (9) »; « CM2 » when there is one."""
    known = by_level(level for level in levels if level)
    return ", ".join(f"{level} ({levels[level]})" for level in known) if len(known) > 1 \
        else "".join(known)


def _waiting(
    rooms: Sequence[Classroom], ties: Sequence[Tie], teachers: dict[int, list[Any]]
) -> list[Line]:
    """What asks for the head, one line each, the most pressing first."""
    lost = len({tie.pupil_id for tie in ties if tie.classroom_id is None})
    alone = sum(room.id not in teachers for room in rooms)
    cardless = _without_card(ties)
    return [
        *_about_the_list(),
        *_when(lost, ngettext("%(num)d\u00a0élève n’a pas de classe",
                              "%(num)d\u00a0élèves n’ont pas de classe", lost), "roster.show"),
        *_when(alone, ngettext("%(num)d\u00a0classe n’a pas d’enseignant",
                               "%(num)d\u00a0classes n’ont pas d’enseignant", alone),
               "roster.show"),
        *_when(cardless, ngettext("%(num)d\u00a0adulte n’a pas de carte",
                                  "%(num)d\u00a0adultes n’ont pas de carte", cardless),
               "cards.index"),
        *_without_password(),
        *_to_send_again(),
        *({"sentence": sentence, "url": url_for("preparations.index")}
          for sentence in sentences_of_school()),
        *_nearly_full(rooms),
    ]


def _to_send_again() -> list[Line]:
    """What the nightly verification of the files found."""
    lost = db.session.scalar(select(func.count(Attachment.id.distinct())).join(
        BlobFault, or_(BlobFault.key == Attachment.blob_key,
                       BlobFault.key == Attachment.captions_key))) or 0
    return _when(lost, ngettext("%(num)d\u00a0fichier est absent ou abîmé",
                                "%(num)d\u00a0fichiers sont absents ou abîmés", lost),
                 "faults.index")


def _nearly_full(rooms: Sequence[Classroom]) -> list[Line]:
    """The room for files of the school, and of each class: said before it is missing."""
    level, levels = levels_of_school()
    labels = [room.label for room in rooms
              if room.id in levels and levels[room.id].is_nearly_full]
    said = [gettext("La place pour les fichiers est presque pleine\u00a0: %(words)s",
                    words=level.words)] if level.is_nearly_full else []
    if labels:
        said.append(gettext("Classes presque sans place pour les fichiers\u00a0: %(names)s",
                            names=joined(labels)))
    return [{"sentence": sentence, "url": url_for("space.school")} for sentence in said]


def _when(number: int, sentence: str, endpoint: str) -> list[Line]:
    return [{"sentence": sentence, "url": url_for(endpoint)}] if number else []


def _about_the_list() -> list[Line]:
    pending, last = imports.pending_import(), imports.last_import()
    if pending is not None:
        return [{"sentence": gettext("Un aperçu d’import attend\u00a0: rien n’est encore écrit"),
                 "url": url_for("roster.preview", import_id=pending.id)}]
    if last is None or last.applied_at is None or last.applied_at > utc_now() - LIST_OLD:
        return []
    day = long_day(last.applied_at.astimezone(PARIS).date())
    return [{"sentence": gettext("La liste ONDE n’a pas changé depuis le %(day)s", day=day),
             "url": url_for("roster.new")}]


def _without_card(ties: Sequence[Tie]) -> int:
    cards: dict[int, bool] = defaultdict(bool)
    for tie in ties:
        if tie.guardian_id is not None:
            cards[tie.guardian_id] |= tie.has_card
    return sum(not has_card for has_card in cards.values())


def _without_password() -> list[Line]:
    names = [account.display_name for account, _ in staff_of(current_school_id() or 0)
             if account.password_hash is None]
    return [{"sentence": gettext("Pas encore de mot de passe\u00a0: %(names)s",
                                 names=joined(names)),
             "url": url_for("staff.index")}] if names else []
