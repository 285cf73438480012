"""Floor 8: the `ecole` command line, in French for the technician; a file for each part."""

import click

from ecole.commands import cards, demo, doctor, files, roster, school, serving, staff, town_hall
from ecole.config import VERSION


@click.group(
    help="Le service de classe des écoles primaires.",
    context_settings={"help_option_names": ["-h", "--help", "--aide"]},
)
@click.version_option(package_name=None, version=VERSION, message="%(version)s")
def main() -> None:
    """The parts are added below."""


for part in (school, roster, cards, staff, town_hall, demo, serving, files, doctor):
    part.add_to(main)
