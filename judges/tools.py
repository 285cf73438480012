"""What the judges need on the machine: installed from Debian when root, else asked for."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import find_chromium

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".judges"
NODE_LEAST = 18
LIBRARIES = (Path("/lib"), Path("/lib64"), Path("/usr/lib"))


class MissingTool(Exception):
    """Something is not on this machine, and could not be put there."""


@dataclass(frozen=True)
class Validators:
    """The programs of the two judges that are neither from Debian nor from the Python lock."""

    java: str
    node: str
    vnu: Path
    lighthouse: Path


def find_browser() -> str:
    """Chromium, with letters to write with and what Playwright's driver needs."""
    wanted = {"chromium": bool(find_chromium()), "libatomic1": has_library("libatomic.so.1"),
              "fonts-dejavu-core": Path("/usr/share/fonts").is_dir()}
    install(*(name for name, is_there in wanted.items() if not is_there))
    chromium = find_chromium()
    if chromium is None:
        raise MissingTool("there is no Chromium: apt-get install chromium libatomic1")
    return chromium


def find_validators() -> Validators:
    wanted = {"default-jre-headless": shutil.which("java"), "nodejs": shutil.which("node"),
              "npm": shutil.which("npm")}
    install(*(name for name, path in wanted.items() if not path))
    java, node, npm = (shutil.which(name) for name in ("java", "node", "npm"))
    if not (java and node and npm):
        raise MissingTool("apt-get install default-jre-headless nodejs npm, or add --quick")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < NODE_LEAST:
        raise MissingTool(f"Node {version} is too old for Lighthouse, which wants {NODE_LEAST}")
    install_packages(npm, version)
    modules = CACHE / "node_modules"
    return Validators(java, node, modules / "vnu-jar" / "build" / "dist" / "vnu.jar",
                      modules / "lighthouse" / "cli" / "index.js")


def has_library(name: str) -> bool:
    return any(next(folder.rglob(name), None) for folder in LIBRARIES if folder.is_dir())


def install(*packages: str) -> None:
    """From Debian; without it, or without its rights, whoever needs them says what is missing."""
    if not packages or os.getuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], env=quiet, capture_output=True,
                              text=True)
        if done.returncode != 0:
            raise MissingTool(f"apt-get {' '.join(command)}: {done.stderr.strip()[-400:]}")


def install_packages(npm: str, node_version: str) -> None:
    """What package-lock.json says, in a folder outside git, unless it is there already."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp, wanted = CACHE / "installed", hashlib.sha256(lock).hexdigest() + f" {node_version}\n"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    CACHE.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, CACHE / name)
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=CACHE, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}, capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise MissingTool(f"npm could not install vnu and Lighthouse: {done.stderr.strip()[-400:]}")
    stamp.write_text(wanted)
