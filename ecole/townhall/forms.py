"""The form of a new school."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import DataRequired, Length, ValidationError

from ecole.accounts.staff import BadStaff, check_email
from ecole.models.school import NAME_MAX
from ecole.townhall.schools import BadSchool, SchoolExists, check_school
from ecole.web.forms import PageForm
from ecole.web.languages import lazy_gettext

TOO_LONG = lazy_gettext("%(max)d lettres au plus.")


class SchoolForm(PageForm):
    name = StringField(lazy_gettext("Nom de l’école"), [
        DataRequired(lazy_gettext("Donnez le nom de l’école.")),
        Length(max=NAME_MAX, message=TOO_LONG),
    ])
    uai = StringField(lazy_gettext("UAI"), [
        DataRequired(lazy_gettext("Donnez l’UAI de l’école."))])
    head_name = StringField(lazy_gettext("Directrice ou directeur"), [
        DataRequired(lazy_gettext("Donnez un nom, par exemple Mme Dupont.")),
        Length(max=120, message=TOO_LONG),
    ])
    head_email = StringField(lazy_gettext("Courriel professionnel"), [
        DataRequired(lazy_gettext("Donnez une adresse."))])

    def validate_uai(self, field: StringField) -> None:
        try:
            _, field.data = check_school(self.name.data or "-", field.data)
        except (BadSchool, SchoolExists) as wrong:
            raise ValidationError(str(wrong)) from wrong

    def validate_head_email(self, field: StringField) -> None:
        try:
            field.data = check_email(field.data)
        except BadStaff as wrong:
            raise ValidationError(str(wrong)) from wrong
