"""The house keeps its order: floors, sizes, words, what templates and statements never do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ecole

ROOM = Path(ecole.__file__).parent
ROOT = ROOM.parent
FLOORS = {
    "config": 0,
    "storage": 0,
    "models": 1,
    "web": 1,
    "media": 2,
    "accounts": 2,
    "roster": 3,
    "uploads": 3,
    "classroom": 4,
    "townhall": 7,
    "public": 7,
    "server": 8,
    "operations": 8,
    "commands": 8,
    "__main__": 8,
    "": 8,
}
BANNED = {"utils", "helpers", "manager", "handler", "process", "data", "info", "misc", "common"}
MODULE_MAX, FUNCTION_MAX, TEMPLATE_MAX = 200, 50, 100


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    """(room, path, syntax tree) of each module of the application."""
    for path in sorted(ROOM.rglob("*.py")):
        parts = path.relative_to(ROOM).parts
        if "versions" in parts:
            continue
        room = parts[0] if len(parts) > 1 else parts[0].removesuffix(".py").replace("__init__", "")
        yield room, path, ast.parse(path.read_text())


def imports_of(tree: ast.Module) -> Iterator[str]:
    """The rooms a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ecole"):
            parts = (node.module or "").split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("ecole."))


def test_no_room_imports_a_room_above() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for room, path, tree in modules()
        for other in imports_of(tree)
        if FLOORS.get(other, 8) > FLOORS[room]
    ]
    assert not wrong


def test_no_two_rooms_import_each_other() -> None:
    arrows = {(room, other) for room, _, tree in modules() for other in imports_of(tree)
              if room != other and FLOORS.get(other, 8) < 8}
    assert not {pair for pair in arrows if pair[::-1] in arrows}


def test_modules_open_with_a_docstring() -> None:
    silent = [str(path.relative_to(ROOT)) for _, path, tree in modules()
              if not ast.get_docstring(tree)]
    assert not silent


def test_modules_and_functions_stay_readable() -> None:
    long = []
    for _, path, tree in modules():
        lines = [line for line in path.read_text().splitlines() if line.strip()]
        if len(lines) > MODULE_MAX:
            long.append(f"{path.name}: {len(lines)} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                size = node.end_lineno - node.lineno + 1
                if size >= FUNCTION_MAX:
                    long.append(f"{path.name}:{node.name}: {size} lines")
    assert not long


def test_names_say_what_is_inside() -> None:
    wrong = [str(path.relative_to(ROOT)) for _, path, _ in modules()
             if BANNED & set(path.stem.split("_"))]
    assert not wrong


def test_sql_is_never_glued_from_text() -> None:
    glued = []
    for _, path, tree in modules():
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "attr", "") or getattr(
                getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in ("text", "exec_driver_sql", "execute"):
                glued += [f"{path.name}:{node.lineno}" for arg in node.args
                          if isinstance(arg, ast.JoinedStr | ast.BinOp)]
    # The pragmas, the BEGIN and the lock of the engine are made of constants of our own.
    assert {place.split(":")[0] for place in glued} <= {"database.py", "migrate.py"}


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_templates_are_plain(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\|\s*safe\b", source)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", source)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", source)
    assert len(source.splitlines()) <= TEMPLATE_MAX


def test_the_project_stands_alone() -> None:
    """Nothing tracked names a path of a developer's machine or a registry's host."""
    import subprocess

    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    wrong = []
    for name in filter(None, tracked):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".csv", ".pdf", ".mp4", ".m4a", ".jpg", ".png"}:
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if re.search(r"(^|[\s\"'(=])/(work|farm)/|files\.python" r"hosted|pypi\.org", line):
                wrong.append(f"{name}:{number}")
    assert not wrong
