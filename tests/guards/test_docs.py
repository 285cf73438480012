"""The documents say what the code does: settings, rooms, commands, links between pages."""

from __future__ import annotations

import re
from pathlib import Path

import click

import ecole
from ecole.commands import main

ROOT = Path(ecole.__file__).parents[1]
DOCS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")] + [
    *sorted((ROOT / "docs").rglob("*.md"))
]


def test_every_setting_has_its_heading() -> None:
    source = (ROOT / "ecole" / "config.py").read_text()
    settings = set(re.findall(r"\"(ECOLE_[A-Z0-9_]+)\"", source))
    headings = set(re.findall(r"^### (ECOLE_\w+)$", (ROOT / "docs/exploitation.md").read_text(),
                              re.MULTILINE))
    assert settings == headings


def test_every_room_is_in_the_tour() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text()
    rooms = {path.name for path in (ROOT / "ecole").iterdir()
             if path.is_dir() and (path / "__init__.py").exists()}
    assert not {room for room in rooms if f"`{room}/`" not in tour}


def test_files_named_in_the_tour_exist() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text()
    for name in re.findall(r"`([a-z_]+/[a-z_/]+\.py)", tour):
        assert (ROOT / "ecole" / name).exists(), name


def test_links_between_documents_hold() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
            if not target.startswith("http"):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_commands_named_in_the_documents_exist() -> None:
    groups = dict(main.commands)
    called = r"(?:^|`|exec app python -m )ecole ([a-z][a-z-]*)(?: ([a-z]+))?"
    for path in DOCS:
        for word, more in re.findall(called, path.read_text(), re.MULTILINE):
            command = groups.get(word)
            assert command is not None, f"{path.name}: ecole {word}"
            if isinstance(command, click.Group) and more:
                assert more in command.commands, f"{path.name}: ecole {word} {more}"


def test_decisions_are_numbered() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
