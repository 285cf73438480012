"""Which account each guardian has: name and child, name and contact, else a new one.

Never by e-mail alone (parents share one), never by name alone (homonyms).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ecole.roster.matching.known import KnownGuardian, ref
from ecole.roster.matching.persons import Person
from ecole.roster.matching.questions import Notebook, question
from ecole.roster.onde.names import full_name, norm
from ecole.web.languages import N_, gettext


@dataclass
class GuardianMatching:
    """`aside` are persons without any child found: no account for them yet."""

    known: Sequence[KnownGuardian]
    notes: Notebook
    pairs: list[tuple[Person, KnownGuardian]] = field(default_factory=list)
    arrivals: list[Person] = field(default_factory=list)
    aside: list[Person] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)

    def pair(self, person: Person, guardian: KnownGuardian) -> None:
        self.pairs.append((person, guardian))
        self.claimed.add(guardian.id)

    def free(self, person: Person, test: "Test") -> list[KnownGuardian]:
        return [one for one in self.known if one.id not in self.claimed and test(person, one)]


Test = Callable[[Person, KnownGuardian], bool]


def match_guardians(
    persons: Sequence[Person], known: Sequence[KnownGuardian], notes: Notebook
) -> GuardianMatching:
    """Pair persons with known guardians; each account is taken once."""
    matching = GuardianMatching(sorted(known, key=lambda one: one.id), notes)
    waiting = [person for person in persons if person.pupils]
    matching.aside = [person for person in persons if not person.pupils]
    for test in (_same_name_child_and_contact, _same_name_and_child, _same_name_and_contact):
        waiting = _pair_by(test, waiting, matching)
    for person in waiting:
        _pair_by_answer(person, matching)
    return matching


def _pair_by(test: Test, persons: Sequence[Person], matching: GuardianMatching) -> list[Person]:
    left = []
    for person in persons:
        found = matching.free(person, test)
        if found and (test is not _same_name_and_contact or len(found) == 1):
            matching.pair(person, found[0])
        else:
            left.append(person)
    return left


def _same_name(person: Person, guardian: KnownGuardian) -> bool:
    return person.names == guardian.names


def _shares_a_child(person: Person, guardian: KnownGuardian) -> bool:
    return bool(person.known_pupil_ids & guardian.pupil_ids)


def _same_name_and_child(person: Person, guardian: KnownGuardian) -> bool:
    return _same_name(person, guardian) and _shares_a_child(person, guardian)


def _same_name_and_contact(person: Person, guardian: KnownGuardian) -> bool:
    contact = person.has_contact(guardian.email_onde, guardian.mobile_onde)
    return _same_name(person, guardian) and contact


def _same_name_child_and_contact(person: Person, guardian: KnownGuardian) -> bool:
    return _same_name_and_child(person, guardian) and _same_name_and_contact(person, guardian)


def _renamed(person: Person, guardian: KnownGuardian) -> bool:
    """A marriage or a divorce: another name, with the same first name, child and mobile."""
    same_first_name = norm(person.row.first_name) == norm(guardian.first_name)
    same_mobile = person.has_mobile(guardian.mobile_onde)
    return same_first_name and same_mobile and _shares_a_child(person, guardian)


def _pair_by_answer(person: Person, matching: GuardianMatching) -> None:
    for test, topic, sentence in (
        (
            _renamed,
            "guardian_renamed",
            N_(
                "Ligne %(line)s\u00a0: %(name)s a le même enfant et le même portable que "
                "%(known)s, déjà connu. Est-ce la même personne\u202f?"
            ),
        ),
        (
            _same_name,
            "guardian",
            N_(
                "Ligne %(line)s\u00a0: nom identique à un responsable déjà connu (%(known)s), mais "
                "sans enfant commun. Deux comptes séparés seront créés. Si c’est la même personne, "
                "cochez «\u00a0fusionner\u00a0»."
            ),
        ),
    ):
        found = matching.free(person, test)
        if found and (chosen := _asked(person, found, topic, sentence, matching.notes)):
            matching.pair(person, chosen)
            return
    matching.arrivals.append(person)


def _asked(
    person: Person, found: Sequence[KnownGuardian], topic: str, sentence: str, notes: Notebook
) -> KnownGuardian | None:
    text = gettext(
        sentence,
        line=person.row.line,
        name=full_name(person.row.last_name, person.row.first_name),
        known=full_name(found[0].last_name, found[0].first_name),
    )
    choices = [("separate", gettext("Deux comptes séparés"))]
    choices += [(ref(one.id), _merging(one)) for one in found]
    about = (*person.names, person.row.mobile, person.row.email, *sorted(person.children))
    answer = notes.ask(question(topic, about, text, choices, person.row.line))
    return next((one for one in found if ref(one.id) == answer), None)


def _merging(guardian: KnownGuardian) -> str:
    name = full_name(guardian.last_name, guardian.first_name)
    return gettext("Fusionner avec %(name)s", name=name)
