"""Classrooms: identifier first, then label; levels counted; renames kept apart from moves."""

from onde_world import E20, LINA, imported, plan, pupil, pupils_file, text_file


def test_it_makes_one_class_of_two_levels() -> None:
    issa = LINA.replace("Lina", "Issa").replace("123456789AB", "").replace("CE1;CE1-", "CE2;CE1-")
    (classroom,) = plan(pupils_file(LINA, issa)).classrooms
    assert classroom.levels == (("CE1", 1), ("CE2", 1))
    assert (classroom.total, classroom.status) == (2, "new")


def test_it_renames_a_class_with_the_same_identifier() -> None:
    outcome = plan(pupils_file(pupil(label="CE1 Durand")), base=imported(pupils_file(pupil())))
    (classroom,) = outcome.classrooms
    assert (classroom.status, classroom.old_label, classroom.label) == (
        "renamed",
        "CE1",
        "CE1 Durand",
    )
    assert not outcome.changed_pupils


def test_it_keeps_two_identifiers_with_one_label_apart() -> None:
    rows = [pupil("PAUL", "Ida", ine="", onde_id="71"), pupil("HUGO", "Ali", ine="", onde_id="79")]
    outcome = plan(pupils_file(*rows))
    assert sorted(one.onde_id or "" for one in outcome.classrooms) == ["71", "79"]
    assert "(identifiants 71, 79)" in outcome.remarks[0].message
    assert not plan(pupils_file(*rows), base=imported(pupils_file(*rows))).has_changes


def test_it_knows_a_class_by_its_label_when_there_is_no_identifier() -> None:
    row = (
        '"FAURE";;"Léo";"2016-07-07";"H";"3 RUE J";"87000";"LIMOGES";"FRANCE";;;;;"CYCLE III";'
        '"CLIS";"Clis";"Oui";"Non";"Non"'
    )
    base = imported(text_file(E20, row))
    again = plan(text_file(E20, row.replace("Clis", "CLIS")), base=base)
    assert not again.has_changes


def test_it_leaves_pupils_in_their_class_when_the_label_names_two() -> None:
    rows = [pupil("PAUL", "Ida", ine="", onde_id="71"), pupil("HUGO", "Ali", ine="", onde_id="79")]
    base = imported(pupils_file(*rows))
    bare = [row.replace(";71;", ";;").replace(";79;", ";;") for row in rows]
    outcome = plan(pupils_file(*bare), base=base)
    assert not outcome.has_changes
    assert "gardent leur classe" in outcome.remarks[0].message


def test_it_joins_rows_without_identifier_to_the_class_of_that_label() -> None:
    rows = [pupil(onde_id="71"), pupil(first="Zoé", ine="", onde_id="")]
    (classroom,) = plan(pupils_file(*rows)).classrooms
    assert classroom.total == 2


def test_it_keeps_the_label_that_most_rows_give() -> None:
    rows = [
        pupil(first=name, ine="", label=label)
        for name, label in (("A", "CE1"), ("B", "CE1"), ("C", "CE1 bis"))
    ]
    outcome = plan(pupils_file(*rows))
    assert [one.label for one in outcome.classrooms] == ["CE1"]
    assert "plusieurs noms" in outcome.remarks[0].message


def test_it_moves_a_pupil_whose_class_becomes_empty() -> None:
    outcome = plan(pupils_file(pupil(label="", onde_id="")), base=imported(pupils_file(pupil())))
    (change,) = outcome.changed_pupils[0].changes
    assert (change.field, change.old, change.new) == ("classroom", "CE1", None)
