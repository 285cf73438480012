"""What a row changes in a known person: a blank in the file never erases what ONDE once said."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date

from ecole.roster.matching.classes import Classrooms
from ecole.roster.matching.known import KnownGuardian, KnownPupil, ref
from ecole.roster.matching.plan import Change, GuardianValues, PupilValues
from ecole.roster.onde.names import email_key, phone_key
from ecole.roster.onde.rows import GuardianRow, PupilRow


def pupil_values(
    row: PupilRow, known: KnownPupil | None, columns: Collection[str], classrooms: Classrooms
) -> PupilValues:
    """What the database will hold; a column that the file does not have changes nothing."""
    before = _known_pupil_values(known) if known else None
    classroom = classrooms.ref_of(row)
    has_classes = {"classroom.label", "classroom.onde_id"} & set(columns)
    if before and (not has_classes or classrooms.is_unclear(row)):
        classroom = before.classroom
    return PupilValues(
        last_name=row.last_name,
        usage_name=row.usage_name
        if "pupil.usage_name" in columns or before is None
        else before.usage_name,
        first_name=row.first_name,
        birth_on=row.birth_on or (before.birth_on if before else None),
        ine=row.ine or (before.ine if before else None),
        level=row.level if "pupil.level" in columns or before is None else before.level,
        classroom=classroom,
    )


def _known_pupil_values(known: KnownPupil) -> PupilValues:
    return PupilValues(
        last_name=known.last_name,
        usage_name=known.usage_name or "",
        first_name=known.first_name,
        birth_on=known.birth_on,
        ine=known.ine,
        level=known.level,
        classroom=ref(known.classroom_id) if known.classroom_id else None,
    )


def pupil_changes(
    known: KnownPupil, values: PupilValues, classrooms: Classrooms
) -> tuple[Change, ...]:
    changes = []
    for change in _differences(_known_pupil_values(known), values):
        if change.field == "classroom":
            old, new = classrooms.label_of(change.old), classrooms.label_of(change.new)
            change = Change("classroom", old, new)
        changes.append(change)
    return tuple(changes)


def guardian_values(
    row: GuardianRow, known: KnownGuardian | None, columns: Collection[str]
) -> GuardianValues:
    before = _known_guardian_values(known) if known else None
    values = GuardianValues(
        civility=row.civility,
        last_name=row.last_name,
        usage_name=row.usage_name,
        first_name=row.first_name,
        email_onde=row.email,
        mobile_onde=row.mobile,
    )
    if before is None:
        return values
    has_usage = "guardian.usage_name" in columns
    same_email = email_key(row.email) == email_key(before.email_onde)
    same_mobile = phone_key(row.mobile) == phone_key(before.mobile_onde) != ""
    return GuardianValues(
        civility=row.civility or before.civility,
        last_name=row.last_name,
        usage_name=row.usage_name if has_usage else before.usage_name,
        first_name=row.first_name,
        email_onde=before.email_onde if same_email or not row.email else row.email,
        mobile_onde=before.mobile_onde if same_mobile or not row.mobile else row.mobile,
    )


def _known_guardian_values(known: KnownGuardian) -> GuardianValues:
    return GuardianValues(
        civility=known.civility or "",
        last_name=known.last_name,
        usage_name=known.usage_name or "",
        first_name=known.first_name,
        email_onde=known.email_onde or None,
        mobile_onde=known.mobile_onde or None,
    )


def guardian_changes(known: KnownGuardian, values: GuardianValues) -> tuple[Change, ...]:
    return tuple(_differences(_known_guardian_values(known), values))


def _differences(
    old: PupilValues | GuardianValues, new: PupilValues | GuardianValues
) -> list[Change]:
    changes = []
    for each in fields(old):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if before != after:
            changes.append(Change(each.name, _text(before), _text(after)))
    return changes


def _text(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
