"""« L’atelier »: the living catalogue of the components, for those who build pages.

Open to staff only, and only where `ECOLE_ATELIER` is set: a school has no use for it.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from flask import Blueprint, Flask, abort, current_app, render_template, request
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from ecole.accounts.pictures import PICTURES
from ecole.config import ROOT
from ecole.web.access import STAFF, open_to
from ecole.web.forms import PageForm

bp = Blueprint("atelier", __name__)
# Name of the example (templates/atelier/examples/<name>.html): its title, and the style sheets
# that it shows. tests/guards/test_atelier.py holds that each component is shown.
EXAMPLES = {
    "tokens": ("Couleurs, lettres, mesures", ("swatch",)),
    "icons": ("Icônes", ("icon",)),
    "drawings": ("Images et dessins", ("drawing",)),
    "page": ("Page et navigation", ("masthead", "menu", "crumbs", "facts", "prose", "print")),
    "buttons": ("Boutons et liens", ("button", "secret-link")),
    "fields": ("Champs, choix, interrupteurs", ("field", "choice", "switch")),
    "notices": ("Messages, étiquettes, états vides", ("notice", "tag", "empty", "toast", "dialog")),
    "cards": ("Feuilles et cartes", ("card", "card-sheet")),
    "plan": ("Le plan du jour", ("tabs", "day-strip", "child", "plan-item", "tick", "progress",
                                 "avatar", "class-day")),
    "day-word": ("Le bonjour du jour", ("day-word",)),
    "files": ("Fichiers et lecteurs", ("file-row", "player", "file-ways", "player-speed")),
    "reader": ("Un PDF page par page", ("reader",)),
    "tables": ("Tableaux, place utilisée", ("table", "space-bar")),
    "pupil": ("Espace enfant", ("pupil", "task", "listen", "tile", "praise", "way-out")),
    "waiting": ("Ce qui attend, ce qui va", ("waiting", "checks", "figures")),
    "paper": ("Sur le papier", ("print-header", "week-sheet", "slip", "roll")),
    "texts": ("Longs textes, aide", ("article", "help", "outdated")),
    "news": ("Actualités, photos, journal", ("news", "album", "rights", "diary")),
    "answers": ("Réponses des familles", ("answer",)),
    "works": ("Travaux rendus", ("work", "work-grid", "remark")),
    "documents": ("Écrire ensemble", ("document", "box", "common-text")),
    "capture": ("Voix, photos, dessin", ("recorder", "photos", "drawing-pad", "dictation")),
    "uploads": ("Fichiers en route", ("upload-list",)),
    "forum": ("Forum, brouillons", ("topic", "message", "draft")),
}
MEANING = re.compile(r"^    --([a-z0-9-]+): var\(--", re.MULTILINE)


class SampleForm(PageForm):
    """One field of each kind; the first is refused, to show how."""

    title = StringField("Titre", [InputRequired("Donnez un titre.")])
    minutes = IntegerField("Durée en minutes")
    body = TextAreaField("Ce qu’il faut faire")
    device = RadioField("Cet appareil", default="mine", choices=[
        SelectChoice("mine", "C’est mon téléphone"), SelectChoice("shared", "Je le partage")])
    comfort = SelectMultipleField("Confort", default=["large"], option_widget=CheckboxInput(),
                                  choices=[SelectChoice("large", "Des lettres plus grandes"),
                                           SelectChoice("plain", "Sans les lignes du cahier")])
    stay = BooleanField("Rester connecté")


def sample_form() -> SampleForm:
    form = SampleForm(formdata=None)
    form.title.errors = ["Donnez un titre."]
    return form


@bp.get("/atelier")
@open_to(*STAFF)
def index() -> str:
    return render_template("atelier/index.html", examples=EXAMPLES)


@bp.get("/atelier/<name>")
@open_to(*STAFF)
def show(name: str) -> str:
    if name not in EXAMPLES:
        abort(404)
    template = f"atelier/examples/{name}.html"
    loader = current_app.jinja_env.loader
    assert loader is not None
    names = drawings()
    wanted = request.args.get("dessin")
    source = loader.get_source(current_app.jinja_env, template)[0]
    return render_template("atelier/show.html", title=EXAMPLES[name][0], example=template,
                           source=source, meanings=meanings(), symbols=symbols,
                           drawings=names, chosen=wanted if wanted in names else names[0],
                           pictures=PICTURES, sample_form=sample_form())


def meanings() -> list[str]:
    """The names of the colours that components may use, as tokens.css gives them."""
    text = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    return list(dict.fromkeys(MEANING.findall(text)))


def symbols(sprite: str) -> list[str]:
    """The names of the drawings of a sprite of `static/`."""
    tree = ElementTree.parse(ROOT / "static" / sprite)  # noqa: S314 -- a file of ours
    return [symbol.attrib["id"] for symbol in tree.getroot() if "id" in symbol.attrib]


def drawings() -> list[str]:
    """The names of the large drawings."""
    return sorted(path.stem for path in (ROOT / "static" / "drawings").glob("*.svg"))


def open_atelier(app: Flask) -> None:
    if app.config["ECOLE"].has_atelier:
        app.register_blueprint(bp)
