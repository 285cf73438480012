"""`ecole demo`: an invented school to try everything."""

from __future__ import annotations

import click

from ecole.commands.entry import application, say, stop


@click.command("demo", help="Créer l’école de démonstration (élèves inventés), si elle manque.")
@click.option("--json", "as_json", is_flag=True, help="Écrire les entrées en JSON.")
def demo(as_json: bool) -> None:
    import json

    from ecole.operations.demo_school import AlreadyThere, make_demo

    with application() as app:
        try:
            entries = make_demo(app)
        except AlreadyThere:
            stop("L’école de démonstration existe déjà.")
        if as_json:
            say(json.dumps(entries, ensure_ascii=False))
        else:
            show_entries(entries)


def show_entries(entries: dict[str, str]) -> None:
    say()
    say("École de démonstration : personne n’y existe vraiment. Pour essayer :")
    say(f"  Une famille     {entries['site']}/entrer   code {entries['guardian_code']}")
    say(f"  Un enseignant   {entries['site']}/equipe   {entries['teacher_email']}   "
        f"{entries['teacher_password']}")
    say(f"  La directrice   {entries['site']}/equipe   {entries['head_email']}   "
        f"{entries['head_password']}")
    if "townhall_email" in entries:  # not in what an older version kept
        say(f"  La mairie       {entries['site']}/equipe   {entries['townhall_email']}   "
            f"{entries['townhall_password']}")
    say()


def add_to(main: click.Group) -> None:
    main.add_command(demo)
