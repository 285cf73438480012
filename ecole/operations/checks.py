"""The checks of `ecole doctor`: each gives a sentence and, when it is bad, what to do."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from sqlalchemy import select, text

from ecole.models.attachment import Attachment
from ecole.storage import migrate
from ecole.storage.blobs import Missing
from ecole.storage.database import db, read_rows
from ecole.storage.school_scope import all_schools

LEAST_FREE = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Finding:
    is_good: bool
    sentence: str
    remedy: str = ""


def check_all(app: Flask) -> list[Finding]:
    checks: tuple[Callable[[Flask], Finding], ...] = (
        _disk, _secrets, _database, _schema, _files, _address, _clock
    )
    return [_safely(check, app) for check in checks]


def _safely(check: Callable[[Flask], Finding], app: Flask) -> Finding:
    try:
        return check(app)
    except Exception as error:
        name = check.__name__[1:]
        return Finding(False, f"La vérification « {name} » a échoué : {type(error).__name__}.",
                       "Regardez le journal du service.")


def _disk(app: Flask) -> Finding:
    free = shutil.disk_usage(app.config["ECOLE"].data).free
    return Finding(free >= LEAST_FREE, f"Place libre : {free / 1e9:.1f} Go.".replace(".", ",", 1),
                   "Libérez de la place ou donnez un disque plus grand à ECOLE_DATA.")


def _secrets(app: Flask) -> Finding:
    folder = app.config["ECOLE"].data / "secrets"
    loose = [path.name for path in folder.iterdir()
             if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return Finding(not loose, "Les secrets ne sont lisibles que par le service."
                   if not loose else f"Secrets lisibles par d’autres : {', '.join(loose)}.",
                   f"chmod 600 {folder}/*")


def _database(app: Flask) -> Finding:
    if db.engine.dialect.name != "sqlite":
        read_rows(text("SELECT 1"), {})
        return Finding(True, "La base PostgreSQL répond.")
    verdict = read_rows(text("PRAGMA quick_check"), {})[0][0]
    return Finding(verdict == "ok", f"Base de données : {verdict}.",
                   "Arrêtez le service et restaurez la dernière sauvegarde.")


def _schema(app: Flask) -> Finding:
    good = not migrate.is_behind(app) and not migrate.is_newer(app)
    return Finding(good, "La base est à la version du programme." if good
                   else "La base n’est pas à la version du programme.", "ecole migrate")


def _files(app: Flask) -> Finding:
    missing = total = 0
    with all_schools("doctor: every stored file must be there"):
        for key, size in db.session.execute(
            select(Attachment.blob_key, Attachment.size).distinct()
        ):
            total += 1
            try:
                with app.config["BLOBS"].open(key) as blob:
                    missing += blob.seek(0, 2) != size
            except Missing:
                missing += 1
    return Finding(not missing, f"Fichiers : {total} vérifiés, {missing} absents ou abîmés.",
                   "Restaurez le dossier « files » depuis la sauvegarde.")


def _address(app: Flask) -> Finding:
    settings = app.config["ECOLE"]
    return Finding(settings.is_secure or settings.host in ("127.0.0.1", "localhost"),
                   f"Adresse du site : {settings.address}.",
                   "Mettez ECOLE_PUBLIC_URL=https://… : sans https, les codes passent en clair.")


def _clock(app: Flask) -> Finding:
    year = datetime.now().astimezone().year
    return Finding(2026 <= year < 2100, f"L’horloge dit {year}.", "Réglez l’heure (timedatectl).")


