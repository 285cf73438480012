"""The checks of the instance: each gives a sentence and, when it is bad, what to do.

`ecole doctor` says them all; the page of the town hall too, where the slow ones are the night's.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from ecole.media.labels import weight
from ecole.models.blob_fault import BlobFault
from ecole.storage import migrate
from ecole.storage.database import db, read_rows
from ecole.townhall.files_named import files_named
from ecole.web.languages import N_, gettext

LEAST_FREE = 1_000_000_000  # bytes
Check = Callable[[Flask], "Diagnosis"]


@dataclass(frozen=True)
class Diagnosis:
    """A text and its figures, kept apart so that each reads it in their own language."""

    is_good: bool
    text: str
    advice: str = ""
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return gettext(self.text, **self.figures)

    @property
    def remedy(self) -> str:
        return gettext(self.advice, **self.figures) if self.advice else ""


def check_all(app: Flask) -> list[Diagnosis]:
    return quick_checks(app) + slow_checks(app)


def quick_checks(app: Flask) -> list[Diagnosis]:
    """What can be asked while a page is made."""
    return _run(app, {
        N_("place libre"): _disk,
        N_("secrets"): _secrets,
        N_("adresse"): _address,
        N_("pages légales"): _legal_pages,
        N_("horloge"): _clock,
    })


def slow_checks(app: Flask) -> list[Diagnosis]:
    """What reads the whole database, or the name of every file."""
    return _run(app, {
        N_("base de données"): _database,
        N_("version de la base"): _schema,
        N_("fichiers"): _files,
    })


def _run(app: Flask, checks: Mapping[str, Check]) -> list[Diagnosis]:
    return [_safely(name, check, app) for name, check in checks.items()]


def _safely(name: str, check: Check, app: Flask) -> Diagnosis:
    try:
        return check(app)
    except Exception as error:
        return Diagnosis(False, N_("La vérification «\u00a0%(name)s\u00a0» a échoué\u00a0: "
                                 "%(error)s."),
                       N_("Regardez le journal du service."),
                       {"name": gettext(name), "error": type(error).__name__})


def _disk(app: Flask) -> Diagnosis:
    free = shutil.disk_usage(app.config["ECOLE"].data).free
    return Diagnosis(free >= LEAST_FREE, N_("Place libre\u00a0: %(free)s."),
                   N_("Libérez de la place ou donnez un disque plus grand à ECOLE_DATA."),
                   {"free": weight(free)})


def _secrets(app: Flask) -> Diagnosis:
    folder = app.config["ECOLE"].data / "secrets"
    loose = [path.name for path in folder.iterdir()
             if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if not loose:
        return Diagnosis(True, N_("Les secrets ne sont lisibles que par le service."))
    return Diagnosis(False, N_("Secrets lisibles par d’autres\u00a0: %(names)s."),
                   "chmod 600 %(folder)s/*", {"names": ", ".join(loose), "folder": str(folder)})


def _database(app: Flask) -> Diagnosis:
    if db.engine.dialect.name != "sqlite":
        read_rows(text("SELECT 1"), {})
        return Diagnosis(True, N_("La base PostgreSQL répond."))
    verdict = read_rows(text("PRAGMA quick_check"), {})[0][0]
    return Diagnosis(verdict == "ok", N_("Base de données\u00a0: %(verdict)s."),
                   N_("Arrêtez le service et restaurez la dernière sauvegarde."),
                   {"verdict": verdict})


def _schema(app: Flask) -> Diagnosis:
    if migrate.is_behind(app) or migrate.is_newer(app):
        return Diagnosis(False, N_("La base n’est pas à la version du programme."), "ecole migrate")
    return Diagnosis(True, N_("La base est à la version du programme."))


def _files(app: Flask) -> Diagnosis:
    """What is there, by name and weight; what the nights found when they read it."""
    named, stored = files_named(), dict(app.config["BLOBS"].stored_sizes())
    bad = {key for key, size in named if key not in stored or size not in (None, stored[key])}
    keys = {key for key, _ in named}
    bad |= keys.intersection(db.session.scalars(select(BlobFault.key)))
    return Diagnosis(not bad,
                   N_("Fichiers\u00a0: %(total)d vérifiés, %(missing)d absents ou abîmés."),
                   N_("«\u00a0ecole files check\u00a0» les nomme. Restaurez-les depuis la "
                      "sauvegarde."),
                   {"total": len(keys), "missing": len(bad)})


def _address(app: Flask) -> Diagnosis:
    settings = app.config["ECOLE"]
    return Diagnosis(settings.is_secure or settings.host in ("127.0.0.1", "localhost"),
                   N_("Adresse du site\u00a0: %(address)s."),
                   N_("Mettez ECOLE_PUBLIC_URL=https://…\u00a0: sans https, les codes passent en "
                      "clair."),
                   {"address": settings.address})


def _legal_pages(app: Flask) -> Diagnosis:
    settings = app.config["ECOLE"]
    missing = [name for name, said in (
        ("ECOLE_PUBLISHER", settings.publisher),
        ("ECOLE_PUBLICATION_DIRECTOR", settings.publication_director),
        ("ECOLE_HOSTING", settings.hosting),
        ("ECOLE_CONTACT", settings.contact),
        ("ECOLE_DPO", settings.dpo),
    ) if not said]
    if not missing:
        return Diagnosis(True, N_("Les pages légales sont remplies."))
    # Nobody is misled by a trial on one's own machine.
    return Diagnosis(not settings.is_secure, N_("Pages légales\u00a0: il manque %(names)s."),
                   N_("Donnez une valeur à ces réglages (docs/exploitation.md), puis relancez."),
                   {"names": ", ".join(missing)})


def _clock(app: Flask) -> Diagnosis:
    year = datetime.now().astimezone().year
    return Diagnosis(2026 <= year < 2100, N_("L’horloge dit %(year)d."),
                   N_("Réglez l’heure (timedatectl)."), {"year": year})
