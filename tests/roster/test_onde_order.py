"""The order of rows, columns and files changes nothing in a plan."""

import re
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from onde_world import guardian, guardians_file, imported, plan, pupil, pupils_file, sample

from ecole.roster.matching.plan import ImportPlan

BASE = imported(sample("ecole-voisine", "eleves"), sample("ecole-voisine", "responsables"))
NOVEMBER = (
    sample("ecole-voisine", "eleves-novembre"),
    sample("ecole-voisine", "responsables-novembre"),
)


def without_lines(outcome: ImportPlan) -> list[str]:
    """Everything a plan says, but for the numbers of the lines and what they put in order."""
    rest = replace(outcome, remarks=(), ignored_columns=())
    said = [repr(rest), *sorted(map(repr, outcome.remarks)), *sorted(outcome.ignored_columns)]
    return sorted(
        re.sub(r"line=\d+|lines=\([\d, ]*\)|Lignes? [\d, et]*\d", "", one) for one in said
    )


def shuffled(content: bytes, random: Random, *, columns: bool) -> bytes:
    table = [line.split(";") for line in content.decode("cp1252").splitlines() if line.strip(";")]
    width = max(map(len, table))
    header, *rows = [line + [""] * (width - len(line)) for line in table]
    random.shuffle(rows)
    order = list(range(width))
    if columns:
        random.shuffle(order)
    moved = [[line[index] for index in order] for line in [header, *rows]]
    return "\r\n".join(";".join(line) for line in moved).encode("cp1252")


@settings(max_examples=12, deadline=None, database=None, derandomize=True)
@given(st.integers(min_value=0))
def test_it_makes_the_same_plan_in_any_order(seed: int) -> None:
    random = Random(seed)
    pupils = shuffled(NOVEMBER[0], random, columns=True)
    guardians = shuffled(NOVEMBER[1], random, columns=False)
    files = [pupils, guardians]
    random.shuffle(files)
    assert without_lines(plan(*files, base=BASE)) == without_lines(plan(*NOVEMBER, base=BASE))


def test_it_does_compare_what_plans_say() -> None:
    fewer = NOVEMBER[0].rsplit(b"\r\n", 2)[0]
    assert without_lines(plan(fewer, base=BASE)) != without_lines(plan(NOVEMBER[0], base=BASE))


def test_it_merges_duplicates_the_same_in_any_order() -> None:
    rows = [
        pupil(usage="B"),
        pupil(usage="A"),
        pupil(first="Zoé", ine="", sex="F"),
        pupil(first="Zoé", ine="", sex="M"),
    ]
    family = [
        guardian("DUPUIS", "Claire", "BERNARD Lina", email="b@example.org"),
        guardian("DUPUIS", "Claire", "BERNARD Lina", email="a@example.org"),
    ]
    one = plan(pupils_file(*rows), guardians_file(*family))
    other = plan(pupils_file(*reversed(rows)), guardians_file(*reversed(family)))
    assert without_lines(one) == without_lines(other)
