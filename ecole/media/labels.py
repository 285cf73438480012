"""French words for the weight, the length and the kind of a file."""

NBSP = "\u00a0"
UNITS = (("ko", 1_000, 0), ("Mo", 1_000_000, 1), ("Go", 1_000_000_000, 1))
TEXTS = ("wordprocessingml", "opendocument.text")
SHEETS = ("spreadsheetml", "opendocument.spreadsheet")


def weight(size: int) -> str:
    """Bytes as people read them: `12,3 Mo`, in powers of a thousand as phones count."""
    if size < 1_000:
        return f"{size}{NBSP}octet{'s' if size > 1 else ''}"
    for unit, worth, decimals in UNITS:
        figure = f"{size / worth:.{decimals}f}"
        if float(figure) < 1_000 or unit == "Go":
            break
    return f"{figure.removesuffix('.0').replace('.', ',')}{NBSP}{unit}"


def length(seconds: float) -> str:
    """Seconds as people say them: `45 s`, `2 min 05`, `1 h 03`."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole}{NBSP}s"
    # Past an hour nobody counts the seconds: the nearest minute.
    big, small, unit = (*divmod(whole, 60), "min")
    if big >= 60:
        big, small, unit = (*divmod(round(whole / 60), 60), "h")
    return f"{big}{NBSP}{unit}" + (f"{NBSP}{small:02}" if small else "")


def kind_label(kind: str, mime: str) -> str:
    """What to call a file on a page, in one or two words."""
    if kind == "office":
        if any(word in mime for word in TEXTS):
            return "Texte (Word)" if "wordprocessingml" in mime else "Texte"
        return "Tableur" if any(word in mime for word in SHEETS) else "Diaporama"
    return {"pdf": "PDF", "image": "Image", "audio": "Son", "video": "Vidéo"}[kind]
