"""A client of the protocol for the tests, in a browser of theirs."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.conftest import Visitor
from tests.world import BOURG

ROOT = f"/e/{BOURG}/envois"
PIECE = "application/offset+octet-stream"


def metadata(**about: str) -> str:
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}"
                    for name, text in about.items())


@dataclass
class Sender:
    visitor: Visitor

    def ask(self, method: str, address: str, body: bytes = b"", **headers: Any) -> TestResponse:
        sent = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.visitor.token()} | {
            name.replace("_", "-"): str(value) for name, value in headers.items()}
        return self.visitor.open(address, method=method, data=body, headers=sent, check=False)

    def create(self, size: int, filename: str = "film.mp4", body: bytes | None = None,
               **about: str) -> TestResponse:
        more = {} if body is None else {"Content_Type": PIECE}
        return self.ask("POST", ROOT, body or b"", Upload_Length=size,
                        Upload_Metadata=metadata(filename=filename, **about), **more)

    def begun(self, size: int, **about: str) -> str:
        """The address of a new upload."""
        answer = self.create(size, **about)
        assert answer.status_code == 201, answer.text
        return answer.location

    def append(self, address: str, offset: int, body: bytes, **headers: Any) -> TestResponse:
        return self.ask("PATCH", address, body, Upload_Offset=offset, Content_Type=PIECE, **headers)

    def offset(self, address: str) -> int:
        answer = self.ask("HEAD", address)
        assert answer.status_code == 200
        return int(answer.headers["Upload-Offset"])

    def send(self, content: bytes, pieces: int = 3, **about: str) -> TestResponse:
        """All of it; the last answer."""
        address = self.begun(len(content), **about)
        step = len(content) // pieces + 1
        for start in range(0, len(content), step):
            answer = self.append(address, start, content[start:start + step])
        answer.address = address  # type: ignore[attr-defined]
        return answer

    def listed(self, page: str = "") -> list[dict[str, Any]]:
        answer = self.visitor.get(ROOT, query_string={"page": page} if page else {})
        return answer.get_json()["uploads"]
