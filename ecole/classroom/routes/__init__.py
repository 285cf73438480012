"""Addresses of the classroom, a file for each noun."""

from ecole.classroom.routes.classes import bp as classes
from ecole.classroom.routes.completions import bp as completions
from ecole.classroom.routes.files import bp as files
from ecole.classroom.routes.hand_ins import bp as hand_ins
from ecole.classroom.routes.instructions import bp as instructions
from ecole.classroom.routes.paper import bp as paper
from ecole.classroom.routes.pupil import bp as pupil
from ecole.classroom.routes.today import bp as today

blueprints = (today, classes, instructions, completions, files, hand_ins, pupil, paper)
