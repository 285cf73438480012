"""The forms of the roster."""

from __future__ import annotations

from wtforms import MultipleFileField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ecole.roster.card_printing import ALL, MISSING, UNUSED
from ecole.web.forms import PageForm

FILES_MAX = 2


class FilesForm(PageForm):
    files = MultipleFileField("Vos fichiers ONDE")

    def validate_files(self, field: MultipleFileField) -> None:
        field.data = [file for file in field.data or [] if file and file.filename]
        if not field.data:
            raise ValidationError("Choisissez le fichier des élèves, celui des responsables, "
                                  "ou les deux.")
        if len(field.data) > FILES_MAX:
            raise ValidationError("Choisissez deux fichiers au plus.")


class CardsForm(PageForm):
    renew = RadioField(
        "Pour quelles familles", default=MISSING,
        choices=[
            SelectChoice(MISSING, "Celles qui n’ont pas encore de carte"),
            SelectChoice(UNUSED, "Aussi celles qui ne sont jamais entrées "
                                 "(leur ancienne carte est annulée)"),
            SelectChoice(ALL, "Toutes (toutes les anciennes cartes sont annulées)"),
        ],
    )
    classroom = SelectField("Classe", validate_choice=False, default="")
