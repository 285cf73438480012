"""Addresses of the head's rooms: the roster, the cards, the teachers of the classes."""

from ecole.roster.routes.cards import bp as cards
from ecole.roster.routes.roster import bp as roster
from ecole.roster.routes.school import bp as school

blueprints = (school, roster, cards)
