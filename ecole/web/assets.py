"""One style sheet and one script, joined from the small files of `static/` when the app starts;
and a smaller pair for the pages that open first, on the slowest networks (decision 0020).

The folder they go to is named after their content, so browsers may keep them for ever: a new
version of `ecole` has a new address. There is no build step and nothing to install.
"""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from whitenoise.compress import Compressor

from ecole.web.app_icons import ICONS, RECIPE, draw_app_icons

# The first declares the order of the layers, so it must come first; the rest is for readers.
STYLES = ("tokens.css", "comfort.css", "reset.css", "base.css", "layout.css", "components/*.css",
          "utilities.css")
SCRIPTS = ("behaviours/*.js",)
# What the other pages need too, each joined to the above under one name.
MORE_STYLES, MORE_SCRIPTS = ("rooms/*.css",), ("tools/*.js",)
PICTURES = ("*.svg", "drawings/*.svg")
FORMER_SECONDS = 7 * 86_400
PNG_END = b"IEND\xaeB`\x82"


def build_assets(static: Path, out: Path) -> str:
    """Write what pages link to in `<out>/static/<hash>/`, compressed beside, and return the hash.

    Safe to call at every start and by several processes at once: a folder appears whole or not
    at all. Folders of former versions stay a week: a server may still be running on one.
    """
    contents = _contents(static)
    version = _version_of(contents)
    shelf = out / "static"
    shelf.mkdir(parents=True, exist_ok=True)
    if not _is_whole(shelf / version, contents):
        _write(shelf, version, contents)
    os.utime(shelf / version)  # in use today
    for former in shelf.iterdir():
        if former.name != version and time.time() - former.stat().st_mtime > FORMER_SECONDS:
            shutil.rmtree(former, ignore_errors=True)
    return version


def _contents(static: Path) -> dict[str, bytes]:
    pictures = [path for pattern in PICTURES for path in static.glob(pattern)]
    contents = {path.relative_to(static).as_posix(): path.read_bytes() for path in pictures}
    contents["first.css"] = _join(static / "css", STYLES)
    contents["first.js"] = _join(static / "js", SCRIPTS)
    contents["ecole.css"] = _join(static / "css", STYLES + MORE_STYLES)
    contents["ecole.js"] = _join(static / "js", SCRIPTS + MORE_SCRIPTS)
    return contents


def _join(folder: Path, patterns: tuple[str, ...]) -> bytes:
    files = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    if not files:
        raise FileNotFoundError(f"nothing to join in {folder}")
    return b"\n".join(path.read_bytes() for path in files)


def _version_of(contents: dict[str, bytes]) -> str:
    """The app's icons count by their recipe, so that nothing is drawn to know the version."""
    digest = hashlib.sha256(RECIPE)
    for name, content in sorted(contents.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _is_whole(folder: Path, contents: dict[str, bytes]) -> bool:
    """A power cut may leave a folder with the right name and empty files: compare for real."""
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == content
        for name, content in contents.items()
    ) and all(
        (folder / name).is_file() and (folder / name).read_bytes().endswith(PNG_END)
        for name in ICONS
    )


def _write(shelf: Path, version: str, contents: dict[str, bytes]) -> None:
    """Fill a hidden folder, then give it its name in one move."""
    draft = Path(tempfile.mkdtemp(prefix=".", dir=shelf))
    draft.chmod(0o755)
    compressor = Compressor(quiet=True)
    for name, content in contents.items():
        path = draft / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        compressor.compress(str(path))
    for name, content in draw_app_icons(contents["logo.svg"].decode()).items():
        (draft / name).write_bytes(content)
    try:
        if (shelf / version).exists() and not _is_whole(shelf / version, contents):
            shutil.rmtree(shelf / version, ignore_errors=True)
        os.rename(draft, shelf / version)
    except OSError:
        # Another process was first; what it wrote is the same.
        shutil.rmtree(draft, ignore_errors=True)
        if not _is_whole(shelf / version, contents):
            raise
