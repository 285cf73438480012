"""How much room a school has for its files: given by the town hall, in megabytes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from ecole.models.audit_event import AuditEvent
from ecole.models.school import School
from ecole.storage.database import db, writing
from ecole.web.forms import PageForm
from ecole.web.languages import N_, gettext, lazy_gettext

LIMITS = ("file_limit_mb", "class_quota_mb", "quota_mb")
FIGURE = N_("Donnez un nombre entier de mégaoctets.")
BOUNDS = lazy_gettext("De %(min)d à %(max)d\u00a0Mo.")


class Megabytes(IntegerField):
    """A whole number, with a sentence of ours when it is not one."""

    def __init__(self, label: str, least: int, most: int, **options: Any) -> None:
        checks = [InputRequired(lazy_gettext(FIGURE)), NumberRange(least, most, message=BOUNDS)]
        super().__init__(label, checks, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(gettext(FIGURE)) from None


class LimitsForm(PageForm):
    file_limit_mb = Megabytes(lazy_gettext("Un fichier (Mo)"), 10, 4_000)
    class_quota_mb = Megabytes(lazy_gettext("Une classe (Mo)"), 100, 1_000_000)
    quota_mb = Megabytes(lazy_gettext("Toute l’école (Mo)"), 100, 10_000_000)

    def validate_class_quota_mb(self, field: IntegerField) -> None:
        if (self.file_limit_mb.data or 0) > (field.data or 0):
            raise ValidationError(gettext("Une classe a besoin de la place d’un fichier au moins."))

    def validate_quota_mb(self, field: IntegerField) -> None:
        if (self.class_quota_mb.data or 0) > (field.data or 0):
            raise ValidationError(gettext("L’école a besoin de la place d’une classe au moins."))


def school_of(uai: str) -> School | None:
    return db.session.scalar(select(School).where(School.uai == uai))


def set_limits(school: School, limits: dict[str, int], *, by: int) -> None:
    """What is over a lowered limit stays readable; nothing new comes in."""
    school_id = school.id
    with writing() as rows:
        fresh = rows.get_one(School, school_id)
        before = {name: getattr(fresh, name) for name in LIMITS}
        for name in LIMITS:
            setattr(fresh, name, limits[name])
        rows.add(AuditEvent(school_id=school_id, account_id=by, act="school limits set",
                            details={"before": before, "after": limits}))
