"""No judge sits before it has seen a bad page, and a good one."""

from __future__ import annotations

import pytest

from judges.bad_site import GOOD, SAMPLES, Sample
from judges.blindness import BlindJudge, check_sight, good_sample, samples_for
from judges.verdicts import BROWSER, JUDGES, Judged

LATE = Sample("late", (("needs_script", "form only"),))


def seen(name: str, *faults: tuple[str, str]) -> Judged:
    page = Judged(name, "nobody")
    for judge, message in faults:
        page.add(judge, message)
    return page


def test_it_works() -> None:
    check_sight([LATE], [seen("late", ("needs_script", "form only there with script"))])


@pytest.mark.parametrize(
    "faults", [(), (("axe", "form only"),), (("needs_script", "something else"),)],
    ids=["nothing", "said by another", "for another reason"],
)
def test_it_stops_at_a_judge_that_sees_nothing(faults: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(BlindJudge, match="needs_script"):
        check_sight([LATE], [seen("late", *faults)])


def test_it_stops_at_a_page_that_nobody_judged() -> None:
    with pytest.raises(BlindJudge, match="late"):
        check_sight([LATE], [])


def test_it_stops_at_a_judge_that_condemns_the_good_page() -> None:
    with pytest.raises(BlindJudge, match="axe"):
        check_sight([good_sample()], [seen(GOOD, ("axe", "anything"))])


def test_every_judge_has_its_bad_page() -> None:
    assert {judge for sample in SAMPLES for judge, _ in sample.faults} == set(JUDGES)
    assert {"muddled", "slow"}.isdisjoint(sample.name for sample in samples_for(BROWSER))
