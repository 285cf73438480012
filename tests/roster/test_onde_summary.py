"""The numbers of `ecole import --json` and the French sentences for the head."""

import json

from onde_world import guardian, guardians_file, imported, plan, pupil, pupils_file

from ecole.roster.matching.summary import sentences, summary

PUPILS = pupils_file(pupil(), pupil("SILVA", "Inês", "2015-12-12", "", label="", onde_id=""))
FAMILY = guardians_file(guardian("DUPUIS", "Claire", "BERNARD Lina"))


def test_it_sums_up_both_files() -> None:
    numbers = summary(plan(FAMILY, PUPILS), applied=True)
    assert numbers["kind"] == "eleves+responsables"
    assert numbers["applied"] is True
    assert numbers["pupils"] == {
        "read": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
    }
    assert numbers["guardians"]["new"] == 1
    assert numbers["links"] == {"new": 1, "total": 1, "removed": 0}
    assert (numbers["classes"], numbers["without_class"], numbers["without_guardian"]) == (1, 1, 1)
    assert numbers["changes"] == {
        "arrived": 2,
        "left": 0,
        "moved": 0,
        "renamed": 0,
        "ine_filled": 0,
    }


def test_it_names_the_kind_of_a_file_alone() -> None:
    assert summary(plan(PUPILS), applied=False)["kind"] == "eleves"
    assert summary(plan(FAMILY), applied=False)["kind"] == "responsables"


def test_it_prints_as_json_without_birth_date_or_ine() -> None:
    numbers = summary(plan(PUPILS, FAMILY), applied=False)
    text = json.dumps(numbers, ensure_ascii=False)
    assert "123456789AB" not in text
    assert "2017" not in text


def test_it_lists_errors_and_warnings_with_their_lines() -> None:
    content = pupils_file(pupil(born="31/02/2018"), pupil(ine="12"))
    numbers = summary(plan(content), applied=False)
    assert [one["line"] for one in numbers["errors"]] == [2]
    assert [one["line"] for one in numbers["warnings"]] == [3]
    assert numbers["errors"][0]["message"].startswith("Ligne 2\u00a0:")


def test_it_counts_in_french_sentences() -> None:
    lines = sentences(plan(PUPILS, FAMILY))
    assert lines[0] == (
        "2 élèves lus, 2 nouveaux, 1 sans classe\u202f; 1 classe."
    )
    assert lines[1] == (
        "1 responsable lu, 1 nouveau\u202f; 1 enfant sans responsable."
    )
    assert lines[2].startswith("Colonnes ignorées (non nécessaires)\u00a0: Adresse1, Cp1")
    assert lines[2].endswith("Rien n’en est conservé.")


def test_it_says_zero_change() -> None:
    assert "0 changement." in sentences(plan(PUPILS, base=imported(PUPILS)))
    assert "0 changement." not in sentences(plan(PUPILS))


def test_it_lists_warnings_in_the_order_of_the_file() -> None:
    content = pupils_file(pupil(first="Zoé", ine="12", born="2005-01-01"), pupil("ALI", ine="12"))
    numbers = summary(plan(content), applied=False)
    assert [one["line"] for one in numbers["warnings"]] == [2, 2, 3]
