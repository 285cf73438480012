"""Floor 8: the `ecole` command line, in French for the technician."""

from ecole.commands.entry import main

__all__ = ["main"]
