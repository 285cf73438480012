"""A row of the « Responsables » file: a grown-up, then one block of columns per child."""

from datetime import date

from ecole.roster.onde.cells import BadDate, read_civility, read_date, read_email, read_mobile
from ecole.roster.onde.record import OTHERS_ARE_GOOD, Record
from ecole.roster.onde.rows import ChildRef, GuardianRow
from ecole.roster.onde.wording import cut


def read_guardian(record: Record) -> GuardianRow | None:
    """The row, or None after the remark that says why it is refused."""
    usage_name = record.get("guardian.usage_name")
    last_name = record.get("guardian.last_name") or usage_name
    first_name = record.get("guardian.first_name")
    missing = [word for word, text in (("nom", last_name), ("prénom", first_name)) if not text]
    if missing:
        record.refuse(
            "Ligne {line} : le {missing} du responsable manque. "
            "Cette ligne n’est pas importée. " + OTHERS_ARE_GOOD,
            missing=" et le ".join(missing),
        )
    if record.is_refused:
        return None
    return GuardianRow(
        line=record.line,
        civility=read_civility(record.get("guardian.civility")),
        last_name=last_name,
        usage_name=usage_name,
        first_name=first_name,
        email=_email(record),
        mobile=read_mobile(record.get("guardian.mobile")),
        children=_children(record),
    )


def _email(record: Record) -> str | None:
    text = record.get("guardian.email")
    email = read_email(text)
    if text and email is None:
        record.warn(
            "Ligne {line} : l’adresse électronique \"{text}\" n’en est pas une. "
            "Elle est laissée de côté.",
            text=cut(text),
        )
    return email


def _children(record: Record) -> tuple[ChildRef, ...]:
    children = []
    for block in range(record.blocks("child.last_name")):
        last_name = record.get("child.last_name", block)
        first_name = record.get("child.first_name", block)
        if not (last_name or first_name):
            continue
        child = ChildRef(
            last_name=last_name,
            usage_name=_repeated(record, "child.usage_name", block),
            first_name=first_name,
            birth_on=_birth(record, block),
            classroom_label=_repeated(record, "child.classroom_label", block) or None,
        )
        if child not in children:
            children.append(child)
    return tuple(children)


def _repeated(record: Record, field: str, block: int) -> str:
    """A cell of the block; nothing when the column is not repeated for each child."""
    whole = record.blocks(field) == record.blocks("child.last_name")
    return record.get(field, block) if whole else ""


def _birth(record: Record, block: int) -> date | None:
    text = _repeated(record, "child.birth_on", block)
    try:
        return read_date(text)
    except BadDate as bad:
        record.warn(
            'Ligne {line} : la date de naissance "{text}" {reason}. '
            "L’enfant est cherché par son nom et son prénom.",
            text=cut(text),
            reason=bad.reason,
        )
        return None
