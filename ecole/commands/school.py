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
    from ecole.townhall.schools import BadSchool, SchoolExists, add_school

    with application():
        try:
            added = add_school(name, uai, by=None, any_letter=force)
        except SchoolExists as already:
            stop(str(already))
        except BadSchool as wrong:
            stop(str(wrong), 2)
        code = added.uai
        say(f"École ajoutée : {added.name} ({code}).")
        say(f"Ensuite : ecole staff add --school {code} --role head « Mme Nom » --email …")


def add_to(main: click.Group) -> None:
    main.add_command(school)
