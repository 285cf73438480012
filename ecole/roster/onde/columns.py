"""Which columns a file has: its kind, where each field stands, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecole.roster.onde.fields import EXTRACTIONS, FIELDS, GUARDIAN_FIELDS
from ecole.roster.onde.names import norm
from ecole.roster.onde.refusals import Refused, UnknownColumns
from ecole.roster.onde.rows import Kind
from ecole.roster.onde.wording import cut
from ecole.web.languages import gettext

MAX_COLUMNS = 200  # twelve for the guardian, five a child: room for far more than a family
_GUARDIAN_MARKERS = frozenset(
    alias
    for field in GUARDIAN_FIELDS
    if field.key != "guardian.civility"
    for alias in field.aliases
    if alias.endswith("responsable")
)
# Words of a file about grown-ups: with them, a bare "Nom" is not a pupil's.
_ADULT_HEADERS = frozenset(
    {"civilite", "civiliteresponsable", "courriel", "email", "telephoneportable", "directeur"}
)


@dataclass(frozen=True)
class Layout:
    """Where each field stands: {field key: column indexes}; several for the child blocks only."""

    kind: Kind
    columns: Mapping[str, tuple[int, ...]]
    ignored: tuple[str, ...]


def kind_of(headers: Sequence[str]) -> Kind | None:
    """The kind of file these headers announce, None when only a person can tell."""
    keys = {norm(header) for header in headers}
    if keys & _GUARDIAN_MARKERS:
        return "responsables"
    if keys & _ADULT_HEADERS:
        return None
    found = _columns_by_name("eleves", headers)
    dated = "pupil.birth_on" in found or "pupil.ine" in found
    named = "pupil.last_name" in found and "pupil.first_name" in found
    return "eleves" if keys & {"nomeleve", "prenomeleve"} or (named and dated) else None


def layout_of(headers: tuple[str, ...], mapping: Mapping[int, str] | None) -> Layout:
    """Place the fields by name, or as the head said; raise `UnknownColumns` when it cannot be."""
    if len(headers) > MAX_COLUMNS:
        raise Refused(
            gettext("Ce fichier a trop de colonnes\u00a0: ce n’est pas une extraction d’ONDE.")
        )
    kind = kind_of(headers) if mapping is None else _mapped_kind(mapping)
    if kind is None:
        message = gettext(
            "Je ne reconnais pas les colonnes de ce fichier. Première ligne lue\u00a0: "
            "«\u00a0%(first)s\u00a0». Est-ce bien l’extraction «\u00a0%(pupils)s\u00a0» ou "
            "«\u00a0%(guardians)s\u00a0» d’ONDE\u202f?",
            first=cut(";".join(headers), 120),
            **EXTRACTIONS,
        )
        raise UnknownColumns(message, headers, guess(headers, None))
    if mapping is None:
        columns = _columns_by_name(kind, headers)
    else:
        columns = _columns_by_hand(kind, headers, mapping)
    missing = _missing(kind, columns)
    if missing:
        raise UnknownColumns(missing, headers, guess(headers, kind), kind)
    read = {index for indexes in columns.values() for index in indexes}
    ignored = [name for index, name in enumerate(headers) if name and index not in read]
    return Layout(kind, columns, tuple(dict.fromkeys(ignored)))


def guess(headers: Sequence[str], kind: Kind | None) -> dict[int, str]:
    """{column index: field key} for the columns whose names are known."""
    kinds: tuple[Kind, ...] = (kind,) if kind else ("responsables", "eleves")
    best = max((_columns_by_name(each, headers) for each in kinds), key=len)
    return {index: key for key, indexes in best.items() for index in indexes}


def _columns_by_name(kind: Kind, headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    keys = [norm(header) for header in headers]
    columns = {}
    for field in FIELDS[kind]:
        alias = next((alias for alias in field.aliases if alias in keys), None)
        if alias is None:
            continue
        indexes = tuple(index for index, key in enumerate(keys) if key == alias)
        columns[field.key] = indexes if field.key.startswith("child.") else indexes[:1]
    return columns


def _columns_by_hand(
    kind: Kind, headers: Sequence[str], mapping: Mapping[int, str]
) -> dict[str, tuple[int, ...]]:
    columns = {}
    for field in FIELDS[kind]:
        indexes = sorted(
            index for index, key in mapping.items() if key == field.key and index < len(headers)
        )
        if indexes:
            columns[field.key] = tuple(indexes if field.key.startswith("child.") else indexes[:1])
    return columns


def _mapped_kind(mapping: Mapping[int, str]) -> Kind | None:
    rooms = {key.split(".")[0] for key in mapping.values()}
    if rooms & {"guardian", "child"}:
        return "responsables"
    return "eleves" if "pupil" in rooms else None


def _missing(kind: Kind, columns: Mapping[str, tuple[int, ...]]) -> str | None:
    """The sentence that names the first missing column, None when the file can be read."""
    needed = {
        "eleves": {"pupil.last_name": "Nom élève", "pupil.first_name": "Prénom élève"},
        "responsables": {
            "guardian.last_name": "Nom responsable",
            "guardian.first_name": "Prénom responsable",
            "child.last_name": "Nom de famille élève",
            "child.first_name": "Prénom élève",
        },
    }[kind]
    for key, name in needed.items():
        if key not in columns:
            return gettext(
                "Il manque la colonne «\u00a0%(column)s\u00a0». Sans elle, rien ne peut être lu.",
                column=name,
            )
    if kind == "eleves" and "pupil.birth_on" not in columns and "pupil.ine" not in columns:
        return gettext(
            "Il manque la colonne «\u00a0%(column)s\u00a0». "
            "Sans elle, deux élèves de même nom seraient confondus.",
            column="Date naissance",
        )
    return None
