"""`ecole school add`."""

from __future__ import annotations

import click

from ecole.commands.entry import application, say, stop


@click.group("school", help="Les écoles de la commune.")
def school() -> None:
    """Parts below."""


@school.command("add", help="Ajouter une école. NAME est son nom, tel que les familles le lisent.")
@click.argument("name")
@click.option("--uai", required=True, help="Sept chiffres et une lettre, par exemple 0750655E.")
@click.option("--force", is_flag=True, help="Accepter une lettre qui ne correspond pas.")
def add(name: str, uai: str, force: bool) -> None:
    from sqlalchemy import select

    from ecole.models.school import NAME_MAX, School
    from ecole.roster.onde.uai import check_uai
    from ecole.storage.database import db, writing

    try:
        code = check_uai(uai, any_letter=force)
    except ValueError as wrong:
        stop(str(wrong), 2)
    if not name.strip() or len(name) > NAME_MAX:
        stop(f"Il faut un nom de 1 à {NAME_MAX} signes.", 2)
    with application():
        if db.session.scalar(select(School).where(School.uai == code)):
            stop(f"L’école {code} existe déjà.")
        with writing() as rows:
            rows.add(School(uai=code, name=name.strip()))
        say(f"École ajoutée : {name.strip()} ({code}).")
        say(f"Ensuite : ecole staff add --school {code} --role head « Mme Nom » --email …")


def add_to(main: click.Group) -> None:
    main.add_command(school)
