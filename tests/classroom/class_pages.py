"""Addresses and forms of the classroom, as a browser would build them."""

from __future__ import annotations

import html
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageColor
from werkzeug.test import TestResponse

from ecole.web.access import IdConverter
from tests.world import BOURG, VOISINE, World

Upload = tuple[io.BytesIO, str]


def key(number: int) -> str:
    return IdConverter(None).to_url(number)


def school_of(classroom: str) -> str:
    return f"/e/{VOISINE if classroom == 'unique' else BOURG}"


def class_page(world: World, name: str = "cp") -> str:
    return f"{school_of(name)}/classes/{key(world.classrooms[name])}"


def new_page(world: World, name: str = "cp") -> str:
    return f"{class_page(world, name)}/consignes/nouvelle"


def instruction_page(world: World, name: str, after: str = "") -> str:
    school = VOISINE if name == "ailleurs" else BOURG
    return f"/e/{school}/consignes/{key(world.instructions[name])}{after}"


def tick_address(world: World, name: str, pupil: str, what: str = "fait") -> str:
    return instruction_page(world, name, f"/{what}/{key(world.pupils[pupil])}")


def fields(day: date, **changes: Any) -> dict[str, Any]:
    """What the form of a new instruction sends."""
    return {
        "title": "Lire la page 12", "subject": "Lecture", "day_on": day.isoformat(),
        "duration_minutes": "20", "returns": "une photo", "body": "Lis **bien**.", "links": "",
        "action": "publish", **changes,
    }


def picture(name: str, colour: str = "red") -> Upload:
    """A small picture, one for each colour; see-through, so that it stays a PNG."""
    content = io.BytesIO()
    Image.new("RGBA", (32, 24), (*ImageColor.getrgb(colour)[:3], 128)).save(content, "PNG")
    return io.BytesIO(content.getvalue()), name


def from_disk(path: Path, name: str = "") -> Upload:
    return io.BytesIO(path.read_bytes()), name or path.name


def programme(name: str = "jeu.pdf") -> Upload:
    return io.BytesIO(b"MZ" + b"\0" * 200), name


def hidden(answer: TestResponse, name: str) -> str:
    """The value of a hidden field of a page."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', answer.text)
    assert field, f"no field {name}"
    value = re.search(r'value="([^"]*)"', field.group())
    return html.unescape(value.group(1)) if value else ""


def id_at(location: str | None) -> int:
    """The id at the end of an address."""
    assert location
    return IdConverter(None).to_python(location.rstrip("/").rpartition("/")[2])


def errors_in(answer: TestResponse) -> list[str]:
    """The sentences of the summary above a refused form."""
    summary = re.search(r'id="erreurs".*?</ul>', answer.text, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", summary.group(), re.DOTALL) if summary else []
    return [html.unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in lines]
