"""What the page of the town hall shows: sentences and figures, ready for the template."""

from __future__ import annotations

from typing import Any

from flask import Flask

from ecole.config import VERSION
from ecole.media.labels import weight
from ecole.media.space import NEARLY_FULL
from ecole.storage.database import database_size, db
from ecole.townhall.checks import Diagnosis, quick_checks
from ecole.townhall.figures import SchoolFigures, figures_by_school, figures_of_jobs
from ecole.townhall.night import last_night
from ecole.web.languages import gettext, ngettext
from ecole.web.words import moment

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def town_hall_page(app: Flask) -> dict[str, Any]:
    """The schools, the service, what its checks found; nothing about anybody."""
    schools, night = figures_by_school(), last_night(app)
    diagnoses = quick_checks(app) + (night.diagnoses if night else [])
    return {
        "version": VERSION,
        "schools": [_school(school) for school in schools],
        "total": _total(schools),
        "waiting": _waiting(schools, diagnoses),
        "service": _service(),
        "tidied": moment(night.tidied_at) if night else "",
        "checked": moment(night.checked_at) if night else "",
        "diagnoses": sorted(diagnoses, key=lambda diagnosis: diagnosis.is_good),
    }


def _school(school: SchoolFigures) -> dict[str, Any]:
    return {
        "name": school.name,
        "uai": school.uai,
        "pupils": school.pupils,
        "entered": _entered(school.entered, school.pupils),
        "imported": moment(school.imported_at) if school.imported_at else gettext("pas encore"),
        "size": gettext("%(used)s sur %(limit)s", used=weight(school.size),
                        limit=weight(school.room)),
        "is_nearly_full": school.size >= NEARLY_FULL * school.room,
    }


def _entered(entered: int, pupils: int) -> str:
    return gettext("%(entered)d sur %(total)d", entered=entered, total=pupils)


def _total(schools: list[SchoolFigures]) -> dict[str, Any]:
    pupils = sum(school.pupils for school in schools)
    return {
        "schools": ngettext("%(num)d\u00a0école", "%(num)d\u00a0écoles", len(schools)),
        "pupils": pupils,
        "entered": _entered(sum(school.entered for school in schools), pupils),
        "size": weight(sum(school.size for school in schools)),
    }


def _waiting(schools: list[SchoolFigures], diagnoses: list[Diagnosis]) -> list[dict[str, str]]:
    """What asks for a technician: a check that is bad, a school that nobody runs or fills."""
    found = [
        {"sentence": diagnosis.sentence, "url": "#verifications"}
        for diagnosis in diagnoses if not diagnosis.is_good
    ]
    for school in schools:
        if not school.has_head:
            found.append({"sentence": gettext(
                "%(school)s n’a pas de direction.", school=school.name), "url": ""})
        elif school.imported_at is None:
            found.append({"sentence": gettext(
                "%(school)s n’a pas encore importé sa liste.", school=school.name), "url": ""})
    return found


def _service() -> dict[str, str]:
    jobs = figures_of_jobs()
    kind = DATABASES.get(db.engine.dialect.name, db.engine.dialect.name)
    return {
        "database": f"{kind}, {weight(database_size())}",
        "jobs_waiting": ngettext("%(num)d\u00a0en attente", "%(num)d\u00a0en attente",
                                 jobs.waiting),
        "jobs_failed": ngettext("%(num)d\u00a0raté en une semaine",
                                "%(num)d\u00a0ratés en une semaine", jobs.failed),
        "unprepared": ngettext("%(num)d\u00a0fichier qui n’a pas pu être préparé",
                               "%(num)d\u00a0fichiers qui n’ont pas pu être préparés",
                               jobs.unprepared) if jobs.unprepared else "",
    }
