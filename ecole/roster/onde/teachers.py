"""The teacher named in a class label, only ever a suggestion: no account comes from text."""

import re

_TEACHER = re.compile(
    r"(?:^|[\s\-–—/(,:])(?P<civility>M\.|M|Mr|Monsieur|Mme|Mlle|Madame|MME|MLLE|MR)\.?"
    r"\s+(?P<name>[^\W\d_][^\d,;:/()+&<>=]*)"
)
_END_OF_NAME = re.compile(r"\s+(?:et|ou)\s+|\s+[-–—]\s+|\s+[-–—]$")


def suggested_teacher(label: str) -> str | None:
    """`CE2 B - Mme Prénom NOM` gives `Mme Prénom NOM`; None when nobody is named."""
    found = _TEACHER.search(label)
    if found is None:
        return None
    name = " ".join(_END_OF_NAME.split(found["name"])[0].split())
    if len(name) < 2:
        return None
    civility = "M." if found["civility"].lower().rstrip(".") in {"m", "mr", "monsieur"} else "Mme"
    return f"{civility} {name}"
