"""Looks into a hostile file from a small process of its own, where a bomb or a crash of a native
library costs one refusal instead of the school: 2 KB of PDF can ask for a gigabyte."""

import contextlib
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 15
WAIT_SECONDS = 40
NEEDED = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
OUR_FAULT = 3


def examine_aside(examiner: str, path: Path) -> dict[str, Any]:
    """What `examine(path)` of the module beside this one answers, `damaged` if it dies of it."""
    # By file, not by module name: the child must not import the whole application.
    beside = Path(__file__).with_name(f"{examiner}.py")
    command = [sys.executable, "-I", __file__, str(beside), str(path)]
    # The child sees none of the secrets that the environment may hold.
    environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter on our own file
            command, env=environment, capture_output=True, timeout=WAIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": "damaged"}
    if child.returncode == OUR_FAULT:
        raise RuntimeError(f"{examiner} cannot run: {child.stderr.decode(errors='replace')}")
    if child.returncode != 0:
        return {"refused": "damaged"}
    return dict(json.loads(child.stdout.splitlines()[-1]))


def _bound_ourselves() -> None:
    import resource

    bounds = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        # Some systems refuse one of them; the others still hold.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (bound, bound))


def _answer(examiner: str, path: str) -> None:
    _bound_ourselves()
    try:
        verdict = runpy.run_path(examiner)["examine"](path)
    except ImportError as error:
        sys.stderr.write(repr(error))
        raise SystemExit(OUR_FAULT) from error
    except Exception:
        verdict = {"refused": "damaged"}
    sys.stdout.write(json.dumps(verdict))


if __name__ == "__main__":
    _answer(*sys.argv[1:])
