"""The sample schools, small files written by hand, and an import into memory instead of a base."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ecole.roster.matching.known import (
    Base,
    KnownClassroom,
    KnownGuardian,
    KnownLink,
    KnownPupil,
    known_id,
)
from ecole.roster.matching.plan import ImportPlan, PlannedGuardian, PlannedPupil
from ecole.roster.matching.planning import plan_import
from ecole.roster.onde.reading import read_file

FIXTURES = Path(__file__).parent.parent / "fixtures" / "onde"
SCHOOLS = ("classe-unique", "ecole-du-bourg", "ecole-voisine")
TODAY = date(2026, 9, 15)

E22 = (
    "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Adresse1;Cp1;Commune1;Pays1;"
    "Adresse2;Cp2;Commune2;Pays2; Cycle;Niveau;Libellé classe;Identifiant classe;"
    "Attestation fournie;Autorisation associations;Autorisation photo;Décision de passage"
)
E20 = (
    "Nom Elève;Nom d'usage Elève;Prénom Elève;Date naissance;Sexe;Adresse1;Cp1;Commune1;Pays1;"
    "Adresse2;Cp2;Commune2;Pays2; Cycle;Niveau;Classe;Attestation fournie;"
    "Autorisations associations;Autorisations photos;Décision de passage"
)
E24 = E22 + ";Regroupement(s);Dispositif(s);"
L20 = (
    "Nom élève;Prénom élève;Niveau;Cycle;Regroupement;Classe;Date inscription;Nom d'usage;"
    "Deuxième prénom;Troisième prénom;Date naissance;Commune naissance;Dépt naissance;"
    "Pays naissance;Sexe;Adresse;CP;Commune;Pays;Etat"
)
R12 = (
    "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;"
    "Adresse responsable;CP responsable;Commune responsable;Pays;Courriel;Téléphone domicile;"
    "Téléphone travail;Téléphone portable" + ";Nom d'usage enfant;Nom de famille enfant;"
    "Prénom enfant;Classes enfants" * 2
)
LINA = (
    "BERNARD;;Lina;2017-03-14;F;123456789AB;12 RUE DES LILAS;87000;LIMOGES;FRANCE;;;;;CYCLE II;"
    "CE1;CE1-CE2 Mme DUPONT;1234567;Oui;Oui;Non;"
)


def sample(school: str, name: str) -> bytes:
    return (FIXTURES / school / f"{name}.csv").read_bytes()


def truth(school: str) -> dict[str, Any]:
    return json.loads((FIXTURES / school / "truth.json").read_text())


def text_file(header: str, *rows: str) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode("cp1252")


def pupil(
    last: str = "BERNARD",
    first: str = "Lina",
    born: str = "2017-03-14",
    ine: str = "123456789AB",
    level: str = "CE1",
    label: str = "CE1",
    onde_id: str = "1",
    sex: str = "F",
    usage: str = "",
) -> str:
    """A row under E22."""
    return (
        f"{last};{usage};{first};{born};{sex};{ine};1 RUE A;87000;LIMOGES;FRANCE;;;;;CYCLE II;"
        f"{level};{label};{onde_id};Oui;Oui;Oui;"
    )


def guardian(
    last: str = "DUPUIS",
    first: str = "Claire",
    *children: str,
    email: str = "",
    mobile: str = "",
    civility: str = "Mme",
    usage: str = "",
) -> str:
    """A row under R12; a child is `BERNARD Lina` or `BERNARD Lina/CE1`."""
    blocks = []
    for child in children:
        names, _, label = child.partition("/")
        child_last, _, child_first = names.rpartition(" ")
        blocks.append(f";;{child_last};{child_first};{label}")
    return (
        f"{civility};{usage};{last};{first};1 RUE A;87000;LIMOGES;FRANCE;{email};;;{mobile}"
        + "".join(blocks)
    )


def pupils_file(*rows: str) -> bytes:
    return text_file(E22, *rows)


def guardians_file(*rows: str) -> bytes:
    return text_file(R12, *rows)


def plan(
    *contents: bytes,
    base: Base | None = None,
    answers: Mapping[str, str] | None = None,
    today: date = TODAY,
) -> ImportPlan:
    files = [read_file(content) for content in contents]
    return plan_import(files, base or Base(), today=today, answers=answers or {})


def imported(*contents: bytes, base: Base | None = None, **others: Any) -> Base:
    base = base or Base()
    return applied(base, plan(*contents, base=base, **others))


def applied(base: Base, outcome: ImportPlan, today: date = TODAY) -> Base:
    """The school after the import: what the database step does, in memory."""
    assert not outcome.is_blocked
    ids: dict[str | None, int] = {}
    classrooms = _classrooms(base, outcome, ids)
    pupils = _pupils(base, outcome, ids, today)
    for one in outcome.new_guardians:
        ids[one.ref] = 1000 + len(ids)
    links = {(link.guardian_id, link.pupil_id) for link in base.links}
    links |= {(_id(one.guardian, ids), _id(one.pupil, ids)) for one in outcome.new_links}
    links -= {(_id(one.guardian, ids), _id(one.pupil, ids)) for one in outcome.removed_links}
    return Base(
        pupils=pupils,
        guardians=_guardians(base, outcome, ids, links),
        classrooms=classrooms,
        links=tuple(KnownLink(*pair) for pair in sorted(links)),
    )


def _id(reference: str | None, ids: dict[str | None, int]) -> int | None:
    return ids[reference] if reference in ids else known_id(reference)


def _classrooms(
    base: Base, outcome: ImportPlan, ids: dict[str | None, int]
) -> tuple[KnownClassroom, ...]:
    rows = {one.id: one for one in base.classrooms}
    for planned in outcome.classrooms:
        ids[planned.ref] = planned.id or 1 + max(rows, default=0)
        key = ids[planned.ref]
        rows[key] = KnownClassroom(key, planned.onde_id, planned.label)
    return tuple(rows.values())


def _pupils(
    base: Base, outcome: ImportPlan, ids: dict[str | None, int], today: date
) -> tuple[KnownPupil, ...]:
    rows = {one.id: one for one in base.pupils}

    def write(planned: PlannedPupil, key: int) -> None:
        values = vars(planned.values).copy()
        values["classroom_id"] = _id(values.pop("classroom"), ids)
        rows[key] = KnownPupil(id=key, **values)

    for planned in outcome.new_pupils:
        ids[planned.ref] = 1 + max(rows, default=0)
        write(planned, ids[planned.ref])
    for planned in outcome.changed_pupils:
        assert planned.id is not None
        write(planned, planned.id)
    for key in outcome.left_pupil_ids:
        rows[key] = replace(rows[key], left_on=today)
    return tuple(rows.values())


def _guardians(
    base: Base, outcome: ImportPlan, ids: dict[str | None, int], links: set[Any]
) -> tuple[KnownGuardian, ...]:
    rows = {one.id: one for one in base.guardians}

    def write(planned: PlannedGuardian, key: int) -> None:
        rows[key] = KnownGuardian(id=key, **vars(planned.values))

    for planned in outcome.new_guardians:
        write(planned, ids[planned.ref])
    for planned in outcome.changed_guardians:
        assert planned.id is not None
        write(planned, planned.id)
    return tuple(
        replace(one, pupil_ids=frozenset(child for person, child in links if person == one.id))
        for one in rows.values()
    )
