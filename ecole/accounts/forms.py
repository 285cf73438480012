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
    SelectChoice(PERSONAL, lazy_gettext("C’est mon téléphone ou mon ordinateur")),
    SelectChoice(SHARED, lazy_gettext("Je partage cet appareil")),
]
TOO_LONG = Length(max=80, message=lazy_gettext("Ce code est trop long."))


class CodeForm(PageForm):
    code = StringField(lazy_gettext("Votre code"), [
        InputRequired(lazy_gettext("Tapez les 18 lettres de votre carte.")), TOO_LONG])
    device = RadioField(lazy_gettext("Cet appareil"), choices=DEVICES, default=PERSONAL)


class ScanForm(PageForm):
    token = HiddenField()
    device = RadioField(lazy_gettext("Cet appareil"), choices=DEVICES, default=PERSONAL)


class OtherCardForm(PageForm):
    code = StringField(lazy_gettext("Le code de l’autre carte"), [
        InputRequired(lazy_gettext("Tapez les 18 lettres de l’autre carte.")), TOO_LONG])


class StaffForm(PageForm):
    email = StringField(lazy_gettext("Courriel"), [
        InputRequired(lazy_gettext("Tapez votre adresse de courriel."))])
    password = PasswordField(lazy_gettext("Mot de passe"), [
        InputRequired(lazy_gettext("Tapez votre mot de passe."))])
    stay = BooleanField(lazy_gettext("Rester connecté 7 jours sur cet appareil"))


class FirstPasswordForm(PageForm):
    password = PasswordField(lazy_gettext("Nouveau mot de passe"), [
        InputRequired(lazy_gettext("Choisissez un mot de passe."))])
    again = PasswordField(lazy_gettext("Le même, une seconde fois"), [
        EqualTo("password", lazy_gettext("Les deux mots de passe ne sont pas les mêmes."))])


class PreferencesForm(PageForm):
    language = RadioField(lazy_gettext("Langue"), choices=[
        SelectChoice(code, name) for code, name in LANGUAGES.items()])
    comfort = SelectMultipleField(lazy_gettext("Confort de lecture"), option_widget=CheckboxInput(),
                                  choices=[
        SelectChoice("large", lazy_gettext("Des lettres plus grandes")),
        SelectChoice("wide", lazy_gettext("Plus d’espace entre les lettres et les lignes")),
        SelectChoice("plain", lazy_gettext("Sans les lignes du cahier"))])


class NewStaffForm(PageForm):
    name = StringField(lazy_gettext("Nom affiché aux familles"), [
        InputRequired(lazy_gettext("Donnez un nom, par exemple Mme Dupont.")), Length(max=120)])
    email = StringField(lazy_gettext("Courriel professionnel"), [
        InputRequired(lazy_gettext("Donnez une adresse."))])
    role = RadioField(lazy_gettext("Rôle"), default="teacher", choices=[
        SelectChoice("teacher", lazy_gettext("Enseignante ou enseignant")),
        SelectChoice("head", lazy_gettext("Direction"))])
