"""Why a whole file is not taken, as a sentence that says what to do."""

from collections.abc import Mapping


class Refused(Exception):
    """The file is not read at all; `message` is for the head."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnknownColumns(Refused):
    """The columns need a person: what the mapping screen shows. No row of the file is in it.

    `headers` are the header cells, in order; `guess` is {column index: field key} for those known;
    `kind` is the likely kind, if any. `fields.mapping_choices()` is what can be chosen.
    """

    def __init__(
        self,
        message: str,
        headers: tuple[str, ...],
        guess: Mapping[int, str],
        kind: str | None = None,
    ) -> None:
        super().__init__(message)
        self.headers = headers
        self.guess = dict(guess)
        self.kind = kind
