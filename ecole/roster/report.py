"""The preview as a file for a spreadsheet: what would change, line by line."""

from __future__ import annotations

import csv
import io

from ecole.roster.matching.plan import ImportPlan, PlannedPupil

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_csv(plan: ImportPlan) -> str:
    """Semicolons and a BOM for Excel; a cell that looks like a formula is made text."""
    out = io.StringIO()
    out.write("\ufeff")
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(["Quoi", "Ligne", "Nom", "Prénom", "Détail"])
    for what, pupils in (
        ("Nouvel élève", plan.new_pupils),
        ("Élève modifié", plan.changed_pupils),
    ):
        for pupil in pupils:
            values = pupil.values
            rows.writerow(_safe(what, pupil.line, values.last_name, values.first_name,
                                _detail(pupil)))
    for missing in plan.missing_pupils:
        rows.writerow(_safe("Absent du fichier", "", missing.last_name, missing.first_name, ""))
    for guardian in (*plan.new_guardians, *plan.changed_guardians):
        what = "Nouveau responsable" if guardian.id is None else "Responsable modifié"
        line = guardian.lines[0] if guardian.lines else ""
        rows.writerow(_safe(what, line, guardian.values.last_name, guardian.values.first_name, ""))
    for remark in plan.remarks:
        rows.writerow(_safe("À vérifier", remark.line or "", "", "", remark.message))
    return out.getvalue()


def _detail(pupil: PlannedPupil) -> str:
    return ", ".join(
        f"{change.old or '(vide)'} → {change.new or '(vide)'}" for change in pupil.changes
    )


def _safe(*cells: object) -> list[str]:
    texts = [str(cell) for cell in cells]
    return [f"'{text}" if text.startswith(FORMULA) else text for text in texts]
