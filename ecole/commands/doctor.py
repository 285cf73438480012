"""`ecole doctor`: what is wrong on this instance, in words, with what to do."""

from __future__ import annotations

import click

from ecole.commands.entry import application, say


@click.command("doctor", help="Vérifier l’installation : disque, base, fichiers, secrets, adresse.")
def doctor() -> None:
    from ecole.townhall.checks import check_all

    with application(migrated=False) as app:
        diagnoses = check_all(app)
    for diagnosis in diagnoses:
        say(f"{'ok  ' if diagnosis.is_good else 'NON '} {diagnosis.sentence}")
        if not diagnosis.is_good:
            say(f"     À faire : {diagnosis.remedy}")
    raise SystemExit(0 if all(diagnosis.is_good for diagnosis in diagnoses) else 1)


def add_to(main: click.Group) -> None:
    main.add_command(doctor)
