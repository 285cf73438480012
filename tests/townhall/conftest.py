"""The page of the town hall, as text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest


@pytest.fixture
def page_text(sign_in: Callable) -> Callable[[str], str]:
    """What the technician reads on the page of an address."""

    def read(address: str = "/mairie") -> str:
        page = sign_in("mairie").get(address).text
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())

    return read
