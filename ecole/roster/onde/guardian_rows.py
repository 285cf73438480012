"""A row of the « Responsables » file: a grown-up, then one block of columns per child."""

from datetime import date

from ecole.roster.onde.cells import (
    BadDate,
    DateFault,
    read_civility,
    read_date,
    read_email,
    read_mobile,
)
from ecole.roster.onde.record import Record
from ecole.roster.onde.rows import ChildRef, GuardianRow
from ecole.roster.onde.wording import cut
from ecole.web.languages import N_

# By what the row does have: its last name, its first name.
NAMELESS = {
    (False, True): N_(
        "Ligne %(line)s\u00a0: le nom du responsable manque. "
        "Cette ligne n’est pas importée. Les autres lignes sont bonnes."
    ),
    (True, False): N_(
        "Ligne %(line)s\u00a0: le prénom du responsable manque. "
        "Cette ligne n’est pas importée. Les autres lignes sont bonnes."
    ),
    (False, False): N_(
        "Ligne %(line)s\u00a0: le nom et le prénom du responsable manquent. "
        "Cette ligne n’est pas importée. Les autres lignes sont bonnes."
    ),
}
BAD_BIRTH: dict[DateFault, str] = {
    "short_year": N_(
        "Ligne %(line)s\u00a0: la date de naissance «\u00a0%(text)s\u00a0» n’a que deux chiffres "
        "pour l’année. L’enfant est cherché par son nom et son prénom."
    ),
    "unreadable": N_(
        "Ligne %(line)s\u00a0: la date de naissance «\u00a0%(text)s\u00a0» n’est pas une date "
        "lisible. L’enfant est cherché par son nom et son prénom."
    ),
    "impossible": N_(
        "Ligne %(line)s\u00a0: la date de naissance «\u00a0%(text)s\u00a0» n’existe pas. "
        "L’enfant est cherché par son nom et son prénom."
    ),
}


def read_guardian(record: Record) -> GuardianRow | None:
    """The row, or None after the remark that says why it is refused."""
    usage_name = record.get("guardian.usage_name")
    last_name = record.get("guardian.last_name") or usage_name
    first_name = record.get("guardian.first_name")
    if not (last_name and first_name):
        record.refuse(NAMELESS[bool(last_name), bool(first_name)])
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
        sentence = N_(
            "Ligne %(line)s\u00a0: l’adresse électronique «\u00a0%(text)s\u00a0» n’en est pas une. "
            "Elle est laissée de côté."
        )
        record.warn(sentence, text=cut(text))
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
        record.warn(BAD_BIRTH[bad.reason], text=cut(text))
        return None
