"""The forms of documents written together: the document, the common text, a box."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ecole.classroom.documents.documents import BOXES_MAX
from ecole.classroom.documents.texts import too_long
from ecole.classroom.forms import is_unseen
from ecole.models.box import BOX_LABEL_MAX, BOX_TEXT_MAX
from ecole.models.document import COMMON_TEXT_MAX, DOCUMENT_TITLE_MAX, DocumentKind
from ecole.models.instruction import BODY_MAX
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext

SPLITS = (
    SelectChoice("pupils", lazy_gettext("Une case par élève")),
    SelectChoice("pairs", lazy_gettext("Une case pour deux élèves")),
    SelectChoice("groups", lazy_gettext("Une case par groupe de la classe")),
    SelectChoice("empty", lazy_gettext("Des cases vides, à donner ensuite")),
)


def as_written(text: str | None) -> str:
    """Lines as a text area has them, without what no database takes."""
    return (text or "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


class DocumentForm(PageForm):
    title = StringField(lazy_gettext("Titre"), [
        DataRequired(lazy_gettext("Donnez un titre.")),
        Length(max=DOCUMENT_TITLE_MAX,
               message=lazy_gettext("Le titre est trop long (%(max)d lettres au plus).")),
    ])
    body = TextAreaField(lazy_gettext("Ce qu’on y écrit"), [
        Length(max=BODY_MAX,
               message=lazy_gettext("Le texte est trop long (20\u00a0000 signes au plus).")),
    ])
    families_may_write = BooleanField(lazy_gettext("Les familles peuvent écrire"), default=True)
    pupils_may_write = BooleanField(lazy_gettext("Les élèves peuvent écrire, dans leur espace"),
                                    default=True)
    revision = HiddenField(default="1")

    def validate_title(self, field: StringField) -> None:
        if is_unseen(field.data or ""):
            raise ValidationError(gettext("Donnez un titre."))


class NewDocumentForm(DocumentForm):
    kind = RadioField(lazy_gettext("Quel document\u202f?"), default=DocumentKind.BOXES, choices=[
        SelectChoice(DocumentKind.BOXES.value,
                     lazy_gettext("À cases\u00a0: chacun écrit dans la sienne")),
        SelectChoice(DocumentKind.TEXT.value,
                     lazy_gettext("Texte commun\u00a0: tous écrivent le même texte")),
    ])
    split = RadioField(lazy_gettext("Pour un document à cases"), default="pupils",
                       choices=list(SPLITS))
    number = IntegerField(lazy_gettext("Nombre de cases vides"), [
        Optional(),
        NumberRange(1, BOXES_MAX, lazy_gettext("Entre %(min)d et %(max)d cases.")),
    ], default=12)


class CommonTextForm(PageForm):
    """The whole text as a browser without script sends it."""

    text = TextAreaField(lazy_gettext("Le texte"), filters=[as_written])
    base = HiddenField()

    class Meta(PageForm.Meta):
        def bind_field(self, form: object, unbound: object, options: dict[str, object]) -> object:
            # The blanks at both ends are part of a text that others write too.
            return unbound.bind(form=form, **options)  # type: ignore[attr-defined]

    def validate_text(self, field: TextAreaField) -> None:
        if len(field.data or "") > COMMON_TEXT_MAX:
            raise ValidationError(too_long())


class BoxForm(PageForm):
    text = TextAreaField(lazy_gettext("Votre texte"), filters=[as_written])
    files = MultipleFileField(lazy_gettext("Fichiers"))
    kept = HiddenField()
    removed = SelectMultipleField(choices=[], validate_choice=False, widget=ListWidget(),
                                  option_widget=CheckboxInput())
    revision = HiddenField()

    def validate_text(self, field: TextAreaField) -> None:
        if len(field.data or "") > BOX_TEXT_MAX:
            raise ValidationError(gettext(
                "C’est trop long\u00a0: %(most)d signes au plus. Le texte est gardé ci-dessous.",
                most=BOX_TEXT_MAX))


class BoxOwnersForm(PageForm):
    """Whose box it is."""

    label = StringField(lazy_gettext("Nom de la case"), [
        Length(max=BOX_LABEL_MAX, message=lazy_gettext("%(max)d lettres au plus.")),
    ])
    owners = SelectMultipleField(lazy_gettext("Qui écrit dedans\u202f?"), coerce=int,
                                 option_widget=CheckboxInput(), widget=ListWidget())
