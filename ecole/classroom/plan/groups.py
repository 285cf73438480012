"""Groups of pupils (« groupes ») that a teacher makes: what is for one is for its pupils of the
moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from sqlalchemy import func, select
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput

from ecole.classroom.forms import is_unseen
from ecole.classroom.plan.recipients import Members, members_of
from ecole.classroom.trash import touch
from ecole.models.classroom import Classroom
from ecole.models.instruction import Instruction
from ecole.models.pupil_group import LABEL_MAX, PupilGroup, PupilGroupMember
from ecole.models.trash import oldest_kept
from ecole.storage.database import db, writing
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext, ngettext
from ecole.web.words import joined, today


class GroupForm(PageForm):
    label = StringField(lazy_gettext("Nom du groupe"), [
        DataRequired(lazy_gettext("Donnez un nom au groupe.")),
        Length(max=LABEL_MAX, message=lazy_gettext("Le nom est trop long (%(max)d lettres au "
                                                   "plus).")),
    ])
    pupils = SelectMultipleField(lazy_gettext("Ses élèves"), option_widget=CheckboxInput(),
                                 validate_choice=False, choices=[])

    def validate_label(self, field: StringField) -> None:
        if is_unseen(field.data):
            raise ValidationError(gettext("Donnez un nom au groupe."))

    def offer(self, members: Members) -> None:
        """The pupils of the class, with their level where there are several."""
        several = len(members.levels) > 1
        self.pupils.choices = [
            (str(one.id), f"{one.full_name} ({one.level})" if several and one.level
             else one.full_name)
            for one in members.pupils
        ]

    @property
    def chosen(self) -> set[int]:
        """Those of the class only: a pupil who left meanwhile is left out."""
        offered = {value for value, _ in self.pupils.choices}
        return {int(value) for value in self.pupils.data or [] if value in offered}


def make_group(classroom: Classroom, label: str, pupil_ids: Iterable[int]) -> PupilGroup:
    classroom_id = classroom.id
    with writing() as rows:
        group = PupilGroup(classroom_id=classroom_id, label=label,
                           members=[PupilGroupMember(pupil_id=one) for one in pupil_ids])
        rows.add(group)
        touch(classroom_id)
    return group


def change_group(group: PupilGroup, label: str, pupil_ids: set[int]) -> None:
    """Rename it, change its pupils; what is for it follows."""
    with writing():
        group.label = label
        group.members[:] = [one for one in group.members if one.pupil_id in pupil_ids]
        there = group.pupil_ids
        group.members.extend(PupilGroupMember(pupil_id=one) for one in pupil_ids - there)
        touch(group.classroom_id)


def groups_page(classroom: Classroom) -> dict[str, Any]:
    """The groups of a class, each with its pupils and what is given to it; those that can be put
    back."""
    members = members_of(classroom.id)
    deleted = db.session.scalars(
        select(PupilGroup).where(PupilGroup.classroom_id == classroom.id,
                                 PupilGroup.deleted_at > oldest_kept())
        .order_by(PupilGroup.deleted_at.desc())
    ).all()
    coming = _coming([group.id for group in members.groups])
    return {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "groups": [_said(group, members, coming[group.id]) for group in members.groups],
        "deleted": [
            {"label": group.label, "restore_url": url_for("groups.restore", group_id=group.id)}
            for group in deleted
        ],
        "new_url": url_for("groups.new", classroom_id=classroom.id),
        "back_url": url_for("classes.show", classroom_id=classroom.id),
    }


def _said(group: PupilGroup, members: Members, coming: int) -> dict[str, Any]:
    pupils = members.in_group(group)
    return {
        "label": group.label,
        "pupils": joined([one.first_name for one in pupils]),
        "count": ngettext("%(num)d\u00a0élève", "%(num)d\u00a0élèves", len(pupils)),
        "coming": _coming_text(coming),
        "warning": "" if pupils else gettext(
            "Ce groupe n’a plus d’élève\u00a0: personne ne verrait ce qui est pour lui."),
        "edit_url": url_for("groups.edit", group_id=group.id),
        "delete_url": url_for("groups.delete", group_id=group.id),
    }


def still_given(group: PupilGroup) -> str:
    """What a teacher is told before a group is deleted; nothing when nothing is for it."""
    return _coming_text(_coming([group.id])[group.id])


def _coming_text(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(num)d\u00a0consigne à venir est pour ce groupe",
                    "%(num)d\u00a0consignes à venir sont pour ce groupe", count)


def _coming(group_ids: Sequence[int]) -> Counter[int]:
    rows = db.session.execute(
        select(Instruction.group_id, func.count(Instruction.id))
        .where(Instruction.group_id.in_(group_ids), Instruction.deleted_at.is_(None),
               Instruction.day_on >= today())
        .group_by(Instruction.group_id)
    )
    return Counter({group: count for group, count in rows if group})
