"""`ecole staff add`: a head or a teacher, with the link to choose a password."""

from __future__ import annotations

import click

from ecole.commands.entry import application, find_school, say, say_password_link, stop


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
            say_password_link(added.token, "Lien pour choisir son mot de passe")


@staff.command("link", help="Donner un nouveau lien à quelqu’un qui a perdu son mot de passe.")
@click.option("--email", required=True, help="Adresse de courriel de la personne.")
def link(email: str) -> None:
    from sqlalchemy import func, select

    from ecole.accounts.staff import renew_password_link
    from ecole.models.account import Account
    from ecole.storage.database import db

    with application():
        account = db.session.scalar(
            select(Account).where(func.lower(Account.email) == email.strip().lower())
        )
        if account is None:
            stop(f"Personne n’a l’adresse {email} ici.", 2)
        token = renew_password_link(account.id, None, None)
        assert token is not None  # the town hall may for anyone
        say_password_link(token, "Lien pour choisir un nouveau mot de passe")


def add_to(main: click.Group) -> None:
    main.add_command(staff)
