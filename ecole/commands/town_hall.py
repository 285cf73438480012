"""`ecole town-hall`: who may open the page of the town hall (figures and checks, no child)."""

from __future__ import annotations

import click

from ecole.commands.entry import application, say, say_password_link, stop


@click.group("town-hall", help="Les personnes de la mairie qui voient la page du service.")
def town_hall() -> None:
    """Parts below."""


@town_hall.command("add", help="Ouvrir la page de la mairie à quelqu’un.")
@click.argument("name")
@click.option("--email", required=True, help="Adresse de courriel professionnelle.")
def add(name: str, email: str) -> None:
    from ecole.accounts.staff import BadStaff
    from ecole.townhall.technicians import add_technician

    with application():
        try:
            added = add_technician(name, email)
        except BadStaff as wrong:
            stop(str(wrong), 2)
        say(f"{email} voit la page de la mairie.")
        if added.token is not None:
            say_password_link(added.token, "Lien pour choisir son mot de passe")


@town_hall.command("list", help="Qui voit la page de la mairie.")
def show() -> None:
    from ecole.townhall.technicians import technicians

    with application():
        found = technicians()
        for account in found:
            state = "" if account.password_hash else "   (mot de passe pas encore choisi)"
            say(f"{account.email}   {account.display_name}{state}")
        if not found:
            say("Personne. Ajoutez quelqu’un : ecole town-hall add « M. Nom » --email …")


@town_hall.command("remove", help="Fermer la page de la mairie à quelqu’un, tout de suite.")
@click.option("--email", required=True, help="Adresse de courriel de la personne.")
def remove(email: str) -> None:
    from ecole.townhall.technicians import remove_technician

    with application():
        if not remove_technician(email):
            stop(f"{email} ne voit pas la page de la mairie.", 2)
        say(f"{email} ne voit plus la page de la mairie.")


def add_to(main: click.Group) -> None:
    main.add_command(town_hall)
