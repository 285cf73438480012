"""A row of the « Élèves » file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ecole.roster.onde.cells import BadDate, DateFault, read_date, read_ine, read_sex
from ecole.roster.onde.names import name_key
from ecole.roster.onde.record import Record
from ecole.roster.onde.rows import PupilRow
from ecole.roster.onde.wording import cut
from ecole.web.languages import N_

BAD_BIRTH: dict[DateFault, str] = {
    "short_year": N_(
        "Ligne %(line)s\u00a0: la date de naissance «\u00a0%(text)s\u00a0» n’a que deux chiffres "
        "pour l’année. Corrigez-la dans ONDE ou dans le fichier. Les autres lignes sont bonnes."
    ),
    "unreadable": N_(
        "Ligne %(line)s\u00a0: la date de naissance «\u00a0%(text)s\u00a0» n’est pas une date "
        "lisible. Corrigez-la dans ONDE ou dans le fichier. Les autres lignes sont bonnes."
    ),
    "impossible": N_(
        "Ligne %(line)s\u00a0: la date de naissance «\u00a0%(text)s\u00a0» n’existe pas. "
        "Corrigez-la dans ONDE ou dans le fichier. Les autres lignes sont bonnes."
    ),
}


def read_pupil(record: Record) -> PupilRow:
    """The row; when `record.is_refused` afterwards, it only serves not to lose its pupil."""
    last_name, first_name = record.get("pupil.last_name"), record.get("pupil.first_name")
    if not (last_name and first_name):
        record.refuse(N_(
            "Ligne %(line)s\u00a0: le nom ou le prénom de l’élève manque. "
            "Cette ligne n’est pas importée. Les autres lignes sont bonnes."
        ))
    ine, birth_on = _ine(record), _birth(record)
    if not (ine or birth_on or record.is_refused):
        record.warn(N_(
            "Ligne %(line)s\u00a0: ni date de naissance ni INE. "
            "L’élève n’est reconnu que par son nom et son prénom."
        ))
    return PupilRow(
        line=record.line,
        last_name=last_name,
        usage_name=record.get("pupil.usage_name"),
        first_name=first_name,
        birth_on=birth_on,
        ine=ine,
        level=record.get("pupil.level").upper() or None,
        classroom_onde_id=record.get("classroom.onde_id") or None,
        classroom_label=record.get("classroom.label") or None,
        sex=read_sex(record.get("pupil.sex")),
    )


def only_needed_sex(rows: Sequence[PupilRow]) -> tuple[PupilRow, ...]:
    """Forget the sex of every row that no other row of the file resembles."""

    def identity(row: PupilRow) -> tuple[object, ...]:
        return (*name_key(row.last_name, row.first_name), row.birth_on)

    seen = Counter(identity(row) for row in rows)
    return tuple(row if seen[identity(row)] > 1 else replace(row, sex="") for row in rows)


def _birth(record: Record) -> date | None:
    text = record.get("pupil.birth_on")
    try:
        return read_date(text)
    except BadDate as bad:
        record.refuse(BAD_BIRTH[bad.reason], text=cut(text))
        return None


def _ine(record: Record) -> str | None:
    text = record.get("pupil.ine")
    ine = read_ine(text)
    if text and ine is None:
        sentence = N_(
            "Ligne %(line)s\u00a0: l’INE «\u00a0%(text)s\u00a0» n’a pas la bonne forme (un tableur "
            "l’a peut-être modifié). Il est laissé de côté\u00a0: l’élève est reconnu par son nom, "
            "son prénom et sa date de naissance."
        )
        record.warn(sentence, text=cut(text))
    return ine
