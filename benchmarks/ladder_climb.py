"""What each floor costs, in one interleaved run: bare WSGI, Flask, Jinja, and our real page.

Every rung is a server process of its own with the settings of `ecole/server`, on a free port of
this machine; a client process asks it over 4 kept connections, in short rounds taken in turn.
No figure is required: read the ratios, not the absolute figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.ladder_page import make_demo, open_page, sign_in

TOP = Path(__file__).resolve().parents[1]
RUNGS = ("bare", "flask_string", "flask_jinja", "today")
BELOW_TODAY = RUNGS[:-1]
CONNECTIONS = 4
TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")  # µs


@dataclass
class Rung:
    """A server process, and what was measured of it."""

    name: str
    process: subprocess.Popen[str]
    port: int
    cookie: str = ""
    length: int = 0
    per_second: list[float] = field(default_factory=list)
    microseconds: list[float] = field(default_factory=list)

    def cpu(self) -> float:
        """Processor time of all its threads so far, in µs."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate()  # its output is closed too

    def measure(self, seconds: float) -> None:
        before = self.cpu()
        asked = [str(self.port), self.cookie, str(self.length), str(CONNECTIONS), str(seconds)]
        found = run("benchmarks.ladder_client", *asked)
        self.per_second.append(found["requests"] / found["seconds"])
        self.microseconds.append((self.cpu() - before) / found["requests"])


def run(module: str, *arguments: str) -> dict[str, float]:
    """A module of this folder, run to its end; its one line of JSON."""
    answer = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=TOP, stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def start(name: str, data: Path) -> Rung:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.ladder_servers", name, str(data)], cwd=TOP,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"the server of « {name} » did not start: {process.args!r}")
    return Rung(name, process, int(line))


def climb(data: Path, rounds: int, seconds: float) -> dict[str, Rung]:
    """Measure every rung; the servers are stopped whatever happens."""
    code = make_demo(data)
    rungs: dict[str, Rung] = {}
    try:
        cookie, page = first_visits(code, data)
        (data / "page.html").write_bytes(page)
        (data / "cookie").write_text(cookie)
        for name in RUNGS:
            rung = rungs[name] = start(name, data)
            rung.cookie = cookie if name == "today" else ""
            rung.length = len(open_page(rung.port, rung.cookie))
            assert name == "bare" or rung.length == len(page), f"{name}: not the same page"
            rung.measure(0.5)  # warms it up
            rung.per_second.clear()
            rung.microseconds.clear()
        for _ in range(rounds):
            for name in RUNGS:
                rungs[name].measure(seconds)
    finally:
        for rung in rungs.values():
            rung.stop()
    return rungs


def first_visits(code: str, data: Path) -> tuple[str, bytes]:
    """A family signs in for real: its cookie, and the page it finds from its second visit on
    (the first one marks what is new and remembers that it was seen)."""
    cookie, page = "", b""
    for _ in range(2):
        server = start("today", data)
        try:
            cookie = cookie or sign_in(server.port, code)
            page = open_page(server.port, cookie)
        finally:
            server.stop()
    return cookie, page


def report(rungs: dict[str, Rung], rounds: int, seconds: float) -> dict[str, object]:
    speed = {name: statistics.median(rung.per_second) for name, rung in rungs.items()}
    return {
        "rungs": {
            name: {
                "requests_per_second": round(speed[name], 1),
                "cpu_microseconds": round(min(rung.microseconds)),
                "bytes": rung.length,
            }
            for name, rung in rungs.items()
        },
        "ratios": {f"today/{name}": round(speed["today"] / speed[name], 3) for name in BELOW_TODAY},
        "rounds": rounds,
        "seconds": seconds,
        "connections": CONNECTIONS,
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="length of a round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ecole-ladder-") as folder:
        rungs = climb(Path(folder), options.rounds, options.seconds)
    found = report(rungs, options.rounds, options.seconds)
    if options.json:
        print(json.dumps(found))
        return
    print(f"{'rung':14} {'req/s':>9} {'CPU µs':>8} {'bytes':>8}")
    for name, line in found["rungs"].items():  # type: ignore[attr-defined]
        print(f"{name:14} {line['requests_per_second']:9} {line['cpu_microseconds']:8} "
              f"{line['bytes']:8}")
    for name, ratio in found["ratios"].items():  # type: ignore[attr-defined]
        print(f"{name:24} {ratio:.3f}")


if __name__ == "__main__":
    main()
