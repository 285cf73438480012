"""Work that comes back, as families, children and teachers send it and look at it."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from tests.classroom.class_pages import Upload, instruction_page, key
from tests.conftest import Visitor
from tests.world import World


def answer_page(world: World, name: str = "lecture", pupil: str = "lina") -> str:
    return instruction_page(world, name, f"/rendus/{key(world.pupils[pupil])}")


def grid_page(world: World, name: str = "lecture") -> str:
    return instruction_page(world, name, "/rendus")


def send(visitor: Visitor, world: World, text: str = "Il a fini la page 12.",
         name: str = "lecture", pupil: str = "lina", **more: Any) -> TestResponse:
    return visitor.send(answer_page(world, name, pupil), text=text, **more)


def in_space(visitor: Visitor, world: World, pupil: str = "lina") -> Visitor:
    """The same browser, in the hands of the child."""
    visitor.send(f"/enfant/{key(world.pupils[pupil])}")
    return visitor


def task_page(world: World, name: str = "lecture") -> str:
    return f"/enfant/consigne/{key(world.instructions[name])}"


def address_in(page: str, what: str) -> str:
    """The address of a form or a button of a page, by how it ends."""
    found = re.search(rf'(?:form)?action="(/e/[^"]+/{what})"', page)
    assert found, f"nothing leads to {what}"
    return html.unescape(found[1])


def file_addresses(page: str) -> list[str]:
    """Where the files of a page are, pictures and their small twins too."""
    return re.findall(r'(?:href|src)="(/e/[^"?]+/fichiers/[^"?]+)"', page)


def tile(page: str, name: str) -> str:
    """The tile of one pupil of the grid."""
    tiles = re.findall(r'<li class="work-tile".*?</li>', page, re.DOTALL)
    return next(one for one in tiles if f">{name}<" in one)


def opened(teacher: Visitor, world: World, pupil: str = "BERNARD Lina",
           name: str = "lecture") -> TestResponse:
    """From the grid, what this pupil sent."""
    return teacher.get(marking_page(teacher, world, pupil, name))


def marking_page(teacher: Visitor, world: World, pupil: str = "BERNARD Lina",
                 name: str = "lecture") -> str:
    grid = teacher.get(grid_page(world, name)).text
    link = re.search(r'__name" href="([^"]+)"', tile(grid, pupil))
    assert link, f"nothing to open of {pupil}"
    return link[1]


def notebook(name: str = "cahier.jpg", size: tuple[int, int] = (640, 480),
             colour: str = "#fdf6e3") -> Upload:
    """A photo of a notebook, with lines, as a phone gives it."""
    page = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(page)
    for line in range(40, size[1], 40):
        pen.line((0, line, size[0], line), fill="#8fa8d8", width=2)
        pen.text((30, line - 15), "Le chat dort sur le mur.", fill="#1b2145")
    written = io.BytesIO()
    page.save(written, "JPEG", quality=80)
    return io.BytesIO(written.getvalue()), name
