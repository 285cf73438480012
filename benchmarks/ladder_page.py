"""The page at the top of the ladder: a demo school made, a family signed in by its card's code."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

PAGE = "/aujourdhui"
CHILDREN = 2


def make_demo(data: Path) -> str:
    """The demo school in a data folder of its own; returns a family's code."""
    made = subprocess.run(
        [sys.executable, "-m", "ecole", "demo", "--json"],
        env={**os.environ, "ECOLE_DATA": str(data), "ECOLE_DATABASE": ""},
        stdout=subprocess.PIPE, text=True, check=True,
    )
    code: str = json.loads(made.stdout)["guardian_code"]
    return code


def sign_in(port: int, code: str) -> str:
    """Type the code on the sign-in page and open the first page, as a family does; returns the
    Cookie header its browser then has."""
    cookies: dict[str, str] = {}
    _, page = ask(port, "GET", "/entrer", cookies)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.decode())
    assert found, "no csrf_token on /entrer"
    form = {"csrf_token": found[1], "code": code, "device": "personal"}
    status, _ = ask(port, "POST", "/entrer", cookies, urlencode(form))
    assert status in (302, 303), f"the demo's code was not accepted: {status}"
    ask(port, "GET", PAGE, cookies)
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def open_page(port: int, cookie: str) -> bytes:
    """The page of a rung; with a cookie, it must be the family's own."""
    cookies = dict(one.split("=", 1) for one in cookie.split("; ") if one)
    status, page = ask(port, "GET", PAGE, cookies)
    assert status == 200, f"GET {PAGE}: {status}"
    sections = page.count(b'<section class="child')
    assert not cookie or sections == CHILDREN, f"{sections} children on the page, not {CHILDREN}"
    return page


def ask(
    port: int, method: str, path: str, cookies: dict[str, str], form: str = ""
) -> tuple[int, bytes]:
    """One request; `cookies` then holds what the answer set, as in a browser."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, form or None, headers)
    answer = connection.getresponse()
    for line in answer.headers.get_all("Set-Cookie") or []:
        name, _, value = line.partition(";")[0].partition("=")
        cookies[name] = value
    page = answer.read()
    connection.close()
    return answer.status, page
