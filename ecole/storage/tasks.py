"""What each kind of job does, and what is done when it is given up."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from ecole.storage.job import Job

Task = Callable[[Job], None]
# Notes the failure where people see it; True when the rest of the job can go on without it.
GiveUp = Callable[[Session, Job], bool]
TASKS: dict[str, Task] = {}
GIVEN_UP: dict[str, GiveUp] = {}


def task(name: str, given_up: GiveUp | None = None) -> Callable[[Task], Task]:
    """Register what a kind of job does; it must be safe to run again from the start."""

    def register(function: Task) -> Task:
        TASKS[name] = function
        if given_up is not None:
            GIVEN_UP[name] = given_up
        return function

    return register
