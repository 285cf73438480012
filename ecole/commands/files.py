"""`ecole files`: the stored files, all verified now or moved to their other home."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ecole.commands.entry import application, say, stop
from ecole.config import BadSetting, Settings, s3_place

if TYPE_CHECKING:
    from ecole.storage.blobs import BlobStore

EVERY_SECONDS = 5.0
FOLDER = "folder"
SAID = {"missing": "absent", "damaged": "abîmé"}


@click.group("files", help="Les fichiers envoyés : les vérifier, les changer de place.")
def files() -> None:
    """The commands are below."""


@files.command("check", help="Relire tous les fichiers et comparer leur somme de contrôle.")
def check() -> None:
    from ecole.operations.verifying import verify_all
    from ecole.storage.blobs import StoreUnavailable

    faults, total, progress = {}, 0, Progress("vérifiés")
    with application() as app:
        try:
            for total, (key, problem) in enumerate(verify_all(app), 1):
                progress.tell(total)
                if problem:
                    faults[key] = problem
        except StoreUnavailable:
            stop("Le service de fichiers ne répond pas. Réessayez plus tard.")
    say(f"Fichiers vérifiés : {total}.")
    say_faults(faults)
    raise SystemExit(1 if faults else 0)


@files.command("move", help="Copier tous les fichiers vers l’autre endroit, en les relisant. "
               "Peut être arrêté puis relancé.")
@click.option("--to", "destination", required=True, metavar="s3://BUCKET/DOSSIER|folder",
              help="Un service S3 (ECOLE_S3_… doivent être donnés), ou le dossier des données.")
def move(destination: str) -> None:
    from ecole.operations.moving import Moving
    from ecole.storage.blobs import NoSpace, StoreUnavailable
    from ecole.townhall.files_named import keys_named

    progress = Progress("copiés et relus")
    with application() as app:
        settings, source = app.config["ECOLE"], app.config["BLOBS"]
        target = _target(settings, destination)
        moving = Moving(source, target, settings.data / "files-moved.txt", destination)
        try:
            done = moving.run(keys_named(), progress.tell)
        except StoreUnavailable:
            stop("Le service de fichiers ne répond pas. Rien n’est perdu : relancez la commande, "
                 "elle reprendra où elle s’est arrêtée.")
        except NoSpace:
            stop("Le disque est plein. Faites de la place, puis relancez la commande.")
    say(f"Fichiers à leur nouvelle place, relus : {done.moved} (copiés cette fois : "
        f"{done.copied}).")
    if done.faults:
        say_faults(done.faults)
        stop("Ne changez pas encore ECOLE_FILES : restaurez d’abord ces fichiers depuis la "
             "sauvegarde, puis relancez la commande.")
    value = "" if destination == FOLDER else destination
    say("À faire maintenant :")
    say("  1. arrêtez le service, et relancez cette commande : elle copie ce qui vient d’arriver ;")
    say(f"  2. mettez ECOLE_FILES={value}{'   (vide)' if not value else ''} ;")
    say("  3. relancez le service, puis : ecole files check ;")
    old = settings.s3.name if settings.s3 else f"les dossiers 00 à ff de {settings.files}"
    say(f"  4. après la sauvegarde suivante, effacez l’ancien endroit : {old}.")


def _target(settings: Settings, destination: str) -> BlobStore:
    from ecole.storage.blobs import FolderBlobs
    from ecole.storage.blobs.homes import open_service, try_store

    here = settings.s3.name if settings.s3 else FOLDER
    try:
        place = None if destination == FOLDER else s3_place(os.environ, settings.data,
                                                            destination)
        if here == (place.name if place else FOLDER):
            stop(f"Les fichiers sont déjà là : {here}.", 2)
        if place is None:
            return FolderBlobs(settings.files)
        # Its copies would fill the disk that still holds the folder.
        moved = replace(settings, s3=place, cache_limit=0)
        target = open_service(moved, place)
        try_store(target, moved)
    except BadSetting as bad:
        stop(str(bad).replace("ECOLE_FILES = ", "--to ", 1), 2)
    return target


def say_faults(faults: Mapping[str, str]) -> None:
    if not faults:
        say("Aucun n’est absent ni abîmé.")
        return
    say(f"Absents ou abîmés : {len(faults)}")
    for key, problem in sorted(faults.items()):
        say(f"  {SAID[problem]:7} {key}")


class Progress:
    """A line now and then: a move may take hours."""

    def __init__(self, what: str) -> None:
        self.what, self.next_at = what, time.monotonic() + EVERY_SECONDS

    def tell(self, done: int, total: int = 0) -> None:
        if time.monotonic() >= self.next_at:
            self.next_at = time.monotonic() + EVERY_SECONDS
            say(f"… {done}{f' sur {total}' if total else ''} {self.what}")


def add_to(main: click.Group) -> None:
    main.add_command(files)
