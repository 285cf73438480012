"""The twenty-four pictures of the pupils' lock, drawn in `static/pictures.svg` in the same order.

Each has a name, said with its article, because a picture must also be heard, printed and found by
a keyboard. An id is kept with a pupil: draw it better, but never give it to another thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ecole.web.languages import lazy_gettext

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


class Picture(NamedTuple):
    id: str
    name: LazyString


PICTURES = (
    Picture("cat", lazy_gettext("le chat")),
    Picture("fish", lazy_gettext("le poisson")),
    Picture("bird", lazy_gettext("l’oiseau")),
    Picture("butterfly", lazy_gettext("le papillon")),
    Picture("snail", lazy_gettext("l’escargot")),
    Picture("elephant", lazy_gettext("l’éléphant")),
    Picture("sun", lazy_gettext("le soleil")),
    Picture("moon", lazy_gettext("la lune")),
    Picture("cloud", lazy_gettext("le nuage")),
    Picture("tree", lazy_gettext("l’arbre")),
    Picture("flower", lazy_gettext("la fleur")),
    Picture("apple", lazy_gettext("la pomme")),
    Picture("carrot", lazy_gettext("la carotte")),
    Picture("house", lazy_gettext("la maison")),
    Picture("boat", lazy_gettext("le bateau")),
    Picture("train", lazy_gettext("le train")),
    Picture("bicycle", lazy_gettext("le vélo")),
    Picture("ball", lazy_gettext("le ballon")),
    Picture("key", lazy_gettext("la clé")),
    Picture("umbrella", lazy_gettext("le parapluie")),
    Picture("hat", lazy_gettext("le bonnet")),
    Picture("drum", lazy_gettext("le tambour")),
    Picture("kite", lazy_gettext("le cerf-volant")),
    Picture("rocket", lazy_gettext("la fusée")),
)
