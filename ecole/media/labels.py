"""Words for the weight, the length and the kind of a file."""

from babel.numbers import get_decimal_symbol

from ecole.web.languages import N_, gettext, locale, ngettext
from ecole.web.words import smaller

NBSP = "\u00a0"
UNITS = ((N_("ko"), 1_000, 0), (N_("Mo"), 1_000_000, 1), (N_("Go"), 1_000_000_000, 1))
TEXTS = ("wordprocessingml", "opendocument.text")
SHEETS = ("spreadsheetml", "opendocument.spreadsheet")
KINDS = {"pdf": N_("PDF"), "image": N_("Image"), "audio": N_("Son"), "video": N_("Vidéo")}


def weight(size: int) -> str:
    """Bytes as people read them: `12,3 Mo`, in powers of a thousand as phones count."""
    if size < 1_000:
        return ngettext("%(num)d\u00a0octet", "%(num)d\u00a0octets", size)
    for unit, worth, decimals in UNITS:
        figure = f"{size / worth:.{decimals}f}"
        if float(figure) < 1_000 or unit == "Go":
            break
    figure = figure.removesuffix(".0").replace(".", get_decimal_symbol(locale()))
    return f"{figure}{NBSP}{gettext(unit)}"


def length(seconds: float) -> str:
    """Seconds as people say them: `45 s`, `2 min 05`, `1 h 03`; in English `2 min 5 s`."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole}{NBSP}s"
    # Past an hour nobody counts the seconds: the nearest minute.
    big, small, units = (*divmod(whole, 60), ("min", "s"))
    if big >= 60:
        big, small, units = (*divmod(round(whole / 60), 60), ("h", "min"))
    return f"{big}{NBSP}{units[0]}" + (f"{NBSP}{smaller(small, units[1])}" if small else "")


def kind_label(kind: str, mime: str) -> str:
    """What to call a file on a page, in one or two words."""
    if kind == "office":
        if any(word in mime for word in TEXTS):
            return gettext("Texte (Word)") if "wordprocessingml" in mime else gettext("Texte")
        is_sheet = any(word in mime for word in SHEETS)
        return gettext("Tableur") if is_sheet else gettext("Diaporama")
    return gettext(KINDS[kind])
