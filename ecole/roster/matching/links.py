"""Guardian-child links: added from the file, removed only when the head says so for each one."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from ecole.roster.matching.known import Base, known_id, ref
from ecole.roster.matching.plan import Link, PlannedGuardian
from ecole.roster.matching.questions import Notebook, question
from ecole.roster.onde.names import full_name
from ecole.roster.onde.wording import lines_of
from ecole.web.languages import gettext, ngettext


def links_of(guardians: Sequence[PlannedGuardian]) -> tuple[Link, ...]:
    """Every link the files describe."""
    return tuple(sorted({Link(one.ref, pupil) for one in guardians for pupil in one.pupils}))


def known_links(base: Base) -> frozenset[Link]:
    return frozenset(Link(ref(guardian), ref(pupil)) for guardian, pupil in base.linked_pairs)


def removed_links(
    described: Sequence[Link], base: Base, protected: Collection[int], notes: Notebook
) -> tuple[Link, ...]:
    """Known links that the file no longer shows, for children it does show; kept by default.

    `protected` are guardians whose rows could not be followed: nothing is asked about them.
    """
    children = {link.pupil for link in described}
    vanished = sorted(
        link
        for link in known_links(base) - set(described)
        if link.pupil in children and known_id(link.guardian) not in protected
    )
    return tuple(link for link in vanished if _asked(link, base, notes) == "remove")


def _asked(link: Link, base: Base, notes: Notebook) -> str:
    guardian_id, pupil_id = known_id(link.guardian), known_id(link.pupil)
    guardian = next((one for one in base.guardians if one.id == guardian_id), None)
    pupil = next((one for one in base.pupils if one.id == pupil_id), None)
    if guardian is None or pupil is None:
        return "keep"
    text = gettext(
        "%(guardian)s n’apparaît plus pour %(pupil)s. Faut-il lui retirer l’accès à sa "
        "classe\u202f? (Non par défaut.)",
        guardian=full_name(guardian.last_name, guardian.first_name),
        pupil=full_name(pupil.last_name, pupil.first_name),
    )
    choices = [
        ("keep", gettext("Non, garder l’accès")),
        ("remove", gettext("Oui, retirer l’accès")),
    ]
    return notes.ask(question("unlink", (guardian_id, pupil_id), text, choices))


def warn_many_guardians(
    guardians: Sequence[PlannedGuardian], names: dict[str, str], notes: Notebook
) -> None:
    """More than two guardians happens; the head should have seen it."""
    lines: dict[str, list[int]] = defaultdict(list)
    for guardian in guardians:
        for pupil in guardian.pupils:
            lines[pupil].append(guardian.lines[0])
    for pupil, where in sorted(lines.items()):
        if len(where) > 2:
            message = ngettext(
                "%(lines)s\u00a0: «\u00a0%(name)s\u00a0» a %(num)d responsable. Il aura son code.",
                "%(lines)s\u00a0: «\u00a0%(name)s\u00a0» a %(num)d responsables. "
                "Chacun aura son code.",
                len(where),
                lines=lines_of(where),
                name=names.get(pupil, ""),
            )
            notes.warn("responsables", min(where), message)
