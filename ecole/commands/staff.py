"""`ecole staff add`: a head or a teacher, with the link to choose a password."""

from __future__ import annotations

import click

from ecole.commands.entry import application, find_school, say, stop


@click.group("staff", help="L’équipe d’une école.")
def staff() -> None:
    """Parts below."""


@staff.command("add", help="Ajouter quelqu’un à la direction ou aux enseignants.")
@click.argument("name")
@click.option("--school", "uai", required=True, help="UAI de l’école.")
@click.option("--email", required=True, help="Adresse de courriel professionnelle.")
@click.option("--role", type=click.Choice(["head", "teacher"]), default="teacher",
              show_default=True, help="head : direction ; teacher : enseignant.")
def add(name: str, uai: str, email: str, role: str) -> None:
    from flask import current_app

    from ecole.accounts.staff import BadStaff, add_staff
    from ecole.models.membership import Role

    with application():
        school = find_school(uai)
        try:
            added = add_staff(school, name=name, email=email, role=Role(role), by=None)
        except BadStaff as wrong:
            stop(str(wrong), 2)
        say(f"{name} fait partie de l’équipe de {school.name}.")
        if added.token is not None:
            address = current_app.config["ECOLE"].address
            say("Lien pour choisir son mot de passe, une seule fois, avant 7 jours :")
            say(f"{address}/equipe/mot-de-passe/{added.token}")


def add_to(main: click.Group) -> None:
    main.add_command(staff)
