"""The columns we know, under every name ONDE has given them over the years."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecole.roster.onde.rows import Kind
from ecole.web.languages import N_, gettext

# The two lists as the screens of ONDE name them, whatever the language of the page.
EXTRACTIONS = {"pupils": "Élèves", "guardians": "Responsables"}


@dataclass(frozen=True)
class Field:
    """`key` is ours, `label` is French for the mapping screen, `aliases` are normalised headers."""

    key: str
    label: str
    aliases: tuple[str, ...]


PUPIL_FIELDS = (
    Field(
        "pupil.last_name",
        N_("Nom de l’élève"),
        ("nomeleve", "nomdefamilleeleve", "nomdefamille", "nom"),
    ),
    Field(
        "pupil.usage_name",
        N_("Nom d’usage de l’élève"),
        ("nomdusageeleve", "nomdusage", "nomusage"),
    ),
    Field("pupil.first_name", N_("Prénom de l’élève"), ("prenomeleve", "prenom")),
    Field(
        "pupil.birth_on",
        N_("Date de naissance"),
        ("datenaissance", "datedenaissance", "datenaissanceeleve", "datedenaissanceeleve", "neele"),
    ),
    Field("pupil.ine", N_("INE"), ("ine",)),
    Field("pupil.sex", N_("Sexe (pour reconnaître les doublons, non conservé)"), ("sexe",)),
    Field("pupil.level", N_("Niveau"), ("niveau",)),
    Field("classroom.label", N_("Classe"), ("libelleclasse", "classe")),
    Field("classroom.onde_id", N_("Identifiant de la classe"), ("identifiantclasse",)),
)
GUARDIAN_FIELDS = (
    Field("guardian.civility", N_("Civilité du responsable"), ("civiliteresponsable", "civilite")),
    Field("guardian.last_name", N_("Nom du responsable"), ("nomresponsable",)),
    Field(
        "guardian.usage_name",
        N_("Nom d’usage du responsable"),
        ("nomusageresponsable", "nomdusageresponsable"),
    ),
    Field("guardian.first_name", N_("Prénom du responsable"), ("prenomresponsable",)),
    Field("guardian.email", N_("Adresse électronique"), ("courriel", "email")),
    Field("guardian.mobile", N_("Téléphone portable"), ("telephoneportable",)),
)
CHILD_FIELDS = (
    Field(
        "child.last_name",
        N_("Nom de l’enfant"),
        ("nomdefamilleenfant", "nomdefamilleeleve", "nomdeleleve", "nomenfant", "nomeleve"),
    ),
    Field("child.usage_name", N_("Nom d’usage de l’enfant"), ("nomdusageenfant", "nomdusageeleve")),
    Field(
        "child.first_name",
        N_("Prénom de l’enfant"),
        ("prenomenfant", "prenomeleve", "prenomdeleleve"),
    ),
    Field(
        "child.birth_on",
        N_("Date de naissance de l’enfant"),
        ("datedenaissanceeleve", "datedenaissanceenfant"),
    ),
    Field(
        "child.classroom_label",
        N_("Classe de l’enfant"),
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
    """What the mapping screen offers: {kind: [(field key, label)]}."""
    return {
        kind: [(field.key, gettext(field.label)) for field in fields]
        for kind, fields in FIELDS.items()
    }
