"""`ecole import`: a preview of the ONDE files, or their import with `--apply`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import click

from ecole.commands.entry import application, find_school, say, stop


@click.command("import", help="Lire les extractions ONDE (élèves, responsables). Sans --apply, "
                              "rien n’est écrit : c’est un aperçu.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--school", "uai", required=True, help="UAI de l’école.")
@click.option("--apply", "apply_", is_flag=True, help="Écrire les changements.")
@click.option("--undo", is_flag=True, help="Annuler le dernier import de l’école.")
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=CHOIX",
              help="Répondre à une question de l’aperçu (autant de fois qu’il faut).")
@click.option("--column", "columns", multiple=True, metavar="TITRE=CHAMP",
              help="Dire ce que contient une colonne inconnue (autant de fois qu’il faut).")
@click.option("--json", "as_json", is_flag=True, help="Écrire le résultat en JSON.")
def import_roster(
    files: tuple[Path, ...], uai: str, apply_: bool, undo: bool, answers: tuple[str, ...],
    columns: tuple[str, ...], as_json: bool,
) -> None:
    from ecole.storage.school_scope import in_school

    if undo == bool(files):
        stop("Donnez un ou deux fichiers, ou bien --undo.", 2)
    if any("=" not in pair for pair in answers + columns):
        stop("Une réponse s’écrit QUESTION=CHOIX, une colonne TITRE=CHAMP.", 2)
    with application(), in_school(find_school(uai).id):
        if undo:
            _undo()
        else:
            contents = [path.read_bytes() for path in files]
            _import(contents, _pairs(answers), _pairs(columns), apply_, as_json)


def _pairs(options: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, _, value in (option.rpartition("=") for option in options)}


def _import(
    contents: list[bytes], answers: dict[str, str], columns: dict[str, str], apply_: bool,
    as_json: bool,
) -> None:
    from ecole.roster import imports
    from ecole.roster.mappings import read_for_school
    from ecole.roster.matching.summary import sentences
    from ecole.roster.onde.refusals import Refused, UnknownColumns

    try:
        read = [read_for_school(content, columns) for content in contents]
        plan, outcome = _preview(read, answers)
    except UnknownColumns as unknown:
        _refuse(unknown.message + _columns_help(unknown), as_json)
    except Refused as refused:
        _refuse(refused.message, as_json)
    if apply_ and not plan.is_blocked:
        pending = imports.prepare_import(read, None)
        imports.answer_questions(pending, answers)
        outcome = imports.apply_import(pending, None)
    if as_json:
        say(json.dumps(outcome, ensure_ascii=False, indent=1))
    else:
        _tell(sentences(plan), outcome)
    if plan.is_blocked:
        raise SystemExit(1)


def _columns_help(unknown: Any) -> str:
    """What can be said of the columns, for the person at the keyboard."""
    from ecole.roster.onde.fields import mapping_choices

    kinds: list[Any] = [unknown.kind] if unknown.kind else ["eleves", "responsables"]
    fields = [field for kind in kinds for field in mapping_choices()[kind]]
    titles = " ; ".join(filter(None, unknown.headers))
    lines = [f"  --column \"TITRE={key}\"  {label}" for key, label in fields]
    return "\n".join([f"\nColonnes lues : {titles}", "Dites ce qu’elles contiennent :", *lines])


def _preview(read: list[Any], answers: dict[str, str]) -> tuple[Any, dict[str, Any]]:
    from ecole.roster.matching.planning import plan_import
    from ecole.roster.matching.summary import summary
    from ecole.roster.snapshot import school_base
    from ecole.web.words import today

    plan = plan_import(read, school_base(), today=today(), answers=answers)
    return plan, summary(plan, applied=False)


def _refuse(sentence: str, as_json: bool) -> NoReturn:
    nothing = {"read": 0, "new": 0, "changed": 0, "unchanged": 0, "missing": 0}
    if as_json:
        say(json.dumps({
            "kind": None, "applied": False, "pupils": nothing, "guardians": nothing, "classes": 0,
            "without_class": 0, "links": {"new": 0, "total": 0}, "questions": [],
            "errors": [{"line": None, "message": sentence}], "warnings": [],
            "ignored_columns": [],
        }, ensure_ascii=False, indent=1))
    else:
        click.echo(sentence, err=True)
    raise SystemExit(1)


def _tell(lines: list[str], outcome: dict[str, Any]) -> None:
    for line in lines:
        say(line)
    for guard in outcome["guards"]:
        say(f"Attention : {guard['message']}")
    for remark in outcome["errors"] + outcome["warnings"]:
        say(f"- {remark['message']}")
    for question in outcome["questions"]:
        say(f"? {question['message']}")
        for choice in question["choices"]:
            mark = "*" if choice["value"] == question["answer"] else " "
            say(f"  {mark} --answer {question['id']}={choice['value']}  {choice['label']}")
    say("C’est écrit." if outcome["applied"] else "Aperçu : rien n’est écrit (ajoutez --apply).")


def _undo() -> None:
    from ecole.roster import imports
    from ecole.roster.undo import CannotUndo

    last = imports.last_import()
    if last is None or last.undo is None:
        stop("Il n’y a pas d’import à annuler.")
    try:
        imports.undo_import(last, None)
    except CannotUndo as why:
        stop(str(why))
    say("Le dernier import est annulé.")


def add_to(main: click.Group) -> None:
    main.add_command(import_roster)
