"""Before anyone is judged: every judge sees the page made for it fail, and clears the good one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from judges.bad_site import GOOD, SAMPLES, Sample
from judges.verdicts import Judged


class BlindJudge(Exception):
    """A judge that would have let a bad page pass, or condemned a good one."""


def samples_for(judges: Collection[str]) -> list[Sample]:
    """The samples made for these judges."""
    return [sample for sample in SAMPLES if {judge for judge, _ in sample.faults} & set(judges)]


def good_sample() -> Sample:
    return next(sample for sample in SAMPLES if sample.name == GOOD)


def check_sight(samples: Iterable[Sample], pages: Iterable[Judged]) -> None:
    """Stop everything unless each sample has the faults it was made for."""
    seen = {page.name: page for page in pages}
    blind = [complaint for sample in samples for complaint in complaints(sample, seen)]
    if blind:
        raise BlindJudge("; ".join(blind))


def complaints(sample: Sample, seen: dict[str, Judged]) -> list[str]:
    page = seen.get(sample.name)
    if page is None:
        return [f"« {sample.name} » was not judged"]
    if not sample.faults:
        return [f"« {fault.judge} » condemns a good page: {fault.message}" for fault in page.faults]
    return [
        f"« {judge} » is blind: nothing about « {word} » on « {sample.name} »"
        for judge, word in sample.faults
        if not any(fault.judge == judge and word in fault.message for fault in page.faults)
    ]
