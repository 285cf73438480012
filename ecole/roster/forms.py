"""The forms of the roster."""

from __future__ import annotations

from wtforms import MultipleFileField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ecole.roster.card_printing import ALL, MISSING, UNUSED
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext

FILES_MAX = 2


class FilesForm(PageForm):
    files = MultipleFileField(lazy_gettext("Vos fichiers ONDE"))

    def validate_files(self, field: MultipleFileField) -> None:
        field.data = [file for file in field.data or [] if file and file.filename]
        if not field.data:
            raise ValidationError(gettext(
                "Choisissez le fichier des élèves, celui des responsables, ou les deux."))
        if len(field.data) > FILES_MAX:
            raise ValidationError(gettext("Choisissez deux fichiers au plus."))


class CardsForm(PageForm):
    renew = RadioField(
        lazy_gettext("Pour quelles familles"), default=MISSING,
        choices=[
            SelectChoice(MISSING, lazy_gettext("Celles qui n’ont pas encore de carte")),
            SelectChoice(UNUSED, lazy_gettext("Aussi celles qui ne sont jamais entrées "
                                              "(leur ancienne carte est annulée)")),
            SelectChoice(ALL, lazy_gettext("Toutes (toutes les anciennes cartes sont annulées)")),
        ],
    )
    classroom = SelectField(lazy_gettext("Classe"), validate_choice=False, default="")
