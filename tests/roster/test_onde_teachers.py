"""The teacher written in a class label is suggested, and nothing is guessed."""

import pytest

from ecole.roster.onde.teachers import suggested_teacher


@pytest.mark.parametrize(
    ("label", "teacher"),
    [
        ("CE1-CE2 Mme DUPONT", "Mme DUPONT"),
        ("CE2 B - Mme Prénom NOM", "Mme Prénom NOM"),
        ("Classe de M MACHIN", "M. MACHIN"),
        ("Classe de M. Machin", "M. Machin"),
        ("CE1/CE2 de Mme Durand", "Mme Durand"),
        ("GS - Mme ROSSI", "Mme ROSSI"),
        ("CP (Mme LE GOFF-D'ALMEIDA)", "Mme LE GOFF-D'ALMEIDA"),
        ("CP Mlle KONÉ", "Mme KONÉ"),
        ("CM1 Mme DUPONT et M. DURAND", "Mme DUPONT"),
        ("CM1 Mme DUPONT - salle 3", "Mme DUPONT"),
        ("PETITS", None),
        ("CM1-CM2", None),
        ("CM1 M", None),
        ("CE1 M 2", None),
        ("GRAMME Mmes", None),
        ("<script>alert(1)</script>", None),
        ("", None),
    ],
)
def test_it_suggests_the_teacher_of_a_label(label: str, teacher: str | None) -> None:
    assert suggested_teacher(label) == teacher
