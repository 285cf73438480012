"""Partial files, other schools: nobody is taken away without being asked."""

from dataclasses import replace

from onde_world import guardian, guardians_file, imported, plan, pupil, pupils_file

CLASSES = [(f"CLASSE {n}", str(n)) for n in range(1, 6)]
SCHOOL = [
    pupil(f"NOM{letter}{n}", "Ana", f"2016-0{n}-1{k}", "", label=label, onde_id=onde_id)
    for k, letter in enumerate("ABCDE")
    for n, (label, onde_id) in enumerate(CLASSES, start=1)
]
YES = {"remove_missing": "remove"}


def test_it_keeps_absent_pupils_by_default() -> None:
    base = imported(pupils_file(*SCHOOL))
    outcome = plan(pupils_file(*SCHOOL[1:]), base=base)
    assert len(outcome.missing_pupils) == 1
    assert outcome.left_pupil_ids == ()
    assert not outcome.has_changes
    (question,) = outcome.questions
    assert (question.id, question.default) == ("remove_missing", "keep")


def test_it_marks_absent_pupils_as_left_when_the_head_says_so() -> None:
    base = imported(pupils_file(*SCHOOL))
    outcome = plan(pupils_file(*SCHOOL[1:]), base=base, answers=YES)
    assert outcome.left_pupil_ids == (outcome.missing_pupils[0].id,)
    after = imported(pupils_file(*SCHOOL[1:]), base=base, answers=YES)
    assert len(after.current_pupils) == 24
    assert len(after.pupils) == 25


def test_it_removes_nobody_when_more_than_a_fifth_is_absent() -> None:
    base = imported(pupils_file(*SCHOOL))
    a_fifth = plan(pupils_file(*SCHOOL[5:]), base=base, answers=YES)
    assert len(a_fifth.left_pupil_ids) == 5
    outcome = plan(pupils_file(*SCHOOL[6:]), base=base, answers=YES)
    assert outcome.left_pupil_ids == ()
    assert [guard.message for guard in outcome.guards] == [
        "6 des 25 élèves de l’école sont absents de ce fichier. Avez-vous exporté une seule "
        "classe\u202f? Par prudence, personne ne sera retiré."
    ]
    assert outcome.questions == ()
    assert not outcome.is_blocked


def test_it_removes_nobody_when_a_whole_class_is_absent() -> None:
    base = imported(pupils_file(*SCHOOL))
    others = [row for row in SCHOOL if "CLASSE 1;" not in row]
    outcome = plan(pupils_file(*others), base=base, answers=YES)
    assert [guard.key for guard in outcome.guards] == ["whole_class"]
    assert "«\u00a0CLASSE 1\u00a0»" in outcome.guards[0].message
    assert outcome.left_pupil_ids == ()


def test_it_removes_nobody_when_the_file_is_one_class() -> None:
    rows = [pupil(f"NOM{n}", "Ana", f"2016-01-{n + 10}", "", onde_id="1") for n in range(9)]
    moved = [pupil("SEUL", "Ana", ine="", onde_id="2")]
    base = imported(pupils_file(*rows, *moved))
    outcome = plan(pupils_file(*rows), base=base, answers=YES)
    assert "one_class" in [guard.key for guard in outcome.guards]
    assert outcome.left_pupil_ids == ()


def test_it_has_no_guard_for_a_school_of_one_class() -> None:
    rows = [pupil(f"NOM{n}", "Ana", f"2016-01-{n + 10}", "") for n in range(9)]
    outcome = plan(pupils_file(*rows[1:]), base=imported(pupils_file(*rows)), answers=YES)
    assert outcome.guards == ()
    assert len(outcome.left_pupil_ids) == 1


def test_it_expects_a_level_to_leave_in_a_new_year() -> None:
    base = imported(pupils_file(*SCHOOL))
    unplaced = tuple(replace(one, classroom_id=None) for one in base.pupils)
    new_year = replace(base, pupils=unplaced, classrooms=(), is_new_year=True)
    outcome = plan(pupils_file(*SCHOOL[7:]), base=new_year, answers=YES)
    assert outcome.guards == ()
    assert len(outcome.left_pupil_ids) == 7


def test_it_blocks_the_file_of_another_school() -> None:
    base = imported(pupils_file(*SCHOOL))
    stranger = pupils_file(pupil("AUTRE", "Zoé", "2015-05-05", "999999999ZZ"))
    outcome = plan(stranger, base=base)
    assert outcome.is_blocked
    assert outcome.guards[0].message == (
        "Aucun élève de ce fichier n’est connu ici. Est-ce la bonne école\u202f?"
    )
    confirmed = plan(stranger, base=base, answers={"right_school": "yes", **YES})
    assert not confirmed.is_blocked
    assert confirmed.left_pupil_ids == ()


def test_it_blocks_the_guardians_of_another_school() -> None:
    base = imported(pupils_file(*SCHOOL))
    family = guardians_file(guardian("AUTRE", "Luc", "AUTRE Zoé"))
    assert plan(family, base=base).is_blocked
    assert not plan(family).is_blocked


def test_it_does_not_block_the_first_file_of_a_school() -> None:
    assert not plan(pupils_file(*SCHOOL)).is_blocked
