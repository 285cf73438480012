"""A family that opens its page again and again: `-m benchmarks.viewers_family PORT COOKIE
SECONDS`. Writes how long each answer took, in milliseconds."""

from __future__ import annotations

import http.client
import json
import sys
import time

from benchmarks.ladder_page import PAGE

EVERY = 0.02  # seconds


def opened(port: int, cookie: str, seconds: float) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found, end = [], time.perf_counter() + seconds
    while (begun := time.perf_counter()) < end:
        connection.request("GET", PAGE, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        took = time.perf_counter() - begun
        found.append(round(took * 1000, 3))
        time.sleep(max(EVERY - took, 0))
    return found


if __name__ == "__main__":
    print(json.dumps(opened(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))))
