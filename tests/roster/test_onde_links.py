"""Links are added from the file and removed only by an answer, one by one."""

from onde_world import guardian, guardians_file, imported, plan, pupil, pupils_file

PUPILS = pupils_file(pupil(), pupil("KACI", "Sami", "2016-03-03", "101010101KK"))
CLAIRE = guardian("DUPUIS", "Claire", "BERNARD Lina", mobile="0600000001")
PAUL = guardian("BERNARD", "Paul", "BERNARD Lina", civility="M.")
KARIM = guardian("KACI", "Karim", "KACI Sami", civility="M.")
SCHOOL = imported(PUPILS, guardians_file(CLAIRE, PAUL, KARIM))


def test_it_keeps_a_vanished_link_and_asks() -> None:
    outcome = plan(guardians_file(CLAIRE), base=SCHOOL)
    (question,) = outcome.questions
    assert (question.topic, question.default) == ("unlink", "keep")
    assert question.text == (
        "Paul BERNARD n’apparaît plus pour Lina BERNARD. Faut-il lui retirer l’accès à sa "
        "classe\u202f? (Non par défaut.)"
    )
    assert outcome.removed_links == ()
    assert not outcome.has_changes
    assert len(outcome.missing_guardians) == 2


def test_it_removes_only_the_link_the_head_ticked() -> None:
    key = plan(guardians_file(CLAIRE), base=SCHOOL).questions[0].id
    base = imported(guardians_file(CLAIRE), base=SCHOOL, answers={key: "remove"})
    assert len(base.links) == 2
    assert len(base.guardians) == 3
    assert not plan(guardians_file(CLAIRE), base=base).questions


def test_it_asks_nothing_about_children_the_file_does_not_name() -> None:
    outcome = plan(guardians_file(CLAIRE, PAUL), base=SCHOOL)
    assert outcome.questions == ()
    assert [one.first_name for one in outcome.missing_guardians] == ["Karim"]


def test_it_asks_nothing_about_a_guardian_whose_row_was_left_aside() -> None:
    strayed = guardian("BERNARD", "Paul", "BERNARD Lima", civility="M.")
    outcome = plan(guardians_file(CLAIRE, strayed, KARIM), base=SCHOOL)
    assert outcome.questions == ()
    assert outcome.missing_guardians == ()


def test_it_counts_the_children_left_without_guardian() -> None:
    family = guardians_file(CLAIRE)
    assert plan(family, base=imported(PUPILS)).without_guardian == 1
    assert plan(family, base=SCHOOL).without_guardian == 0
