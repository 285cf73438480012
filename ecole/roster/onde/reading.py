"""One ONDE file, from bytes to rows: what can be read is kept, every other line is named."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ecole.roster.onde.columns import Layout, layout_of
from ecole.roster.onde.decoding import decode
from ecole.roster.onde.fields import EXTRACTIONS
from ecole.roster.onde.guardian_rows import read_guardian
from ecole.roster.onde.names import norm
from ecole.roster.onde.pupil_rows import only_needed_sex, read_pupil
from ecole.roster.onde.record import Record
from ecole.roster.onde.refusals import Refused
from ecole.roster.onde.rows import Finding, GuardianRow, PupilRow, RosterFile
from ecole.roster.onde.sheet import Header, Row, body_of, find_header
from ecole.web.languages import N_, gettext

MAX_ROWS = 5000


def read_file(content: bytes, mapping: Mapping[int, str] | None = None) -> RosterFile:
    """Read one upload; `mapping` is {column index: field key} when the head chose the columns.

    Raise `UnknownColumns` when the columns need a person, `Refused` for any other file.
    """
    text, warnings = decode(content)
    header = find_header(text)
    layout = layout_of(header.cells, mapping)
    findings = [*warnings, *_column_findings(layout, header)]
    rows = _read_rows(body_of(text, header), layout, header, findings)
    return RosterFile(
        kind=layout.kind,
        digest=hashlib.sha256(content).hexdigest(),
        fields=tuple(sorted(layout.columns)),
        pupils=only_needed_sex(rows.pupils),
        guardians=tuple(rows.guardians),
        set_aside=only_needed_sex(rows.set_aside),
        findings=tuple(findings),
        ignored_columns=layout.ignored,
    )


@dataclass
class _Rows:
    pupils: list[PupilRow] = field(default_factory=list)
    set_aside: list[PupilRow] = field(default_factory=list)
    guardians: list[GuardianRow] = field(default_factory=list)


def _read_rows(
    body: Iterator[Row], layout: Layout, header: Header, findings: list[Finding]
) -> _Rows:
    rows = _Rows()
    line = None
    for line, cells in _limited(body):
        if _is_other_table(cells):
            findings.append(_organisations(line))
            break
        record = Record(layout, header.cells, line, cells, findings)
        if layout.kind == "responsables":
            guardian = read_guardian(record)
            rows.guardians += [guardian] if guardian else []
        else:
            pupil = read_pupil(record)
            (rows.set_aside if record.is_refused else rows.pupils).append(pupil)
    if line is None:
        raise Refused(gettext("Ce fichier n’a aucune ligne sous ses titres de colonnes."))
    return rows


def _limited(rows: Iterator[Row]) -> Iterator[Row]:
    yield from islice(rows, MAX_ROWS)
    if next(rows, None) is not None:
        raise Refused(
            gettext(
                "Ce fichier dépasse 5 000 lignes\u00a0: "
                "ce n’est pas l’extraction d’une seule école."
            )
        )


def _is_other_table(cells: list[str]) -> bool:
    """The list of organisations after the guardians; some files shift it by one empty cell."""
    heads = [norm(cell) for cell in cells[:3]]
    return ["intitule", "adresseorganisme"] in (heads[:2], heads[1:3])


def _organisations(line: int) -> Finding:
    sentence = N_(
        "Les lignes «\u00a0%(table)s\u00a0» en bas du fichier ont été laissées de côté."
    )
    return Finding("warning", line, sentence, {"table": "Organismes"})


def _column_findings(layout: Layout, header: Header) -> Iterator[Finding]:
    columns = layout.columns
    if layout.kind == "responsables":
        blocks = len(columns["child.last_name"])
        if 0 < len(columns.get("child.birth_on", ())) < blocks:
            sentence = N_(
                "La colonne «\u00a0%(column)s\u00a0» n’est pas répétée pour chaque enfant\u00a0: "
                "elle n’est pas lue."
            )
            yield Finding("warning", header.line, sentence, {"column": "Date de naissance élève"})
        return
    if "pupil.ine" not in columns:
        sentence = N_(
            "C’est la liste «\u00a0%(pupils)s\u00a0», mais pas l’extraction complète\u00a0: "
            "elle n’a pas d’INE. L’import est possible avec nom, prénom et date de naissance."
        )
        yield Finding("warning", header.line, sentence, EXTRACTIONS)
    if not {"classroom.label", "classroom.onde_id"} & set(columns):
        sentence = N_(
            "Il manque la colonne «\u00a0%(column)s\u00a0». "
            "Les élèves gardent leur classe actuelle."
        )
        yield Finding("warning", header.line, sentence, {"column": "Libellé classe"})
