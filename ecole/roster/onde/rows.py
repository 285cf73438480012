"""What is kept of a file: the few columns an import needs, and nothing else of the row."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from ecole.web.languages import gettext

Kind = Literal["eleves", "responsables"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Remark:
    """A sentence about a file, for people; `line` is 1-based and `kind` says which file."""

    severity: Severity
    line: int | None
    message: str
    kind: Kind | None = None


@dataclass(frozen=True)
class Finding:
    """What was noticed while reading, as it is kept until the head looks: a sentence of the
    catalogs and what fills it. It becomes a `Remark` in the language of who reads."""

    severity: Severity
    line: int | None
    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)

    def said_of(self, kind: Kind) -> Remark:
        message = gettext(self.sentence, line=self.line, **self.values)
        return Remark(self.severity, self.line, message, kind)


@dataclass(frozen=True)
class PupilRow:
    """`sex` stays empty unless two rows of the file have to be told apart; it is never stored."""

    line: int
    last_name: str
    usage_name: str
    first_name: str
    birth_on: date | None
    ine: str | None
    level: str | None
    classroom_onde_id: str | None
    classroom_label: str | None
    sex: str = ""


@dataclass(frozen=True)
class ChildRef:
    last_name: str
    usage_name: str
    first_name: str
    birth_on: date | None
    classroom_label: str | None


@dataclass(frozen=True)
class GuardianRow:
    line: int
    civility: str
    last_name: str
    usage_name: str
    first_name: str
    email: str | None
    mobile: str | None
    children: tuple[ChildRef, ...]


@dataclass(frozen=True)
class RosterFile:
    """One file read; `set_aside` holds refused pupil rows, whose pupils have not left."""

    kind: Kind
    digest: str
    fields: tuple[str, ...]
    pupils: tuple[PupilRow, ...]
    guardians: tuple[GuardianRow, ...]
    set_aside: tuple[PupilRow, ...]
    findings: tuple[Finding, ...]
    ignored_columns: tuple[str, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(finding.said_of(self.kind) for finding in self.findings)

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=date.isoformat, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "RosterFile":
        stored: dict[str, Any] = json.loads(text)
        return cls(
            kind=stored["kind"],
            digest=stored["digest"],
            fields=tuple(stored["fields"]),
            pupils=tuple(PupilRow(**_dated(row)) for row in stored["pupils"]),
            guardians=tuple(_guardian(row) for row in stored["guardians"]),
            set_aside=tuple(PupilRow(**_dated(row)) for row in stored["set_aside"]),
            findings=tuple(Finding(**finding) for finding in stored["findings"]),
            ignored_columns=tuple(stored["ignored_columns"]),
        )


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    born = row["birth_on"]
    return {**row, "birth_on": date.fromisoformat(born) if born else None}


def _guardian(row: Mapping[str, Any]) -> GuardianRow:
    children = tuple(ChildRef(**_dated(child)) for child in row["children"])
    return GuardianRow(**{**row, "children": children})
