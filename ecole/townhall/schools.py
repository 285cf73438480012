"""A school of the commune is added: its name, its UAI, and whoever will run it."""

from __future__ import annotations

from sqlalchemy import select

from ecole.models.audit_event import AuditEvent
from ecole.models.school import NAME_MAX, School
from ecole.roster.onde.uai import check_uai
from ecole.storage.database import db, writing
from ecole.web.languages import gettext


class BadSchool(ValueError):
    """What was given cannot make a school; the message says why."""


class SchoolExists(BadSchool):
    """There is one with this UAI."""


def check_school(name: str, uai: str, *, any_letter: bool = False) -> tuple[str, str]:
    """The name and the UAI as they will be kept, if a school can be made of them."""
    try:
        code = check_uai(uai, any_letter=any_letter)
    except ValueError as wrong:
        raise BadSchool(str(wrong)) from wrong
    name = name.strip()
    if not 0 < len(name) <= NAME_MAX:
        raise BadSchool(gettext("Il faut un nom de 1 à %(most)d signes.", most=NAME_MAX))
    if db.session.scalar(select(School.id).where(School.uai == code)):
        raise SchoolExists(gettext("L’école %(uai)s existe déjà.", uai=code))
    return name, code


def add_school(name: str, uai: str, *, by: int | None, any_letter: bool = False) -> School:
    """A new school, with nobody in it yet; raises `BadSchool`."""
    name, code = check_school(name, uai, any_letter=any_letter)
    with writing() as rows:
        school = School(uai=code, name=name)
        rows.add(school)
        rows.flush()
        rows.add(AuditEvent(school_id=school.id, account_id=by, act="school added"))
    return school
