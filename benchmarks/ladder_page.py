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


class Family:
    """A browser as far as this page needs one: it keeps its cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, form: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request(method, path, form or None, headers | {"Cookie": self.cookie})
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        page = answer.read()
        connection.close()
        return answer.status, page

    def sign_in(self, code: str) -> None:
        """Type the code on the sign-in page."""
        _, page = self.ask("GET", "/entrer")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.decode())
        assert found, "no csrf_token on /entrer"
        form = {"csrf_token": found[1], "code": code, "device": "personal"}
        status, _ = self.ask("POST", "/entrer", urlencode(form))
        assert status in (302, 303), f"the demo's code was not accepted: {status}"

    def open_page(self) -> bytes:
        """The page of the rung; with a cookie, it must be the family's own."""
        status, page = self.ask("GET", PAGE)
        assert status == 200, f"GET {PAGE}: {status}"
        if self.cookies:
            sections = page.count(b'<section class="child')
            assert sections == CHILDREN, f"{sections} children on the page, not {CHILDREN}"
        return page
