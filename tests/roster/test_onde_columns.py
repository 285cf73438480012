"""Headers of every year, columns in any order, and the mapping screen as a safety net."""

import pytest
from onde_world import E20, E22, E24, L20, LINA, R12, guardian, pupil, text_file

from ecole.roster.onde.columns import kind_of
from ecole.roster.onde.fields import mapping_choices
from ecole.roster.onde.reading import read_file
from ecole.roster.onde.refusals import UnknownColumns

R13 = R12.replace("Téléphone travail;", "Téléphone travail;Numéro de poste;")
R2018 = R12.replace("d'usage enfant", "d'usage élève").replace("famille enfant", "famille élève")
R2018 = R2018.replace("Prénom enfant", "Prénom élève").replace("Classes enfants", "Classes élèves")
R2021 = R2018.replace("Téléphone portable;", "Téléphone portable;Communication adresses;PCS;")
R2021 = R2021.replace("Prénom élève;", "Prénom élève;Date de naissance élève;")


@pytest.mark.parametrize("header", [E20, E22, E24, L20])
def test_it_knows_the_pupil_files_of_every_year(header: str) -> None:
    assert kind_of(header.split(";")) == "eleves"


@pytest.mark.parametrize("header", [R12, R13, R2018, R2021])
def test_it_knows_the_guardian_files_of_every_year(header: str) -> None:
    assert kind_of(header.split(";")) == "responsables"


@pytest.mark.parametrize("header", [R12, R13, R2018, R2021])
def test_it_reads_the_same_guardian_in_every_year(header: str) -> None:
    first_block = header.split(";").index(
        next(
            name
            for name in header.split(";")
            if name.startswith(("Nom d'usage é", "Nom d'usage en"))
        )
    )
    cells = [""] * len(header.split(";"))
    for index, name in enumerate(header.split(";")):
        cells[index] = {
            "Civilité Responsable": "Mme",
            "Nom responsable": "DUPUIS",
            "Prénom responsable": "Claire",
            "Téléphone portable": "0600000001",
            "Téléphone domicile": "0555000001",
            "Communication adresses": "Oui",
            "Numéro de poste": "12",
        }.get(name, "")
    names = header.split(";")[first_block:]
    for index, name in enumerate(names[: len(names) // 2]):
        value = {"Nom d": "", "Nom f": "BERNARD", "Préno": "Lina", "Date ": "2017-03-14"}
        family = name.startswith("Nom de famille")
        cells[first_block + index] = "BERNARD" if family else value.get(name[:5], "CE1")
    (row,) = read_file(text_file(header, ";".join(cells))).guardians
    assert (row.civility, row.last_name, row.first_name) == ("Mme", "DUPUIS", "Claire")
    assert row.mobile == "0600000001"
    (child,) = row.children
    assert (child.last_name, child.first_name, child.classroom_label) == ("BERNARD", "Lina", "CE1")
    assert bool(child.birth_on) == (header == R2021)


def test_it_reads_the_old_be1d_file() -> None:
    row = (
        '"FAURE";;"Léo";"2005-07-07";"H";"3 RUE J";"87000";"LIMOGES";"FRANCE";;;;;"CYCLE III";'
        '"CLIS";"CLIS";"Oui";"Non";"Non"'
    )
    (leo,) = read_file(text_file(E20, row)).pupils
    assert (leo.last_name, leo.level, leo.classroom_label) == ("FAURE", "CLIS", "CLIS")
    assert (leo.ine, leo.classroom_onde_id) == (None, None)


def test_it_accepts_the_other_list_and_says_so() -> None:
    row = (
        "BERNARD;Lina;CE1;CYCLE II;;CE1-CE2 Mme DUPONT;04/09/2023;;Rose;;14/03/2017;LIMOGES;087;"
        "FRANCE;FEMININ;12 RUE DES LILAS;87000;LIMOGES;FRANCE;Définitif"
    )
    file = read_file(text_file(L20, row))
    assert str(file.pupils[0].birth_on) == "2017-03-14"
    assert file.pupils[0].classroom_label == "CE1-CE2 Mme DUPONT"
    assert [remark.message for remark in file.remarks] == [
        "C’est la liste «\u00a0Élèves\u00a0», mais pas l’extraction complète\u00a0: elle n’a pas "
        "d’INE. L’import est possible avec nom, prénom et date de naissance."
    ]


def test_it_reads_the_new_columns_by_name() -> None:
    row = (
        "KACI;;Sami;2016-03-03;M;101010101KK;5 RUE K;87000;LIMOGES;FRANCE;;;;;CYCLE II;CE2;CE2;"
        "1234572;Oui;Oui;Oui;;ANGLAIS CE2;ULIS;"
    )
    file = read_file(text_file(E24, row))
    assert file.pupils[0].classroom_onde_id == "1234572"
    assert "Dispositif(s)" in file.ignored_columns
    assert "" not in file.ignored_columns


def test_it_lists_unknown_columns_and_keeps_nothing_of_them() -> None:
    file = read_file(text_file(E22 + ";Profession", LINA + "BOULANGER-SECRET"))
    assert "Profession" in file.ignored_columns
    assert "Adresse1" in file.ignored_columns
    assert "INE" not in file.ignored_columns
    for secret in ("BOULANGER", "LILAS", "87000", "LIMOGES", "CYCLE"):
        assert secret not in file.to_json()


def test_it_finds_the_header_under_title_lines() -> None:
    file = read_file(text_file("École du Bourg;;", ";;;", "Liste au 12/11;;", E22, LINA))
    assert [(row.line, row.first_name) for row in file.pupils] == [(5, "Lina")]


def test_it_does_not_look_for_the_header_after_ten_lines() -> None:
    with pytest.raises(UnknownColumns):
        read_file(text_file("x;y", *["a;b"] * 9, E22, LINA))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (E22.replace("Date naissance;", "").replace("INE;", ""), "Date naissance"),
        (E22.replace("Prénom élève;", ""), "Prénom élève"),
        (R12.replace("Nom responsable;", ""), "Nom responsable"),
        (R12.replace("Prénom responsable;", ""), "Prénom responsable"),
        (R12.split(";Nom d'usage enfant")[0], "Nom de famille élève"),
    ],
)
def test_it_names_the_missing_column(header: str, column: str) -> None:
    with pytest.raises(UnknownColumns) as unknown:
        read_file(text_file(header, "a;b;c"))
    assert f"Il manque la colonne «\u00a0{column}\u00a0»." in unknown.value.message


def test_it_says_why_the_birth_date_is_needed() -> None:
    header = E22.replace("Date naissance;", "").replace("INE;", "")
    with pytest.raises(UnknownColumns) as unknown:
        read_file(text_file(header, "a;b;c"))
    assert unknown.value.message == (
        "Il manque la colonne «\u00a0Date naissance\u00a0». "
        "Sans elle, deux élèves de même nom seraient confondus."
    )


def test_it_accepts_pupils_without_birth_column_when_there_is_an_ine() -> None:
    header = E22.replace("Date naissance;", "")
    row = pupil().replace("2017-03-14;", "")
    assert read_file(text_file(header, row)).pupils[0].ine == "123456789AB"


def test_it_does_not_take_the_teacher_file_for_pupils() -> None:
    header = (
        "Civilité;Nom usage;Nom;Prénom;Adresse;CP;Commune;Pays;Courriel;Téléphone domicile;"
        "Téléphone portable;Directeur;Classe"
    )
    with pytest.raises(UnknownColumns):
        read_file(text_file(header, "Mme;;DUPONT;Anne;;;;;;;;Oui;CP"))


def test_it_asks_for_a_mapping_when_it_knows_no_column() -> None:
    with pytest.raises(UnknownColumns) as unknown:
        read_file(text_file("Famille;Petit nom;Né le;Salle", "BERNARD;Lina;14/03/2017;CE1"))
    assert unknown.value.message == (
        "Je ne reconnais pas les colonnes de ce fichier. Première ligne lue\u00a0: "
        "«\u00a0Famille;Petit nom;Né le;Salle\u00a0». Est-ce bien l’extraction "
        "«\u00a0Élèves\u00a0» ou «\u00a0Responsables\u00a0» d’ONDE\u202f?"
    )
    assert unknown.value.headers == ("Famille", "Petit nom", "Né le", "Salle")
    assert "Lina" not in repr(vars(unknown.value))


def test_it_reads_unknown_columns_as_the_head_mapped_them() -> None:
    content = text_file("Famille;Petit nom;Né le;Salle", "BERNARD;Lina;14/03/2017;CE1")
    mapping = {
        0: "pupil.last_name",
        1: "pupil.first_name",
        2: "pupil.birth_on",
        3: "classroom.label",
    }
    (lina,) = read_file(content, mapping).pupils
    assert (lina.last_name, lina.first_name, lina.classroom_label) == ("BERNARD", "Lina", "CE1")


def test_it_reads_mapped_children_block_by_block() -> None:
    content = text_file("A;B;C;D;E;F", "DUPUIS;Claire;BERNARD;Lina;BERNARD;Hugo")
    mapping = {0: "guardian.last_name", 1: "guardian.first_name", 2: "child.last_name"}
    mapping |= {3: "child.first_name", 4: "child.last_name", 5: "child.first_name"}
    (claire,) = read_file(content, mapping).guardians
    assert [child.first_name for child in claire.children] == ["Lina", "Hugo"]


@pytest.mark.parametrize("mapping", [{}, {0: "pupil.last_name"}, {9: "pupil.last_name"}])
def test_it_refuses_a_mapping_that_misses_a_needed_column(mapping: dict[int, str]) -> None:
    with pytest.raises(UnknownColumns):
        read_file(text_file("Famille;Petit nom;Né le", "BERNARD;Lina;14/03/2017"), mapping)


def test_it_offers_the_guess_and_the_choices_of_the_mapping_screen() -> None:
    with pytest.raises(UnknownColumns) as unknown:
        read_file(text_file("Nom responsable;Prenom R;Nom enfant;Prénom enfant", "a;b;c;d"))
    assert unknown.value.kind == "responsables"
    assert unknown.value.guess == {
        0: "guardian.last_name",
        2: "child.last_name",
        3: "child.first_name",
    }
    choices = mapping_choices()
    assert ("pupil.birth_on", "Date de naissance") in choices["eleves"]
    assert ("child.first_name", "Prénom de l’enfant") in choices["responsables"]


def test_it_reads_a_guardian_file_with_one_block_only() -> None:
    header = ";".join(R12.split(";")[:16])
    (row,) = read_file(text_file(header, guardian("DUPUIS", "Claire", "BERNARD Lina"))).guardians
    assert len(row.children) == 1


def test_it_ignores_a_birth_date_that_is_not_repeated() -> None:
    header = R2018 + ";Date de naissance élève"
    row = guardian("DUPUIS", "Claire", "BERNARD Lina", "BERNARD Hugo") + ";2017-03-14"
    file = read_file(text_file(header, row))
    assert [child.birth_on for child in file.guardians[0].children] == [None, None]
    assert "n’est pas répétée" in file.remarks[0].message


def test_it_says_when_the_class_column_is_missing() -> None:
    header = E22.replace("Libellé classe;Identifiant classe;", "")
    file = read_file(text_file(header, pupil().replace("CE1;CE1;1", "CE1")))
    assert "«\u00a0Libellé classe\u00a0»" in file.remarks[0].message


def test_it_does_not_take_a_list_of_grown_ups_for_pupils() -> None:
    assert kind_of(["Nom", "Prénom", "Date de naissance", "Courriel"]) is None
    assert kind_of(["Nom", "Prénom", "Date de naissance", "Classe"]) == "eleves"
