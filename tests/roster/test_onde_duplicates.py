"""Two rows of one file: one pupil, two pupils, or a question."""

import pytest
from onde_world import imported, plan, pupil, pupils_file

from ecole.roster.matching.plan import ImportPlan


def topics(outcome: ImportPlan) -> list[str]:
    return [question.topic for question in outcome.questions]


def test_it_blocks_two_names_with_one_ine() -> None:
    outcome = plan(pupils_file(pupil(), pupil(first="Zoé", ine=""), pupil("SILVA", "Inês")))
    assert [one.values.first_name for one in outcome.new_pupils] == ["Zoé"]
    (error,) = outcome.remarks
    assert (error.line, error.severity) == (2, "error")
    assert error.message == (
        "Lignes 2 et 4\u00a0: deux élèves portent le même INE. Aucun des deux n’est importé."
    )


def test_it_does_not_lose_the_pupils_of_blocked_rows() -> None:
    base = imported(pupils_file(pupil(), pupil(first="Zoé", ine="")))
    outcome = plan(
        pupils_file(pupil(), pupil("SILVA", "Inês"), pupil(first="Zoé", ine="")), base=base
    )
    assert outcome.missing_pupils == ()


def test_it_keeps_two_pupils_with_one_name_and_date_but_two_ines() -> None:
    rows = [pupil(ine="111111111AA"), pupil(ine="222222222BB")]
    outcome = plan(pupils_file(*rows))
    assert len(outcome.new_pupils) == 2
    assert topics(outcome) == []
    assert not plan(pupils_file(*rows), base=imported(pupils_file(*rows))).has_changes


@pytest.mark.parametrize("ine", ["123456789AB", ""])
def test_it_imports_a_row_written_twice_once(ine: str) -> None:
    outcome = plan(pupils_file(pupil(ine=ine), pupil(ine=ine)))
    assert len(outcome.new_pupils) == 1
    assert topics(outcome) == []
    assert outcome.remarks[0].message.startswith("Lignes 2 et 3\u00a0: le même élève")


def test_it_imports_once_when_only_the_ine_came_late() -> None:
    outcome = plan(pupils_file(pupil(ine=""), pupil(ine="555555555EE")))
    assert [one.values.ine for one in outcome.new_pupils] == ["555555555EE"]
    assert outcome.remarks[0].severity == "warning"
    (question,) = outcome.questions
    two = plan(pupils_file(pupil(ine=""), pupil(ine="555555555EE")), answers={question.id: "two"})
    assert len(two.new_pupils) == 2


@pytest.mark.parametrize("other", [{"sex": "M"}, {"label": "CP", "onde_id": "2"}])
@pytest.mark.parametrize("ine", ["", "555555555EE"])
def test_it_asks_about_another_sex_or_class_and_supposes_two(
    other: dict[str, str], ine: str
) -> None:
    content = pupils_file(pupil(ine=""), pupil(ine=ine, **other))
    outcome = plan(content)
    (question,) = outcome.questions
    assert (question.topic, question.default) == ("twins", "two")
    assert len(outcome.new_pupils) == 2
    assert len(plan(content, answers={question.id: "one"}).new_pupils) == 1


def test_it_asks_for_the_class_of_one_ine_in_two_classes() -> None:
    content = pupils_file(pupil(label="CE1", onde_id="1"), pupil(label="CE2", onde_id="2"))
    outcome = plan(content)
    (question,) = outcome.questions
    assert question.topic == "class"
    assert len(outcome.new_pupils) == 1
    for choice in question.choices:
        chosen = plan(content, answers={question.id: choice.value})
        assert chosen.classrooms[0].label in choice.label
        assert chosen.new_pupils[0].values.classroom == chosen.classrooms[0].ref


def test_it_ignores_an_answer_that_is_not_a_choice() -> None:
    content = pupils_file(pupil(ine=""), pupil(ine="", sex="M"))
    key = plan(content).questions[0].id
    assert plan(content, answers={key: "three"}).questions[0].answer == "two"
