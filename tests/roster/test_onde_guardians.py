"""Grown-ups: which account each one has, and which stay two."""

import pytest
from onde_world import guardian, guardians_file, imported, plan, pupil, pupils_file

from ecole.roster.matching.known import Base
from ecole.roster.matching.plan import ImportPlan
from ecole.roster.matching.summary import summary

PUPILS = pupils_file(
    pupil(),
    pupil("BERNARD", "Hugo", "2021-03-14", "", "PS", "PETITS", "2"),
    pupil("KACI", "Sami", "2016-03-03", "101010101KK", "CE2", "CE2", "3"),
    pupil("SILVA", "Inês", "2015-12-12", "777777777GG", label="", onde_id=""),
)
CLAIRE = guardian("DUPUIS", "Claire", "BERNARD Lina/CE1", mobile="0600000001")
SAMI = guardian("KACI", "Karim", "KACI Sami", civility="M.")


def school(*rows: str) -> Base:
    return imported(PUPILS, guardians_file(*rows))


def again(base: Base, *rows: str, **answers: str) -> ImportPlan:
    return plan(guardians_file(*rows), base=base, answers=answers)


def the_question(outcome: ImportPlan) -> str:
    (question,) = outcome.questions
    return question.id


def test_it_gives_one_account_and_two_links_for_two_children() -> None:
    outcome = plan(
        PUPILS, guardians_file(guardian("DUPUIS", "Claire", "BERNARD Lina", "BERNARD Hugo"))
    )
    assert len(outcome.new_guardians) == 1
    assert len(outcome.new_links) == 2
    assert outcome.without_guardian == 2


def test_it_keeps_separated_parents_apart() -> None:
    paul = guardian("BERNARD", "Paul", "BERNARD Lina", mobile="0600000002", civility="M.")
    outcome = plan(PUPILS, guardians_file(paul, CLAIRE))
    assert len(outcome.new_guardians) == len(outcome.new_links) == 2


def test_it_keeps_parents_apart_who_share_an_email() -> None:
    rows = [
        guardian("KACI", "Karim", "KACI Sami", email="famille@example.org", civility="M."),
        guardian("AMRANI", "Nadia", "KACI Sami", email="famille@example.org", usage="KACI"),
    ]
    assert len(plan(PUPILS, guardians_file(*rows)).new_guardians) == 2
    base = school(rows[0])
    outcome = again(base, *rows)
    assert len(outcome.new_guardians) == 1
    assert outcome.questions == ()


def test_it_keeps_homonyms_of_one_file_apart() -> None:
    rows = [
        guardian("MARTIN", "Marie", "BERNARD Lina", mobile="0600000001"),
        guardian("MARTIN", "Marie", "KACI Sami", mobile="0600000002"),
    ]
    base = school(*rows)
    assert len(base.guardians) == 2
    assert not again(base, *reversed(rows)).has_changes


@pytest.mark.parametrize(
    "rows",
    [
        [guardian("MARTIN", "Marie", "BERNARD Lina"), guardian("MARTIN", "Marie", "BERNARD Lina")],
        [
            guardian("MARTIN", "Marie", "BERNARD Lina", mobile="600000001"),
            guardian("MARTIN", "Marie", "KACI Sami", mobile="0600000001"),
        ],
        [
            guardian("MARTIN", "Marie", "BERNARD Lina", email="M@example.org"),
            guardian("MARTIN", "Marie", "KACI Sami", email="m@example.org"),
        ],
    ],
)
def test_it_joins_rows_that_share_name_and_child_or_contact(rows: list[str]) -> None:
    outcome = plan(PUPILS, guardians_file(*rows))
    assert len(outcome.new_guardians) == 1
    assert any(
        one.message.startswith("Lignes 2 et 3\u00a0: le même responsable")
        for one in outcome.remarks
    )


def test_it_separates_a_new_homonym_and_tells_the_head() -> None:
    base = school(guardian("MARTIN", "Marie", "BERNARD Lina"))
    row = guardian("MARTIN", "Marie", "KACI Sami")
    outcome = again(base, row)
    (question,) = outcome.questions
    assert question.text == (
        "Ligne 2\u00a0: nom identique à un responsable déjà connu (Marie MARTIN), mais sans enfant "
        "commun. Deux comptes séparés seront créés. Si c’est la même personne, cochez "
        "«\u00a0fusionner\u00a0»."
    )
    assert len(outcome.new_guardians) == 1
    merged = again(base, row, **{question.id: question.choices[1].value})
    assert not merged.new_guardians
    assert len(merged.new_links) == 1


@pytest.mark.parametrize("contact", [{"mobile": "0600000009"}, {"email": "MARIE@example.org"}])
def test_it_follows_the_same_name_with_the_same_contact(contact: dict[str, str]) -> None:
    base = school(
        guardian("MARTIN", "Marie", "BERNARD Lina", email="marie@example.org", mobile="0600000009")
    )
    outcome = again(base, guardian("MARTIN", "Marie", "KACI Sami", **contact))
    assert not outcome.new_guardians
    assert len(outcome.new_links) == 1
    assert outcome.questions == ()


def test_it_offers_a_changed_name_as_the_same_person() -> None:
    base = school(CLAIRE)
    row = guardian("DURAND", "Claire", "BERNARD Lina", mobile="0600000001")
    outcome = again(base, row)
    question = next(one for one in outcome.questions if one.topic == "guardian_renamed")
    assert question.default == "separate"
    assert len(outcome.new_guardians) == 1
    same = again(base, row, **{question.id: question.choices[1].value})
    assert not same.new_guardians
    assert same.changed_guardians[0].changes[0].field == "last_name"


def test_it_updates_what_onde_says_and_keeps_what_onde_forgets() -> None:
    base = school(
        guardian("DUPUIS", "Claire", "BERNARD Lina", email="a@example.org", mobile="0600000001")
    )
    outcome = again(base, guardian("DUPUIS", "Claire", "BERNARD Lina", email="b@example.org"))
    (claire,) = outcome.changed_guardians
    assert [(one.field, one.old, one.new) for one in claire.changes] == [
        ("email_onde", "a@example.org", "b@example.org")
    ]
    assert claire.values.mobile_onde == "0600000001"


def test_it_leaves_aside_a_guardian_whose_child_is_unknown() -> None:
    outcome = plan(PUPILS, guardians_file(guardian("GARNIER", "Luc", "GARNIER Mila"), CLAIRE))
    assert [one.values.first_name for one in outcome.new_guardians] == ["Claire"]
    assert outcome.guardians_aside == 1
    warning = next(one for one in outcome.remarks if one.kind == "responsables")
    assert warning.line == 2
    assert warning.message == (
        "Ligne 2\u00a0: l’enfant «\u00a0Mila GARNIER\u00a0» n’est pas dans la liste des élèves. "
        "Importez d’abord le fichier «\u00a0Élèves\u00a0», ou vérifiez l’orthographe."
    )


def test_it_keeps_a_guardian_with_one_known_child_of_two() -> None:
    outcome = plan(PUPILS, guardians_file(guardian("KACI", "Karim", "KACI Sami", "KACI Yanis")))
    assert len(outcome.new_guardians) == len(outcome.new_links) == 1


def test_it_gives_three_guardians_their_codes_and_warns() -> None:
    rows = [
        guardian("SILVA", "Rui", "SILVA Inês", mobile="0600000010", civility="M."),
        guardian("COSTA", "Rita", "SILVA Inês", mobile="0600000011"),
        guardian("SILVA", "Odete", "SILVA Inês"),
        guardian("SANS", "Enfant"),
    ]
    outcome = plan(PUPILS, guardians_file(*rows))
    assert len(outcome.new_guardians) == 3
    messages = [one.message for one in outcome.remarks]
    assert (
        "Lignes 2, 3 et 4\u00a0: «\u00a0Inês SILVA\u00a0» a 3 responsables. Chacun aura son code."
        in messages
    )
    assert any(one.startswith("Ligne 5\u00a0: ce responsable n’a aucun enfant") for one in messages)


def test_it_never_touches_guardians_with_the_pupils_file_alone() -> None:
    outcome = plan(PUPILS, base=school(CLAIRE, SAMI))
    numbers = summary(outcome, applied=False)
    assert set(numbers["guardians"].values()) == {0}
    assert not outcome.has_changes


def test_it_takes_no_account_twice() -> None:
    base = school(guardian("MARTIN", "Marie", "BERNARD Lina", "KACI Sami", mobile="0600000001"))
    outcome = again(
        base,
        guardian("MARTIN", "Marie", "BERNARD Lina", mobile="0600000001"),
        guardian("MARTIN", "Marie", "KACI Sami", mobile="0600000002"),
    )
    assert len(outcome.unchanged_guardians) == 1
    assert len(outcome.new_guardians) == 1


@pytest.mark.parametrize("mobile", ["0600000002", ""])
def test_it_does_not_suspect_a_changed_name_without_the_same_mobile(mobile: str) -> None:
    outcome = again(school(CLAIRE), guardian("DURAND", "Claire", "BERNARD Lina", mobile=mobile))
    assert [one.topic for one in outcome.questions] == ["unlink"]


def test_it_keeps_the_email_that_a_later_file_lacks() -> None:
    base = school(guardian("DUPUIS", "Claire", "BERNARD Lina", email="a@example.org"))
    assert not again(base, guardian("DUPUIS", "Claire", "BERNARD Lina")).has_changes
