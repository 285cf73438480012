"""Rows: dates, INE, ragged and blank lines, quotes, the second table, and their line numbers."""

import pytest
from onde_world import E22, LINA, guardian, guardians_file, pupil, pupils_file, text_file

from ecole.roster.onde.reading import read_file
from ecole.roster.onde.refusals import Refused
from ecole.roster.onde.rows import RosterFile


def messages(file: RosterFile) -> list[str]:
    return [remark.message for remark in file.remarks]


def test_it_reads_quoted_cells_and_french_dates_as_the_same_pupil() -> None:
    quoted = (
        '"BERNARD";"";"Lina";"14/03/2017";"F";"123456789AB";"12 RUE DES LILAS";"87000";'
        '"LIMOGES";"FRANCE";;;;;"CYCLE II";"CE1";"CE1-CE2 Mme DUPONT";"1234567";"Oui";"Oui";"Non";'
    )
    assert read_file(pupils_file(quoted)).pupils == read_file(pupils_file(LINA)).pupils


def test_it_names_the_line_of_a_date_that_does_not_exist() -> None:
    file = read_file(pupils_file(LINA, pupil(born="31/02/2018", ine=""), pupil(first="Zoé")))
    assert messages(file) == [
        "Ligne 3\u00a0: la date de naissance «\u00a031/02/2018\u00a0» n’existe pas. Corrigez-la "
        "dans ONDE ou dans le fichier. Les autres lignes sont bonnes."
    ]
    assert [row.first_name for row in file.pupils] == ["Lina", "Zoé"]
    assert [row.first_name for row in file.set_aside] == ["Lina"]
    assert file.remarks[0].line == 3
    assert file.remarks[0].severity == "error"


@pytest.mark.parametrize("born", ["14/03/17", "14-03-17", "42808", "mars 2017", "2017-13-01"])
def test_it_refuses_other_dates(born: str) -> None:
    file = read_file(pupils_file(pupil(born=born)))
    assert file.pupils == ()
    assert f"«\u00a0{born}\u00a0»" in messages(file)[0]


def test_it_says_that_a_short_year_is_refused() -> None:
    file = read_file(pupils_file(pupil(born="14/03/17")))
    assert "n’a que deux chiffres pour l’année" in messages(file)[0]


def test_it_accepts_the_twenty_ninth_of_february() -> None:
    assert str(read_file(pupils_file(pupil(born="2016-02-29"))).pupils[0].birth_on) == "2016-02-29"


@pytest.mark.parametrize("ine", ["1,23457E+08", "12345", "123456789A", "ABCDEFGHIJK"])
def test_it_ignores_an_ine_of_the_wrong_shape(ine: str) -> None:
    file = read_file(pupils_file(pupil(ine=ine)))
    assert file.pupils[0].ine is None
    assert f"«\u00a0{ine}\u00a0»" in messages(file)[0]
    assert file.remarks[0].severity == "warning"


@pytest.mark.parametrize("ine", ["1234567890A", "123456789ab", " 123456789 AB "])
def test_it_accepts_both_shapes_of_ine(ine: str) -> None:
    file = read_file(pupils_file(pupil(ine=ine)))
    assert file.pupils[0].ine == ine.replace(" ", "").upper()
    assert file.remarks == ()


def test_it_counts_lines_across_a_break_inside_a_quoted_cell() -> None:
    ana = (
        'ROY;;Ana;2016-02-29;F;999999999JJ;"BAT B; APPT 4\r\nRESIDENCE DU PARC";87000;LIMOGES;'
        "FRANCE;;;;;CYCLE II;CE2;CE2;1234572;Oui;Oui;Oui;"
    )
    file = read_file(pupils_file(LINA, ana, pupil(first="Zoé")))
    assert [(row.line, row.first_name) for row in file.pupils] == [
        (2, "Lina"),
        (3, "Ana"),
        (5, "Zoé"),
    ]
    assert file.pupils[1].classroom_onde_id == "1234572"


def test_it_pads_short_rows_and_accepts_an_empty_surplus() -> None:
    file = read_file(
        pupils_file(
            "ADAM;;Eva;2017-01-01;F;121212121LL;1 RUE L;87000;LIMOGES;FRANCE;;;;;CYCLE II;CE1;CE1;"
            "1234571",
            "ADAM;;Tom;2018-01-01;M;121212122LM;1 RUE L;87000;LIMOGES;FRANCE;;;;;CYCLE II;CP;CP;"
            "1234568;Oui;Oui;Oui;;;;",
            "ADAM;;Lou;2018-01-01",
        )
    )
    assert [row.first_name for row in file.pupils] == ["Eva", "Tom", "Lou"]
    assert file.remarks == ()


def test_it_refuses_only_the_row_that_has_too_many_cells() -> None:
    file = read_file(pupils_file(pupil() + ";;SURPLUS", pupil(first="Zoé")))
    assert [row.first_name for row in file.pupils] == ["Zoé"]
    assert messages(file)[0].startswith("Ligne 2\u00a0: cette ligne a plus de cellules")


def test_it_skips_blank_lines() -> None:
    file = read_file(text_file(E22, "", ";;;;;", "  ;  ", LINA, ""))
    assert [(row.line, row.first_name) for row in file.pupils] == [(5, "Lina")]
    assert file.remarks == ()


@pytest.mark.parametrize("names", [{"last": ""}, {"first": " "}])
def test_it_refuses_a_pupil_without_a_name(names: dict[str, str]) -> None:
    file = read_file(pupils_file(pupil(**names)))
    assert file.pupils == ()
    assert messages(file)[0].startswith("Ligne 2\u00a0: le nom ou le prénom de l’élève manque.")


def test_it_keeps_accents_ligatures_and_usage_names() -> None:
    row = pupil(last="D'ALMEIDA", usage="LE GOFF", first="Cœur-Anaïs")
    (read,) = read_file(pupils_file(row)).pupils
    assert (read.last_name, read.usage_name, read.first_name) == (
        "D'ALMEIDA",
        "LE GOFF",
        "Cœur-Anaïs",
    )


def test_it_keeps_html_and_formulas_as_text() -> None:
    row = (
        '<b>X</b>;;"=HYPERLINK(""http://x"";""y"")";2017-04-01;M;151515151PP;;;;;;;;;CYCLE II;CE1;'
        '"<script>alert(1)</script>";1234580;Oui;Oui;Oui;'
    )
    (read,) = read_file(pupils_file(row)).pupils
    assert read.last_name == "<b>X</b>"
    assert read.first_name == '=HYPERLINK("http://x";"y")'
    assert read.classroom_label == "<script>alert(1)</script>"


def test_it_composes_accents_and_drops_invisible_characters() -> None:
    content = text_file(E22, pupil()).decode("cp1252").replace("Lina", "The\u0301o\u200b\u00a0 A")
    (read,) = read_file(content.encode()).pupils
    assert read.first_name == "Théo A"


def test_it_refuses_a_row_that_the_base_could_not_hold() -> None:
    file = read_file(pupils_file(pupil(first="L" * 101), pupil(first="Zoé")))
    assert [row.first_name for row in file.pupils] == ["Zoé"]
    assert "trop longue" in messages(file)[0]


def test_it_refuses_a_quote_that_is_never_closed() -> None:
    for after, last in ((2, "FIN"), (40, "FIN"), (40, '"FIN')):
        rows = [pupil(last='"BERNARD'), *[pupil(first=f"Zoé{n}") for n in range(after)]]
        rows.append(pupil(first=last))
        with pytest.raises(Refused) as refused:
            read_file(pupils_file(*rows))
        assert refused.value.message.startswith("Ligne 2\u00a0: un guillemet ouvert")


def test_it_refuses_a_file_with_a_header_alone() -> None:
    with pytest.raises(Refused, match="aucune ligne"):
        read_file(pupils_file())


def test_it_stops_at_the_organisations_plain_or_shifted() -> None:
    for table in ("Intitulé;Adresse Organisme;CP", ";Intitulé;Adresse Organisme;CP"):
        row = guardian("DUPUIS", "Claire", "BERNARD Lina")
        file = read_file(guardians_file(row, ";" * 19, table, "ASE 87;10 RUE S;87000", row))
        assert len(file.guardians) == 1
        assert messages(file) == [
            "Les lignes «\u00a0Organismes\u00a0» en bas du fichier ont été laissées de côté."
        ]
        assert file.remarks[0].line == 4


def test_it_reads_short_guardian_rows() -> None:
    row = "M.;;DIALLO;Moussa;4 RUE C;87000;LIMOGES;FRANCE;;;;0600000009;;DIALLO;Adama;CP A"
    (read,) = read_file(guardians_file(row)).guardians
    assert [child.first_name for child in read.children] == ["Adama"]


def test_it_refuses_a_guardian_without_first_name_and_keeps_the_one_without_contact() -> None:
    file = read_file(
        guardians_file(
            "Mme;;VIDAL;;1 RUE U;87000;LIMOGES;FRANCE;v@example.org;;;;;VIDAL;Nina;CP;;;;",
            "M.;;VIDAL;Eric;1 RUE U;87000;LIMOGES;FRANCE;;;;;;VIDAL;Nina;CP;;;;",
        )
    )
    assert [row.first_name for row in file.guardians] == ["Eric"]
    assert (file.guardians[0].email, file.guardians[0].mobile) == (None, None)
    assert messages(file)[0].startswith("Ligne 2\u00a0: le prénom du responsable manque.")
    assert (file.remarks[0].line, file.remarks[0].severity) == (2, "error")


@pytest.mark.parametrize(
    ("written", "read"),
    [("M.", "M."), ("Mme", "Mme"), ("MME", "Mme"), ("MLLE", "Mme"), ("", ""), ("Dr", "")],
)
def test_it_reads_civilities(written: str, read: str) -> None:
    (row,) = read_file(guardians_file(guardian(civility=written))).guardians
    assert row.civility == read


@pytest.mark.parametrize(
    "mobile", ["0600000001", "600000001", "+33 6 00 00 00 01", "06.00.00.00.01"]
)
def test_it_reads_one_mobile_however_it_is_written(mobile: str) -> None:
    (row,) = read_file(guardians_file(guardian(mobile=mobile))).guardians
    assert row.mobile == "0600000001"


def test_it_leaves_a_broken_email_aside() -> None:
    file = read_file(guardians_file(guardian(email="pas une adresse")))
    assert file.guardians[0].email is None
    assert "n’en est pas une" in messages(file)[0]


def test_it_forgets_the_sex_unless_two_rows_look_alike() -> None:
    file = read_file(pupils_file(pupil(), pupil(first="Zoé"), pupil(first="Zoé", sex="M")))
    assert [row.sex for row in file.pupils] == ["", "F", "M"]


def test_it_survives_json() -> None:
    file = read_file(pupils_file(LINA, pupil(born="")))
    assert RosterFile.from_json(file.to_json()) == file
    family = read_file(guardians_file(guardian("DUPUIS", "Claire", "BERNARD Lina"), "x;y"))
    assert RosterFile.from_json(family.to_json()) == family


def test_it_never_formats_what_a_file_contains() -> None:
    file = read_file(pupils_file(pupil(born="%(line)s 100 % {line} ?")))
    assert "«\u00a0%(line)s 100 % {line} ?\u00a0»" in messages(file)[0]
