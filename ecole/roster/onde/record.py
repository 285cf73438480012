"""One row of a file under its header: cells by field, findings with the line number."""

from dataclasses import dataclass

from ecole.roster.onde.cells import LONGEST, LONGEST_NAME, clean
from ecole.roster.onde.columns import Layout
from ecole.roster.onde.rows import Finding, Severity
from ecole.web.languages import N_


@dataclass
class Record:
    layout: Layout
    headers: tuple[str, ...]
    line: int
    cells: list[str]
    findings: list[Finding]
    is_refused: bool = False

    def __post_init__(self) -> None:
        if any(cell.strip() for cell in self.cells[len(self.headers) :]):
            self.refuse(N_(
                "Ligne %(line)s\u00a0: cette ligne a plus de cellules que l’en-tête. "
                "Elle n’est pas importée. Les autres lignes sont bonnes."
            ))
        if any(self._is_too_long(field) for field in self.layout.columns):
            self.refuse(N_(
                "Ligne %(line)s\u00a0: une cellule est bien trop longue. "
                "Cette ligne n’est pas importée. Les autres lignes sont bonnes."
            ))

    def _is_too_long(self, field: str) -> bool:
        longest = LONGEST.get(field, LONGEST_NAME)
        return any(len(self.get(field, each)) > longest for each in range(self.blocks(field)))

    def get(self, field: str, occurrence: int = 0) -> str:
        """The cell, cleaned; short rows are padded with nothing."""
        indexes = self.layout.columns.get(field, ())
        if occurrence >= len(indexes) or indexes[occurrence] >= len(self.cells):
            return ""
        return clean(self.cells[indexes[occurrence]])

    def blocks(self, field: str) -> int:
        return len(self.layout.columns.get(field, ()))

    def warn(self, sentence: str, **values: str) -> None:
        self._note("warning", sentence, values)

    def refuse(self, sentence: str, **values: str) -> None:
        """Say why this row is not imported, once; the rest of the file goes on."""
        if not self.is_refused:
            self._note("error", sentence, values)
        self.is_refused = True

    def _note(self, severity: Severity, sentence: str, values: dict[str, str]) -> None:
        self.findings.append(Finding(severity, self.line, sentence, values))
