"""The three sample schools: first import, second import, November, November again."""

import pytest
from onde_world import SCHOOLS, imported, plan, sample, truth

from ecole.roster.matching.plan import ImportPlan
from ecole.roster.matching.summary import summary

WITH_NOVEMBER = [school for school in SCHOOLS if "november" in truth(school)]


def files(school: str, month: str = "") -> tuple[bytes, bytes]:
    return sample(school, f"eleves{month}"), sample(school, f"responsables{month}")


def figures(outcome: ImportPlan) -> dict[str, int]:
    numbers = summary(outcome, applied=False)
    kept = [*outcome.new_pupils, *outcome.changed_pupils, *outcome.unchanged_pupils]
    return {
        "pupils": numbers["pupils"]["read"],
        "guardians": numbers["guardians"]["read"],
        "links": numbers["links"]["total"],
        "classes": numbers["classes"],
        "without_class": numbers["without_class"],
        "without_ine": sum(pupil.values.ine is None for pupil in kept),
    }


@pytest.mark.parametrize("school", SCHOOLS)
def test_it_finds_the_whole_school_the_first_time(school: str) -> None:
    outcome = plan(*files(school))
    numbers = summary(outcome, applied=False)
    assert figures(outcome) == truth(school)["first"]
    assert numbers["pupils"]["new"] == truth(school)["first"]["pupils"]
    assert numbers["guardians"]["new"] == truth(school)["first"]["guardians"]
    assert numbers["links"]["new"] == truth(school)["first"]["links"]
    assert numbers["questions"] == []
    assert numbers["errors"] == []
    assert outcome.guards == ()


@pytest.mark.parametrize("school", SCHOOLS)
def test_it_changes_nothing_the_second_time(school: str) -> None:
    base = imported(*files(school))
    outcome = plan(*files(school), base=base)
    assert not outcome.has_changes
    assert len(outcome.unchanged_pupils) == truth(school)["first"]["pupils"]
    assert len(outcome.unchanged_guardians) == truth(school)["first"]["guardians"]
    assert outcome.questions == ()


@pytest.mark.parametrize("school", SCHOOLS)
def test_it_gives_the_same_school_apart_or_together(school: str) -> None:
    pupils, guardians = files(school)
    apart = imported(guardians, base=imported(pupils))
    assert not plan(guardians, pupils, base=apart).has_changes
    together = imported(guardians, pupils)
    assert len(together.links) == len(apart.links) == truth(school)["first"]["links"]


@pytest.mark.parametrize("school", WITH_NOVEMBER)
def test_it_finds_the_changes_of_november(school: str) -> None:
    outcome = plan(*files(school, "-novembre"), base=imported(*files(school)))
    numbers = summary(outcome, applied=False)
    assert figures(outcome) == truth(school)["november"]
    assert numbers["changes"] == truth(school)["changes"]
    assert numbers["pupils"]["missing"] == truth(school)["changes"]["left"]
    assert outcome.left_pupil_ids == ()
    assert outcome.removed_links == ()
    assert [question.topic for question in outcome.questions] == ["remove_missing"]


@pytest.mark.parametrize("school", WITH_NOVEMBER)
@pytest.mark.parametrize("answer", ["keep", "remove"])
def test_it_changes_nothing_when_november_comes_twice(school: str, answer: str) -> None:
    november = files(school, "-novembre")
    base = imported(*november, base=imported(*files(school)), answers={"remove_missing": answer})
    again = plan(*november, base=base)
    assert not again.has_changes
    assert len(again.unchanged_pupils) == truth(school)["november"]["pupils"]
    assert len(again.links) == truth(school)["november"]["links"]
    current = truth(school)["november"]["pupils"] + (answer == "keep")
    assert len(base.current_pupils) == current


@pytest.mark.parametrize("school", WITH_NOVEMBER)
def test_it_brings_back_those_who_return(school: str) -> None:
    november = files(school, "-novembre")
    base = imported(*november, base=imported(*files(school)), answers={"remove_missing": "remove"})
    back = plan(*files(school), base=base)
    assert len(back.returned_pupils) == truth(school)["changes"]["left"]
    ids = {pupil.id for pupil in back.returned_pupils}
    assert ids <= {pupil.id for pupil in base.pupils}
