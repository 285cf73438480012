"""Slow viewers of a heavy film, and the page of the day with and without them, in one run.

A demo school is served by a process of its own, with the settings of `ecole/server`. Windows
without and with the crowd alternate, so that what else the machine does weighs on both alike;
`today_p95_ratio` compares the medians of their 95th percentiles.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.ladder_climb import TOP, Rung, first_visits, run, start
from benchmarks.ladder_page import make_demo

SETTLING = 1.0  # seconds for the connections of a crowd that left to be seen as closed


@dataclass
class Windows:
    """What was measured: the page without and with the crowd, and the server with it."""

    without: list[list[float]] = field(default_factory=list)
    beside: list[list[float]] = field(default_factory=list)
    served: list[int] = field(default_factory=list)
    threads: int = 0
    rss_mb: float = 0.0
    rss_before_mb: float = 0.0

    def look_at(self, pid: int) -> None:
        self.threads = max(self.threads, int(status_of(pid, "Threads")))
        self.rss_mb = max(self.rss_mb, memory_of(pid))


def status_of(pid: int, name: str) -> str:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith(f"{name}:"))


def memory_of(pid: int) -> float:
    return int(status_of(pid, "VmRSS")) / 1000


def page_times(server: Rung, seconds: float) -> list[float]:
    found: Any = run("benchmarks.viewers_family", str(server.port), server.cookie, str(seconds))
    return list(found)


def with_crowd(server: Rung, film: dict[str, str], options: argparse.Namespace,
               windows: Windows) -> None:
    """One window of the page beside the crowd, which leaves at its end."""
    crowd = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.viewers_crowd", str(server.port), server.cookie,
         film["path"], film["file"], str(options.viewers), str(options.rate)],
        cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    assert crowd.stdout
    if crowd.stdout.readline().strip() != "ready":
        raise SystemExit("the viewers could not begin")
    windows.look_at(server.process.pid)
    windows.beside.append(page_times(server, options.seconds))
    windows.look_at(server.process.pid)
    found, _ = crowd.communicate()
    windows.served.append(json.loads(found)["served"])


def measure(folder: Path, options: argparse.Namespace) -> Windows:
    windows = Windows()
    code = make_demo(folder)
    cookie, _ = first_visits(code, folder)
    made: Any = run("benchmarks.viewers_film", str(folder), str(options.megabytes))
    server = start("today", folder)
    server.cookie = cookie
    try:
        film = {"file": made["file"], "path": readable(server, made["paths"])}
        page_times(server, 1)  # warms it up
        windows.rss_before_mb = memory_of(server.process.pid)
        for _ in range(options.rounds):
            windows.without.append(page_times(server, options.seconds))
            with_crowd(server, film, options, windows)
            page_times(server, SETTLING)
        windows.without.append(page_times(server, options.seconds))
    finally:
        server.stop()
    return windows


def readable(server: Rung, paths: list[str]) -> str:
    """The address of the film that this family may read."""
    for path in paths:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.request("GET", path, headers={"Cookie": server.cookie, "Range": "bytes=0-9"})
        status = connection.getresponse().status
        connection.close()
        if status == 206:
            return path
    raise SystemExit("no film that the family may read")


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def report(windows: Windows, options: argparse.Namespace) -> dict[str, object]:
    without = statistics.median(p95(times) for times in windows.without)
    beside = statistics.median(p95(times) for times in windows.beside)
    return {
        "viewers": options.viewers,
        "served": min(windows.served),
        "today_p95_ratio": round(beside / without, 2),
        "threads": windows.threads,
        "rss_mb": round(windows.rss_mb),
        "rss_before_mb": round(windows.rss_before_mb),
        "today_p95_ms": {"without": round(without, 2), "with": round(beside, 2)},
        "today_p50_ms": {
            "without": round(statistics.median(chain(*windows.without)), 2),
            "with": round(statistics.median(chain(*windows.beside)), 2),
        },
        "pages": {"without": sum(map(len, windows.without)),
                  "with": sum(map(len, windows.beside))},
        "kilobytes_per_second": options.rate,
        "film_mb": options.megabytes,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def read_options(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
    parser.add_argument("--viewers", type=int, default=300)
    parser.add_argument("--rate", type=float, default=30, help="KB/s that each line carries")
    parser.add_argument("--megabytes", type=int, default=100, help="weight of the film")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6, help="length of a window")
    return parser.parse_args(words)


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="ecole-viewers-") as folder:
        found = report(measure(Path(folder), options), options)
    if options.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:22} {value}")


if __name__ == "__main__":
    main()
