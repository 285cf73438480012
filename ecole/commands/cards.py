"""`ecole cards`: the family cards of a school, in one PDF."""

from __future__ import annotations

from pathlib import Path

import click

from ecole.commands.entry import application, find_school, say, stop


@click.command("cards", help="Imprimer les cartes famille dans un PDF (A4, 4 cartes par page).")
@click.option("--school", "uai", required=True, help="UAI de l’école.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="Le PDF à écrire.")
@click.option("--renew", type=click.Choice(["missing", "unused", "all"]), default="missing",
              show_default=True,
              help="missing : familles sans carte ; unused : et celles jamais entrées ; "
                   "all : toutes. Les anciennes cartes réimprimées ne marchent plus.")
@click.option("--address", default=None, help="Adresse à imprimer (sinon ECOLE_PUBLIC_URL).")
def cards(uai: str, out: Path, renew: str, address: str | None) -> None:
    from flask import current_app

    from ecole.roster.card_printing import choose_guardians, print_cards
    from ecole.storage.school_scope import in_school

    with application():
        school = find_school(uai)
        with in_school(school.id):
            chosen = choose_guardians(renew)
            if not chosen:
                stop("Aucune carte à imprimer : chaque famille a déjà la sienne. "
                     "Pour réimprimer : --renew unused ou --renew all.")
            with click.progressbar(length=len(chosen), label="Cartes") as bar:
                pdf = print_cards(chosen, address or current_app.config["ECOLE"].address,
                                  by=None, progress=lambda done: bar.update(1))
        _write(out, pdf)
        say(f"{len(chosen)} cartes dans {out}. Gardez ce fichier secret, puis effacez-le.")


def _write(out: Path, pdf: bytes) -> None:
    import os

    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        stop(f"Impossible d’écrire {out} : {error.strerror}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(pdf)


def add_to(main: click.Group) -> None:
    main.add_command(cards)
