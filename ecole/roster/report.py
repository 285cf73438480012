"""The preview as a file for a spreadsheet: what would change, line by line."""

from __future__ import annotations

import csv
import io

from ecole.roster.matching.plan import ImportPlan
from ecole.roster.preview import changes_in_words, room_in_words
from ecole.web.languages import gettext

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_csv(plan: ImportPlan) -> str:
    """Semicolons and a BOM for Excel; a cell that looks like a formula is made text."""
    out = io.StringIO()
    out.write("\ufeff")
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow([gettext("Quoi"), gettext("Ligne"), gettext("Nom"), gettext("Prénom"),
                   gettext("Détail")])
    for what, pupils in (
        (gettext("Nouvel élève"), plan.new_pupils),
        (gettext("Élève modifié"), plan.changed_pupils),
    ):
        for pupil in pupils:
            values = pupil.values
            rows.writerow(_safe(what, pupil.line, values.last_name, values.first_name,
                                changes_in_words(pupil.changes)))
    new, changed = gettext("Nouveau responsable"), gettext("Responsable modifié")
    for guardian in (*plan.new_guardians, *plan.changed_guardians):
        what = new if guardian.id is None else changed
        line = guardian.lines[0] if guardian.lines else ""
        who = guardian.values
        rows.writerow(_safe(what, line, who.last_name, who.first_name,
                            changes_in_words(guardian.changes)))
    missing = [(one.last_name, one.first_name) for one in plan.missing_pupils]
    missing += [(one.last_name, one.first_name) for one in plan.missing_guardians]
    for last_name, first_name in missing:
        rows.writerow(_safe(gettext("Absent du fichier"), "", last_name, first_name, ""))
    for room in plan.classrooms:
        rows.writerow(_safe(gettext("Classe"), "", "", "", room_in_words(room)))
    for remark in plan.remarks:
        rows.writerow(_safe(gettext("À vérifier"), remark.line or "", "", "", remark.message))
    return out.getvalue()


def _safe(*cells: object) -> list[str]:
    texts = [str(cell) for cell in cells]
    return [f"'{text}" if text.startswith(FORMULA) else text for text in texts]
