"""A demo school served by a process of its own, and a teacher's browser without a page."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
FILM = ROOT / "ecole" / "operations" / "demo" / "media" / "l-eau-change-d-etat.mp4"


def environment(data: Path, **settings: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ECOLE_")}
    return {**kept, "ECOLE_DATA": str(data), **settings}


def make_demo(data: Path) -> dict[str, str]:
    made = subprocess.run([sys.executable, "-m", "ecole", "demo", "--json"], cwd=ROOT, text=True,
                          env=environment(data), stdout=subprocess.PIPE, check=True)
    return dict(json.loads(made.stdout))


def serve(data: Path) -> tuple[subprocess.Popen[str], int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ecole", "serve"], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment(data, ECOLE_PORT=str(port)))
    assert process.stdout
    assert process.stdout.readline(), "the site did not open"
    return process, port


def heavier(size: int) -> bytes:
    """The demo's film with noise after it that players pass over, never twice the same."""
    film = FILM.read_bytes()
    room = max(size - len(film), 8)
    return film + room.to_bytes(4, "big") + b"free" + os.urandom(room - 8)


class Browser:
    """Keeps its cookies, sends forms with their hidden fields."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def ask(self, method: str, path: str, body: bytes = b"",
            **headers: str) -> tuple[int, str, str]:
        """Status, body, and where it sends."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        said = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, said, answer.headers.get("Location") or ""

    def sign_in(self, email: str, password: str) -> str:
        """The first page of a teacher."""
        token = self.hidden("/equipe")["csrf_token"]
        form = {"csrf_token": token, "email": email, "password": password}
        status, _, place = self.ask("POST", "/equipe", urlencode(form).encode(),
                                    Content_Type="application/x-www-form-urlencoded")
        while status in (302, 303):
            page = place
            status, _, place = self.ask("GET", page)
        assert status == 200, status
        return page

    def hidden(self, path: str) -> dict[str, str]:
        _, page, _ = self.ask("GET", path)
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))

    def send_form(self, path: str, film: bytes = b"", **fields: str) -> tuple[int, str, str]:
        """The form of a page, with a film when there is one."""
        mark = secrets.token_hex(16)
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                 for name, value in {**self.hidden(path), **fields}.items()]
        body = "".join(parts).encode()
        if film:
            body += (f'--{mark}\r\nContent-Disposition: form-data; name="files"; '
                     'filename="film.mp4"\r\nContent-Type: video/mp4\r\n\r\n').encode()
            body += film + b"\r\n"
        body += f"--{mark}--\r\n".encode()
        return self.ask("POST", path, body,
                        Content_Type=f"multipart/form-data; boundary={mark}")
