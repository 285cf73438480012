"""Children named on a guardian's row: found by name, date and class, or asked about."""

from dataclasses import replace
from datetime import timedelta

from onde_world import (
    R12,
    TODAY,
    guardian,
    guardians_file,
    imported,
    plan,
    pupil,
    pupils_file,
    text_file,
)

from ecole.roster.matching.known import Base

EMMAS = pupils_file(
    pupil("MARTIN", "Emma", "2015-01-09", "111111111AA", "CM2", "CM2", "3"),
    pupil("MARTIN", "Emma", "2018-06-21", "222222222BB", "CP", "CP", "2"),
    pupil("D'ALMEIDA", "Cœur-Anaïs", "2018-10-10", "888888888HH", usage="LE GOFF"),
)
WITH_DATES = R12.replace("Prénom enfant", "Prénom enfant;Date de naissance élève")


def child_refs(content: bytes) -> list[tuple[str, ...]]:
    return [one.pupils for one in plan(EMMAS, content).new_guardians]


def test_it_tells_homonyms_apart_by_class() -> None:
    family = guardians_file(guardian("MARTIN", "Luc", "MARTIN Emma/CP"))
    outcome = plan(EMMAS, family)
    (luc,) = outcome.new_guardians
    young = next(one for one in outcome.new_pupils if one.values.level == "CP")
    assert luc.pupils == (young.ref,)
    assert outcome.questions == ()


def test_it_tells_homonyms_apart_by_birth_date() -> None:
    row = "M.;;MARTIN;Luc;;;;;;;;;;MARTIN;Emma;2015-01-09;CP"
    outcome = plan(EMMAS, text_file(WITH_DATES, row))
    old = next(one for one in outcome.new_pupils if one.values.level == "CM2")
    assert outcome.new_guardians[0].pupils == (old.ref,)


def test_it_finds_no_child_born_on_another_day() -> None:
    row = "M.;;MARTIN;Luc;;;;;;;;;;MARTIN;Emma;2011-01-09;CP"
    outcome = plan(EMMAS, text_file(WITH_DATES, row))
    assert outcome.new_guardians == ()
    assert any("n’est pas dans la liste" in one.message for one in outcome.remarks)


def test_it_asks_which_homonym_is_meant() -> None:
    family = guardians_file(guardian("MARTIN", "Luc", "MARTIN Emma"))
    outcome = plan(EMMAS, family)
    (question,) = outcome.questions
    assert question.text == (
        "Ligne 2\u00a0: deux élèves s’appellent «\u00a0Emma MARTIN\u00a0». "
        "Auquel des deux ce responsable est-il rattaché\u202f?"
    )
    assert outcome.new_guardians == ()
    for choice in question.choices[1:]:
        answers = {question.id: choice.value}
        assert plan(EMMAS, family, answers=answers).new_guardians[0].pupils == (choice.value,)
        base = imported(EMMAS, family, answers=answers)
        settled = plan(EMMAS, family, base=base)
        assert settled.questions == ()
        assert not settled.has_changes


def test_it_finds_a_child_by_the_usage_name() -> None:
    family = guardians_file("Mme;;LE GOFF;Anne;;;;;;;;;;LE GOFF;Coeur Anais;CP")
    assert len(child_refs(family)) == 1


def test_it_finds_a_renamed_child_by_the_former_name() -> None:
    base = imported(pupils_file(pupil()))
    renamed = pupils_file(pupil(last="BERNARD-LOPEZ"))
    for name in ("BERNARD", "BERNARD-LOPEZ"):
        family = guardians_file(guardian("DUPUIS", "Claire", f"{name} Lina"))
        outcome = plan(renamed, family, base=base)
        assert outcome.new_guardians[0].pupils == (f"known:{base.pupils[0].id}",)


def test_it_finds_children_of_the_base_with_the_guardians_alone() -> None:
    base = imported(EMMAS)
    outcome = plan(guardians_file(guardian("MARTIN", "Luc", "MARTIN Emma/CP")), base=base)
    assert len(outcome.new_links) == 1
    assert outcome.new_pupils == outcome.missing_pupils == ()


def test_it_forgets_pupils_who_left_more_than_ninety_days_ago() -> None:
    (lina,) = imported(pupils_file(pupil())).pupils
    family = guardians_file(guardian("DUPUIS", "Claire", "BERNARD Lina"))
    for days, count in ((90, 1), (91, 0)):
        base = Base(pupils=(replace(lina, left_on=TODAY - timedelta(days=days)),))
        assert len(plan(family, base=base).new_links) == count


def test_it_prefers_a_present_child_to_one_who_left() -> None:
    (lina,) = imported(pupils_file(pupil())).pupils
    gone = replace(lina, id=99, birth_on=None, left_on=TODAY - timedelta(days=9))
    family = guardians_file(guardian("DUPUIS", "Claire", "BERNARD Lina"))
    outcome = plan(family, base=Base(pupils=(gone, lina)))
    assert [link.pupil for link in outcome.new_links] == [f"known:{lina.id}"]
