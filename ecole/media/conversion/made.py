"""What comes out of a conversion, or the reason why nothing does."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Made:
    """A new file in the folder that was given; its caller moves it or throws it away."""

    path: Path
    mime: str
    width: int | None = None
    height: int | None = None


class CannotConvert(Exception):
    """It would fail each time: `code` is a key of FAILURES in `media/failures.py`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
