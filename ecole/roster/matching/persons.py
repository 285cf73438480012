"""The grown-ups of a file: rows that are one person are joined, homonyms stay apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecole.roster.matching.children import ChildFinder, child_key
from ecole.roster.matching.known import known_id
from ecole.roster.matching.questions import Notebook
from ecole.roster.onde.names import email_key, full_name, name_key, phone_key
from ecole.roster.onde.rows import GuardianRow
from ecole.roster.onde.wording import lines_of
from ecole.web.languages import gettext


@dataclass(frozen=True)
class Person:
    """`pupils` are the references of the children found; `is_waiting` when one is a question."""

    row: GuardianRow
    lines: tuple[int, ...]
    pupils: frozenset[str]
    children: frozenset[str]
    is_waiting: bool

    @property
    def names(self) -> tuple[str, str]:
        return name_key(self.row.last_name, self.row.first_name)

    @property
    def known_pupil_ids(self) -> frozenset[int]:
        return frozenset(one for one in map(known_id, self.pupils) if one is not None)

    def has_contact(self, email: str | None, mobile: str | None) -> bool:
        same_email = email_key(self.row.email) == email_key(email) != ""
        return same_email or self.has_mobile(mobile)

    def has_mobile(self, mobile: str | None) -> bool:
        return phone_key(self.row.mobile) == phone_key(mobile) != ""


def persons_of(rows: Sequence[GuardianRow], finder: ChildFinder, notes: Notebook) -> list[Person]:
    """One person per guardian of the file, in an order that does not depend on the rows'."""
    groups: dict[tuple[str, str], list[Person]] = {}
    for row in sorted(rows, key=content_key):
        person = _person(row, finder)
        group = groups.setdefault(person.names, [])
        same = [other for other in group if _is_same(person, other)]
        groups[person.names] = [other for other in group if other not in same]
        groups[person.names].append(_joined([*same, person], notes))
    persons = [person for group in groups.values() for person in group]
    for person in persons:
        if len(person.lines) > 1:
            message = gettext(
                "%(lines)s\u00a0: le même responsable, «\u00a0%(name)s\u00a0», est écrit plusieurs "
                "fois. Il n’a qu’un compte.",
                lines=lines_of(person.lines),
                name=full_name(person.row.last_name, person.row.first_name),
            )
            notes.warn("responsables", min(person.lines), message)
    return sorted(persons, key=lambda person: content_key(person.row))


def content_key(row: GuardianRow) -> tuple[str, ...]:
    children = sorted(child_key(child) for child in row.children)
    said = (row.mobile, row.email, row.usage_name, row.civility, row.last_name, row.first_name)
    return (*name_key(row.last_name, row.first_name), *children, *(each or "" for each in said))


def _person(row: GuardianRow, finder: ChildFinder) -> Person:
    found = [finder.find(child, row) for child in row.children]
    return Person(
        row=row,
        lines=(row.line,),
        pupils=frozenset(one for one in found if one is not None),
        children=frozenset(child_key(child) for child in row.children),
        is_waiting=row.line in finder.waiting_lines,
    )


def _is_same(one: Person, other: Person) -> bool:
    """Same names already; a shared child, phone or e-mail makes them one person."""
    shared = one.pupils & other.pupils or one.children & other.children
    return bool(shared) or one.has_contact(other.row.email, other.row.mobile)


def _joined(persons: Sequence[Person], notes: Notebook) -> Person:
    if len(persons) == 1:
        return persons[0]
    row = persons[0].row
    for person in persons[1:]:
        row = replace(
            row,
            civility=row.civility or person.row.civility,
            usage_name=row.usage_name or person.row.usage_name,
            email=row.email or person.row.email,
            mobile=row.mobile or person.row.mobile,
            children=tuple(dict.fromkeys([*row.children, *person.row.children])),
        )
    lines = tuple(sorted(line for person in persons for line in person.lines))
    return Person(
        row=replace(row, line=lines[0]),
        lines=lines,
        pupils=frozenset().union(*(person.pupils for person in persons)),
        children=frozenset().union(*(person.children for person in persons)),
        is_waiting=any(person.is_waiting for person in persons),
    )
