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
    checks: dict[str, Callable[[Flask], Finding]] = {
        "place libre": _disk,
        "secrets": _secrets,
        "base de données": _database,
        "version de la base": _schema,
        "fichiers": _files,
        "adresse": _address,
        "horloge": _clock,
    }
    return [_safely(name, check, app) for name, check in checks.items()]


def _safely(name: str, check: Callable[[Flask], Finding], app: Flask) -> Finding:
    try:
        return check(app)
    except Exception as error:
        return Finding(False, f"La vérification «\u00a0{name}\u00a0» a échoué\u00a0: "
                              f"{type(error).__name__}.", "Regardez le journal du service.")


def _disk(app: Flask) -> Finding:
    free = shutil.disk_usage(app.config["ECOLE"].data).free
    figure = f"{free / 1e9:.1f}".replace(".", ",")
    return Finding(free >= LEAST_FREE, f"Place libre\u00a0: {figure}\u00a0Go.",
                   "Libérez de la place ou donnez un disque plus grand à ECOLE_DATA.")


def _secrets(app: Flask) -> Finding:
    folder = app.config["ECOLE"].data / "secrets"
    loose = [path.name for path in folder.iterdir()
             if stat.S_IMODE(path.stat().st_mode) & 0o077]
    return Finding(not loose, "Les secrets ne sont lisibles que par le service."
                   if not loose else f"Secrets lisibles par d’autres\u00a0: {', '.join(loose)}.",
                   f"chmod 600 {folder}/*")


def _database(app: Flask) -> Finding:
    if db.engine.dialect.name != "sqlite":
        read_rows(text("SELECT 1"), {})
        return Finding(True, "La base PostgreSQL répond.")
    verdict = read_rows(text("PRAGMA quick_check"), {})[0][0]
    return Finding(verdict == "ok", f"Base de données\u00a0: {verdict}.",
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
    return Finding(not missing, f"Fichiers\u00a0: {total} vérifiés, {missing} absents ou abîmés.",
                   "Restaurez le dossier «\u00a0files\u00a0» depuis la sauvegarde.")


def _address(app: Flask) -> Finding:
    settings = app.config["ECOLE"]
    return Finding(settings.is_secure or settings.host in ("127.0.0.1", "localhost"),
                   f"Adresse du site\u00a0: {settings.address}.",
                   "Mettez ECOLE_PUBLIC_URL=https://…\u00a0: sans https, les codes passent en "
                   "clair.")


def _clock(app: Flask) -> Finding:
    year = datetime.now().astimezone().year
    return Finding(2026 <= year < 2100, f"L’horloge dit {year}.", "Réglez l’heure (timedatectl).")
