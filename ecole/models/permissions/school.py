"""What a head may do, and who teaches a class."""

from __future__ import annotations

from ecole.models.classroom import Classroom
from ecole.models.guardian import Guardian
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.roster_import import RosterImport
from ecole.models.signed_in import SignedIn
from ecole.storage.job import Job


def is_head(who: SignedIn, school_id: int) -> bool:
    return who.role_in(school_id) == Role.HEAD


def is_staff(who: SignedIn, school_id: int) -> bool:
    return who.role_in(school_id) in (Role.HEAD, Role.TEACHER)


def is_family(who: SignedIn, school_id: int) -> bool:
    return any(child.school_id == school_id for child in who.children)


def teaches(who: SignedIn, classroom_id: int, school_id: int) -> bool:
    """The teachers of a class, and the head, who stands in for them."""
    return classroom_id in who.taught or is_head(who, school_id)


def may_run_school(who: SignedIn, row: Guardian | Pupil | Classroom | RosterImport | Job) -> bool:
    """Rosters, cards, teachers of a class: the head's."""
    return is_head(who, row.school_id)


def may_teach(who: SignedIn, classroom: Classroom) -> bool:
    return teaches(who, classroom.id, classroom.school_id)


def may_visit(who: SignedIn, classroom: Classroom) -> bool:
    """The class's own pages: its families, its pupils, and those who teach it."""
    return who.has_child_in(classroom.id) or may_teach(who, classroom)


def may_teach_pupil(who: SignedIn, pupil: Pupil) -> bool:
    """The teachers of the class where the pupil is now."""
    return pupil.classroom_id is not None and teaches(who, pupil.classroom_id, pupil.school_id)
