"""For whom something of a class is: the choices of a form, and the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ecole.classroom.audience import is_present_in
from ecole.models.audience import ForSome
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroup
from ecole.roster.levels import by_level
from ecole.storage.database import db
from ecole.web.languages import gettext
from ecole.web.words import alphabetical

EVERYONE = "tous"


@dataclass(frozen=True)
class Recipients:
    """What the three columns of `ForSome` hold: at most one of them."""

    level: str = ""
    group_id: int | None = None
    pupil_id: int | None = None

    def write_on(self, row: ForSome) -> None:
        row.level, row.group_id, row.pupil_id = self.level, self.group_id, self.pupil_id


EVERYBODY = Recipients()


@dataclass(frozen=True)
class Members:
    """The present pupils of a class, in the order of a list, and its groups."""

    pupils: Sequence[Pupil]
    groups: Sequence[PupilGroup]

    @property
    def levels(self) -> list[str]:
        return by_level({pupil.level for pupil in self.pupils if pupil.level})

    def reached(self, row: ForSome) -> list[Pupil]:
        """The pupils whom a row of the class is for."""
        return [one for one in self.pupils if row.is_for_pupil(one.id, one.level or "")]

    def of(self, recipients: Recipients) -> set[int]:
        """The same, for a choice of a form that is no row yet."""
        group = next((one for one in self.groups if one.id == recipients.group_id), None)
        return {
            one.id for one in self.pupils
            if recipients.pupil_id in (None, one.id)
            and (recipients.group_id is None or (group is not None and one.id in group.pupil_ids))
            and recipients.level in ("", one.level)
        }

    def in_group(self, group: PupilGroup) -> list[Pupil]:
        return [one for one in self.pupils if one.id in group.pupil_ids]

    def choices(self, row: ForSome | None = None) -> dict[str, list[tuple[str, str]]]:
        """The options of a form, by kind; what a row was for stays among them, whatever became
        of it."""
        found = {
            gettext("La classe"): [(EVERYONE, gettext("Toute la classe"))],
            gettext("Un niveau"): [(f"niveau:{name}", name) for name in self.levels]
            if len(self.levels) > 1 else [],
            gettext("Un groupe"): [(f"groupe:{one.id}", one.label) for one in self.groups],
            gettext("Un élève"): [(f"eleve:{one.id}", one.full_name) for one in self.pupils],
        }
        kept = {kind: options for kind, options in found.items() if options}
        if row is not None and value_of(row) not in [v for o in kept.values() for v, _ in o]:
            kept[gettext("Comme avant")] = [(value_of(row), self.label_of(row))]
        return kept

    def label_of(self, row: ForSome) -> str:
        """« CE1 », « Les renards », « BERNARD Lina »; nothing for the whole class."""
        if row.pupil_id is not None:
            pupil = db.session.get(Pupil, row.pupil_id)
            return pupil.full_name if pupil else gettext("Un élève qui n’est plus là")
        if row.group_id is not None:
            return row.group.label if row.group else gettext("Un groupe qui n’est plus là")
        return row.level

    def nobody(self, row: ForSome) -> str:
        """Why nobody would see it; nothing when somebody would, or when the class is empty."""
        if not self.pupils or self.reached(row):
            return ""
        return why_nobody(row, self.label_of(row))


def members_of(classroom_id: int) -> Members:
    pupils = db.session.scalars(select(Pupil).where(is_present_in(classroom_id))).all()
    groups = db.session.scalars(
        select(PupilGroup).where(PupilGroup.classroom_id == classroom_id,
                                 PupilGroup.deleted_at.is_(None))
    ).all()
    return Members(
        sorted(pupils, key=lambda one: alphabetical(one.full_name)),
        sorted(groups, key=lambda one: alphabetical(one.label)),
    )


def why_nobody(row: ForSome | Recipients, label: str) -> str:
    if row.pupil_id is not None:
        return gettext("%(name)s n’est plus dans la classe\u00a0: personne ne verrait cette "
                       "consigne.", name=label)
    if row.group_id is not None:
        return gettext("Le groupe «\u00a0%(name)s\u00a0» n’a plus d’élève\u00a0: personne ne "
                       "verrait cette consigne.", name=label)
    return gettext("La classe n’a plus d’élève de %(level)s\u00a0: personne ne verrait cette "
                   "consigne.", level=label)


def value_of(row: ForSome | Recipients) -> str:
    """What the field of a form holds for it."""
    if row.pupil_id is not None:
        return f"eleve:{row.pupil_id}"
    if row.group_id is not None:
        return f"groupe:{row.group_id}"
    return f"niveau:{row.level}" if row.level else EVERYONE


def recipients_of(value: str) -> Recipients:
    """Back from the field: one of the choices, which the form has checked."""
    kind, _, what = value.partition(":")
    if kind == "niveau":
        return Recipients(level=what)
    if kind in ("groupe", "eleve") and what.isdecimal():
        return Recipients(group_id=int(what)) if kind == "groupe" else Recipients(
            pupil_id=int(what))
    return Recipients()
