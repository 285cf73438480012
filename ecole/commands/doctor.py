"""`ecole doctor`: what is wrong on this instance, in words, with what to do."""

from __future__ import annotations

import click

from ecole.commands.entry import application, say


@click.command("doctor", help="Vérifier l’installation : disque, base, fichiers, secrets, adresse.")
def doctor() -> None:
    from ecole.townhall.checks import check_all

    with application(migrated=False) as app:
        findings = check_all(app)
    for finding in findings:
        say(f"{'ok  ' if finding.is_good else 'NON '} {finding.sentence}")
        if not finding.is_good:
            say(f"     À faire : {finding.remedy}")
    raise SystemExit(0 if all(finding.is_good for finding in findings) else 1)


def add_to(main: click.Group) -> None:
    main.add_command(doctor)
