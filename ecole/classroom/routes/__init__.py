"""Addresses of the classroom, a file for each noun."""

from ecole.classroom.routes.classes import bp as classes
from ecole.classroom.routes.completions import bp as completions
from ecole.classroom.routes.files import bp as files
from ecole.classroom.routes.instructions import bp as instructions
from ecole.classroom.routes.today import bp as today

blueprints = (today, classes, instructions, completions, files)
