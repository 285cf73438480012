"""The forms of the ways in."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length
from wtforms.widgets import CheckboxInput

from ecole.accounts.devices import PERSONAL, SHARED
from ecole.web.forms import PageForm
from ecole.web.languages import LANGUAGES, lazy_gettext

DEVICES = [
    SelectChoice(PERSONAL, "C’est mon téléphone ou mon ordinateur"),
    SelectChoice(SHARED, "Je partage cet appareil"),
]


class CodeForm(PageForm):
    code = StringField("Votre code", [InputRequired("Tapez les 18 lettres de votre carte."),
                                      Length(max=80, message="Ce code est trop long.")])
    device = RadioField("Cet appareil", choices=DEVICES, default=PERSONAL)


class ScanForm(PageForm):
    token = HiddenField()
    device = RadioField("Cet appareil", choices=DEVICES, default=PERSONAL)


class OtherCardForm(PageForm):
    code = StringField("Le code de l’autre carte",
                       [InputRequired("Tapez les 18 lettres de l’autre carte."),
                        Length(max=80, message="Ce code est trop long.")])


class StaffForm(PageForm):
    email = StringField("Courriel", [InputRequired("Tapez votre adresse de courriel.")])
    password = PasswordField("Mot de passe", [InputRequired("Tapez votre mot de passe.")])
    stay = BooleanField("Rester connecté 7 jours sur cet appareil")


class FirstPasswordForm(PageForm):
    password = PasswordField("Nouveau mot de passe", [InputRequired("Choisissez un mot de passe.")])
    again = PasswordField("Le même, une seconde fois",
                          [EqualTo("password", "Les deux mots de passe ne sont pas les mêmes.")])


class PreferencesForm(PageForm):
    language = RadioField(lazy_gettext("Langue"), choices=[
        SelectChoice(code, name) for code, name in LANGUAGES.items()])
    comfort = SelectMultipleField(lazy_gettext("Confort de lecture"), option_widget=CheckboxInput(),
                                  choices=[
        SelectChoice("large", lazy_gettext("Des lettres plus grandes")),
        SelectChoice("wide", lazy_gettext("Plus d’espace entre les lettres et les lignes")),
        SelectChoice("plain", lazy_gettext("Sans les lignes du cahier"))])


class NewStaffForm(PageForm):
    name = StringField("Nom affiché aux familles", [
        InputRequired("Donnez un nom, par exemple Mme Dupont."), Length(max=120)])
    email = StringField("Courriel professionnel", [InputRequired("Donnez une adresse.")])
    role = RadioField("Rôle", default="teacher",
                      choices=[SelectChoice("teacher", "Enseignante ou enseignant"),
                               SelectChoice("head", "Direction")])
