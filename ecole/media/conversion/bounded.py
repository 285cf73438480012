"""Runs a heavy tool in a child that cannot take the machine: low priority, bounded memory, time
and output, none of our secrets, and dead as soon as we are."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecole.media.aside import NEEDED
from ecole.media.conversion.made import CannotConvert
from ecole.storage.blobs import NoSpace

MEGABYTE = 1024 * 1024
LAUNCHER = Path(__file__).with_name("launcher.py")
OUR_FAULT = 3
SAID_MAX = 4_000
# On a busy machine the last served waits for most of the time.
PATIENCE = 4
# Of the system, in its own words: a bound was met.
TOO_MUCH = ("Cannot allocate memory", "MemoryError", "File too large")


@dataclass(frozen=True)
class Bounds:
    """`memory` and `file_size` in bytes; `seconds` of work, not of waiting for its turn."""

    memory: int
    seconds: float
    file_size: int


def run(command: list[str], bounds: Bounds, folder: Path) -> bytes:
    """What the tool writes on its standard output. Raises as `convert` says."""
    parent = {
        "parent": os.getpid(), "memory": bounds.memory, "file_size": bounds.file_size,
        "cpu_seconds": math.ceil(bounds.seconds),
    }
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    environment["HOME"] = environment["TMPDIR"] = str(folder)
    try:
        child = subprocess.run(  # noqa: S603 - our own launcher; the file is one of its words
            [sys.executable, "-I", str(LAUNCHER), json.dumps(parent), *command],
            env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=PATIENCE * bounds.seconds, check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotConvert("too_long") from None
    if child.returncode != 0:
        raise _reason(child.returncode, child.stderr[-SAID_MAX:].decode(errors="replace"))
    return child.stdout


def run_script(name: str, words: list[str], bounds: Bounds, folder: Path) -> dict[str, Any]:
    """The answer of a module beside this one, run by file in the child."""
    script = str(Path(__file__).with_name(f"{name}.py"))
    # The last line: a native library may have a word to say first.
    answer = run([script, *words], bounds, folder).splitlines()[-1]
    verdict: dict[str, Any] = json.loads(answer)
    if code := verdict.get("failure"):
        raise CannotConvert(code)
    return verdict


def _reason(status: int, said: str) -> Exception:
    if "No space left on device" in said:
        return NoSpace(said.strip().splitlines()[-1])
    if status == -signal.SIGXCPU:
        return CannotConvert("too_long")
    if any(words in said for words in TOO_MUCH):
        return CannotConvert("too_big")
    # Killed from outside, or a missing library: not the fault of the file, it may be tried again.
    if status in (-signal.SIGKILL, -signal.SIGTERM, OUR_FAULT):
        return RuntimeError(f"the tool ended with {status}: {said}")
    return CannotConvert("damaged")
