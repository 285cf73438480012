"""The Nu Html Checker on the source of every page, as the server sent it, in one run.

It refuses addresses of this machine, so the pages are saved to files first.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from judges.tools import Validators
from judges.verdicts import VALIDATOR, Judged


def check_markup(tools: Validators, pages: Iterable[Judged]) -> None:
    """Add its faults to each page."""
    with tempfile.TemporaryDirectory(prefix="ecole-vnu-") as folder:
        saved = {}
        for number, page in enumerate(page for page in pages if page.source):
            file = Path(folder) / f"{number:03}-{page.name}.html"
            file.write_bytes(page.source)
            saved[file.name] = page
        for message in run_vnu(tools, Path(folder)):
            name = Path(unquote(urlsplit(message.get("url", "")).path)).name
            if message["type"] != "error":
                continue
            if name not in saved:
                raise RuntimeError(f"vnu: {message}")
            saved[name].add(VALIDATOR, sentence_of(message))
        for page in saved.values():
            page.done.add(VALIDATOR)


def run_vnu(tools: Validators, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [tools.java, "-Xss4m", "-jar", str(tools.vnu), "--format", "json", "--stdout",
         "--errors-only", "--exit-zero-always", "--skip-non-html", str(folder)],
        capture_output=True, text=True,
    )
    if done.returncode != 0 or not done.stdout.strip():
        raise RuntimeError(f"vnu did not run: {done.stderr.strip()[-400:]}")
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def sentence_of(message: dict[str, Any]) -> str:
    extract = " ".join(message.get("extract", "").split())
    return f"line {message.get('lastLine', '?')}: {message['message']} « {extract[:120]} »"
