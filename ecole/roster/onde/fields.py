"""The columns we know, under every name ONDE has given them over the years."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecole.roster.onde.rows import Kind


@dataclass(frozen=True)
class Field:
    """`key` is ours, `label` is for the mapping screen, `aliases` are normalised headers."""

    key: str
    label: str
    aliases: tuple[str, ...]


PUPIL_FIELDS = (
    Field(
        "pupil.last_name",
        "Nom de l’élève",
        ("nomeleve", "nomdefamilleeleve", "nomdefamille", "nom"),
    ),
    Field(
        "pupil.usage_name", "Nom d’usage de l’élève", ("nomdusageeleve", "nomdusage", "nomusage")
    ),
    Field("pupil.first_name", "Prénom de l’élève", ("prenomeleve", "prenom")),
    Field(
        "pupil.birth_on",
        "Date de naissance",
        ("datenaissance", "datedenaissance", "datenaissanceeleve", "datedenaissanceeleve", "neele"),
    ),
    Field("pupil.ine", "INE", ("ine",)),
    Field("pupil.sex", "Sexe (pour reconnaître les doublons, non conservé)", ("sexe",)),
    Field("pupil.level", "Niveau", ("niveau",)),
    Field("classroom.label", "Classe", ("libelleclasse", "classe")),
    Field("classroom.onde_id", "Identifiant de la classe", ("identifiantclasse",)),
)
GUARDIAN_FIELDS = (
    Field("guardian.civility", "Civilité du responsable", ("civiliteresponsable", "civilite")),
    Field("guardian.last_name", "Nom du responsable", ("nomresponsable",)),
    Field(
        "guardian.usage_name",
        "Nom d’usage du responsable",
        ("nomusageresponsable", "nomdusageresponsable"),
    ),
    Field("guardian.first_name", "Prénom du responsable", ("prenomresponsable",)),
    Field("guardian.email", "Adresse électronique", ("courriel", "email")),
    Field("guardian.mobile", "Téléphone portable", ("telephoneportable",)),
)
CHILD_FIELDS = (
    Field(
        "child.last_name",
        "Nom de l’enfant",
        ("nomdefamilleenfant", "nomdefamilleeleve", "nomdeleleve", "nomenfant", "nomeleve"),
    ),
    Field("child.usage_name", "Nom d’usage de l’enfant", ("nomdusageenfant", "nomdusageeleve")),
    Field(
        "child.first_name", "Prénom de l’enfant", ("prenomenfant", "prenomeleve", "prenomdeleleve")
    ),
    Field(
        "child.birth_on",
        "Date de naissance de l’enfant",
        ("datedenaissanceeleve", "datedenaissanceenfant"),
    ),
    Field(
        "child.classroom_label",
        "Classe de l’enfant",
        ("classesenfants", "classeseleves", "classesdeleleve"),
    ),
)
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    "eleves": PUPIL_FIELDS,
    "responsables": GUARDIAN_FIELDS + CHILD_FIELDS,
}
KNOWN_HEADERS = frozenset(
    alias for fields in FIELDS.values() for field in fields for alias in field.aliases
)


def mapping_choices() -> dict[Kind, list[tuple[str, str]]]:
    """What the mapping screen offers: {kind: [(field key, French label)]}."""
    return {kind: [(field.key, field.label) for field in fields] for kind, fields in FIELDS.items()}
