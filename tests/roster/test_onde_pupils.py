"""Pupils across two imports: who is the same child, who is not, and when the head is asked."""

from datetime import date

import pytest
from onde_world import L20, LINA, imported, plan, pupil, pupils_file, text_file

from ecole.roster.matching.plan import ImportPlan
from ecole.roster.matching.summary import summary
from ecole.roster.onde.refusals import Refused


def second(first: list[str], then: list[str], **answers: str) -> ImportPlan:
    return plan(pupils_file(*then), base=imported(pupils_file(*first)), answers=answers)


def changed_fields(outcome: ImportPlan) -> list[tuple[str, str | None, str | None]]:
    return [
        (change.field, change.old, change.new)
        for one in outcome.changed_pupils
        for change in one.changes
    ]


def only_question(outcome: ImportPlan, topic: str) -> str:
    (question,) = [one for one in outcome.questions if one.topic == topic]
    return question.id


OTHERS = [pupil(first=f"Zoé {n}", ine="", born=f"2016-01-1{n}", label="CM1") for n in range(8)]


def test_it_creates_a_plain_pupil() -> None:
    outcome = plan(pupils_file(LINA))
    (lina,) = outcome.new_pupils
    assert lina.values.birth_on == date(2017, 3, 14)
    assert (lina.id, lina.values.level, lina.values.ine) == (None, "CE1", "123456789AB")
    assert outcome.classrooms[0].ref == lina.values.classroom
    assert outcome.classrooms[0].suggested_teacher == "Mme DUPONT"


def test_it_keeps_homonyms_born_on_other_days_apart() -> None:
    rows = [
        pupil("MARTIN", "Emma", "2015-01-09", "111111111AA", "CM2", "CM2", "3"),
        pupil("MARTIN", "Emma", "2018-06-21", "222222222BB", "CP", "CP", "2"),
    ]
    base = imported(pupils_file(*rows))
    assert len(base.pupils) == 2
    assert not plan(pupils_file(*reversed(rows)), base=base).has_changes


def test_it_keeps_twins_apart() -> None:
    rows = [
        pupil("LEFEVRE", "Jean-Baptiste", "2017-05-30", "444444444DD"),
        pupil("LEFEVRE", "Jean", "2017-05-30", "444444445DE"),
    ]
    assert len(plan(pupils_file(*rows)).new_pupils) == 2
    assert not second(rows, rows).has_changes


def test_it_fills_an_ine_that_comes_later() -> None:
    outcome = second([pupil(ine="")], [pupil(ine="555555555EE")])
    assert changed_fields(outcome) == [("ine", None, "555555555EE")]
    assert summary(outcome, applied=False)["changes"]["ine_filled"] == 1


@pytest.mark.parametrize("later", ["", "1,23457E+08"])
def test_it_keeps_the_ine_that_a_later_file_lacks(later: str) -> None:
    outcome = second([LINA], [LINA.replace("123456789AB", later)])
    assert not outcome.has_changes
    assert len(outcome.unchanged_pupils) == 1


def test_it_renames_a_pupil_with_the_same_ine() -> None:
    outcome = second([pupil()], [pupil(last="BERNARD-LOPEZ", label="CE2", onde_id="9")])
    assert changed_fields(outcome) == [
        ("last_name", "BERNARD", "BERNARD-LOPEZ"),
        ("classroom", "CE1", "CE2"),
    ]
    numbers = summary(outcome, applied=False)["changes"]
    assert (numbers["renamed"], numbers["moved"], numbers["arrived"]) == (1, 1, 0)
    assert outcome.new_pupils == outcome.missing_pupils == ()


def test_it_compares_names_without_accents_or_signs() -> None:
    outcome = second(
        [pupil("D'ALMEIDA", "Cœur-Anaïs", ine="")], [pupil("DALMEIDA", "COEUR ANAIS", ine="")]
    )
    assert outcome.new_pupils == ()
    assert len(outcome.changed_pupils) == 1


def test_it_asks_when_the_ine_differs_and_waits() -> None:
    rows = [pupil(), *OTHERS]
    changed = [pupil(ine="999999999ZZ", label="CE2", onde_id="9"), *OTHERS]
    outcome = second(rows, changed)
    key = only_question(outcome, "pupil")
    assert not outcome.new_pupils
    assert not outcome.changed_pupils
    assert outcome.missing_pupils == ()
    lina = next(one for one in imported(pupils_file(*rows)).pupils if one.first_name == "Lina")
    same = second(rows, changed, **{key: f"known:{lina.id}"})
    assert ("ine", "123456789AB", "999999999ZZ") in changed_fields(same)
    other = second(rows, changed, **{key: "new"})
    assert [one.values.ine for one in other.new_pupils] == ["999999999ZZ"]


def test_it_matches_a_list_without_dates_only_when_the_name_is_unique() -> None:
    base = imported(pupils_file(LINA, pupil("MARTIN", "Emma", "2015-01-09", "111111111AA")))
    twin = imported(
        pupils_file(pupil("MARTIN", "Emma", "2016-01-09", "2" * 9 + "BB"), LINA), base=base
    )
    undated = [
        pupil(born="", ine="", label="CE1-CE2 Mme DUPONT", onde_id="1234567"),
        pupil("MARTIN", "Emma", "", "", label="CE2", onde_id="8"),
    ]
    outcome = plan(pupils_file(*undated), base=twin)
    assert only_question(outcome, "pupil")
    assert not outcome.new_pupils
    assert outcome.missing_pupils == ()
    assert [one.values.first_name for one in outcome.unchanged_pupils] == ["Lina"]


def test_it_offers_a_suspected_rename_but_supposes_two_children() -> None:
    before = [pupil(ine=""), *OTHERS]
    after = [pupil(last="LOPEZ", ine=""), *OTHERS]
    outcome = second(before, after)
    key = only_question(outcome, "renamed")
    assert len(outcome.new_pupils) == len(outcome.missing_pupils) == 1
    choice = outcome.questions[0] if outcome.questions[0].id == key else outcome.questions[1]
    known = choice.choices[1].value
    same = second(before, after, **{key: known})
    assert not same.new_pupils
    assert not same.missing_pupils
    assert changed_fields(same) == [("last_name", "BERNARD", "LOPEZ")]


def test_it_does_not_suspect_a_rename_between_two_ines() -> None:
    outcome = second([pupil(), *OTHERS], [pupil(last="LOPEZ", ine="999999999ZZ"), *OTHERS])
    assert [one.topic for one in outcome.questions] == ["remove_missing"]


def test_it_never_counts_a_refused_row_as_an_absence() -> None:
    outcome = second([LINA, *OTHERS], [LINA.replace("2017-03-14", "2017-02-31"), *OTHERS])
    assert outcome.missing_pupils == ()
    assert not outcome.has_changes


def test_it_imports_a_pupil_without_class() -> None:
    row = "SILVA;;Inês;2015-12-12;F;777777777GG;6 RUE I;87000;LIMOGES;FRANCE;;;;;;;;;Oui;Oui;Oui;"
    outcome = plan(pupils_file(row))
    assert outcome.new_pupils[0].values.classroom is None
    assert outcome.without_class == 1
    assert outcome.remarks[0].message == (
        "1 élève n’a pas encore de classe. Sa famille aura un code\u202f; elle verra la classe "
        "dès qu’elle sera connue."
    )
    assert not second([row], [row]).has_changes


def test_it_says_how_many_have_no_class() -> None:
    outcome = plan(
        pupils_file(*(pupil(first=f"Z{n}", ine="", label="", onde_id="") for n in "abcdef"))
    )
    assert outcome.remarks[0].message == (
        "6 élèves n’ont pas encore de classe. Leurs familles auront un code\u202f; elles verront "
        "la classe dès qu’elle sera connue."
    )


def test_it_warns_about_ages_outside_primary_school() -> None:
    outcome = plan(
        pupils_file(pupil(born="2005-07-07"), pupil(first="Léo", born="2025-01-01", ine=""))
    )
    assert len(outcome.new_pupils) == 2
    assert ["l’âge de l’école primaire" in one.message for one in outcome.remarks] == [True, True]
    assert not plan(pupils_file(pupil(born="2013-01-01"))).remarks


def test_it_finds_the_pupils_of_the_complete_file_in_the_other_list() -> None:
    row = (
        "BERNARD;Lina;CE1;CYCLE II;;CE1-CE2 Mme DUPONT;04/09/2023;;Rose;;14/03/2017;LIMOGES;087;"
        "FRANCE;FEMININ;12 RUE DES LILAS;87000;LIMOGES;FRANCE;Définitif"
    )
    other_list = text_file(L20, row)
    assert not plan(other_list, base=imported(pupils_file(LINA))).has_changes
    base = imported(other_list)
    outcome = plan(pupils_file(LINA), base=base)
    assert changed_fields(outcome) == [("ine", None, "123456789AB")]
    assert [one.status for one in outcome.classrooms] == ["identified"]
    assert not plan(pupils_file(LINA), base=imported(pupils_file(LINA), base=base)).has_changes


def test_it_restores_a_pupil_who_comes_back() -> None:
    at_home = [row.replace("CM1;1;", "CE1-CE2 Mme DUPONT;1234567;") for row in OTHERS]
    base = imported(pupils_file(LINA, *at_home))
    base = imported(pupils_file(*at_home), base=base, answers={"remove_missing": "remove"})
    (gone,) = [one for one in base.pupils if one.left_on]
    outcome = plan(pupils_file(LINA, *at_home), base=base)
    assert [one.id for one in outcome.returned_pupils] == [gone.id]
    assert outcome.new_pupils == ()
    assert summary(outcome, applied=False)["changes"]["arrived"] == 1


def test_it_keeps_two_pupils_the_file_cannot_tell_apart_stable() -> None:
    rows = [pupil(ine="", label="CP", onde_id="1"), pupil(ine="", label="CE2", onde_id="2")]
    base = imported(pupils_file(*rows))
    assert len(base.pupils) == 2
    assert not plan(pupils_file(*reversed(rows)), base=base).has_changes


def test_it_refuses_the_same_list_twice() -> None:
    with pytest.raises(Refused, match="pas deux fois la même liste"):
        plan(pupils_file(LINA), pupils_file(LINA))


@pytest.mark.parametrize(
    ("new", "is_offered"),
    [
        ({"last": "LOPEZ", "first": "Léna", "label": "CP", "onde_id": "7"}, True),
        ({"born": "2017-04-14"}, True),
        ({"born": "2017-04-14", "label": "CP", "onde_id": "7"}, False),
        ({"born": "2017-04-14", "first": "Léna"}, False),
    ],
)
def test_it_suspects_one_child_by_birth_date_or_first_name_and_class(
    new: dict[str, str], is_offered: bool
) -> None:
    outcome = second([pupil(ine=""), *OTHERS], [pupil(**{"ine": "", **new}), *OTHERS])
    assert ("renamed" in [one.topic for one in outcome.questions]) is is_offered
    assert len(outcome.new_pupils) == 1
