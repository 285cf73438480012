"""The picture of a subject, for children who do not read yet: a word of it gives the drawing."""

from __future__ import annotations

import re
import unicodedata

# id of a symbol of static/subjects.svg: beginnings of words that teachers write as a subject.
PICTURES = {
    "book": ("lect", "lire", "litt", "histoires", "conte", "poesie", "album"),
    "numbers": ("math", "nombre", "calcul", "numer", "geom", "compt", "table", "mesure", "probl"),
    "nature": ("scien", "nature", "vivant", "matiere", "plante", "animaux", "jardin", "questionner",
               "monde"),
    "art": ("art", "dessin", "peint", "coloriage", "brico", "plasti"),
    "music": ("musi", "chant", "comptine", "rythme"),
    "moving": ("sport", "eps", "bouger", "moteur", "motric", "gym", "danse", "jeu"),
    "talking": ("lang", "oral", "anglais", "allemand", "espagnol", "italien", "portugais", "arabe",
                "parler", "ecout", "vocab"),
    "world": ("histoire", "geo", "emc", "civique", "moral"),
    "writing": ("franc", "ecri", "dicte", "ortho", "gramm", "conj", "graph", "redac", "copie"),
}
UNKNOWN = "notebook"


def picture_of(subject: str) -> str:
    """The drawing of the first word that says something; a notebook when none does."""
    plain = unicodedata.normalize("NFKD", subject.casefold())
    words = re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    for word in words:
        for picture, beginnings in PICTURES.items():
            if word.startswith(beginnings):
                return picture
    return UNKNOWN
