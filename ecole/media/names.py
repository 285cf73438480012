"""The name of a file as it may be shown and given back: nothing hidden, nothing that lies."""

import re
import unicodedata

LONGEST = 120
# Control, format (right-to-left marks, zero-width), surrogate, private use, line separators.
UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# Only a known ending is taken off: "M.Petit" keeps its name.
ENDING = re.compile(
    r"\.(jpe?g|jpe|jfif|png|webp|gif|bmp|tiff?|hei[cf]|avif|svgz?|pdf|mp[34]|m4[av]|aac|wav|og[gav]"
    r"|opus|webm|mov|3gp|avi|mkv|wm[av]|flac|amr|od[tspg]|do[ct][xm]?|xls[xmb]?|pp[ts][xm]?|rtf|txt"
    r"|md|csv|x?html?|xml|m?js|exe|com|bat|cmd|scr|msi|ps1|vbs|jar|apk|sh|py|php|zip|rar|7z|t?gz|tar"
    r"|iso|dmg|lnk|hta)$",
    re.IGNORECASE,
)


def safe_name(filename: str, extension: str = "") -> str:
    """The name to show, at most 120 characters and never empty. With the true `extension`
    (`.pdf`), an ending that says otherwise is replaced by it."""
    last = next((part for part in reversed(re.split(r"[/\\]", filename)) if part.strip()), "")
    shown = "".join(c for c in last if unicodedata.category(c) not in UNSHOWN)
    name = " ".join(unicodedata.normalize("NFC", shown).split()).rstrip(" .")
    known = ENDING.search(name)
    ending = extension or (known.group().lower() if known else "")
    stem = name[: known.start()] if known else name
    while extension and stem.lower().endswith(extension):
        stem = stem[: -len(extension)]
    stem = stem[: LONGEST - len(ending)].strip(" .")
    return (stem or "fichier") + ending
