"""Links as they are typed, one a line: « Titre : adresse — pourquoi »."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from wtforms.validators import ValidationError

from ecole.models.instruction_link import ADDRESS_MAX, WHY_MAX, InstructionLink
from ecole.web.languages import gettext

LINKS_MAX, LINK_TITLE_MAX = 20, 200
SCHEMES = ("http://", "https://")
DASHES = "—–-:,"

TypedLink = tuple[str, str, str]  # title, address, why


def read_links(text: str) -> list[TypedLink]:
    links = [read_link(line) for line in text.splitlines() if line.strip()]
    if len(links) > LINKS_MAX:
        raise ValidationError(gettext("Pas plus de %(most)d liens.", most=LINKS_MAX))
    return links


def read_link(line: str) -> TypedLink:
    """The words before the address are its title, those after it say why to go there."""
    words = line.split()
    place = next((n for n, word in enumerate(words) if _bare(word).startswith(SCHEMES)), None)
    address = _bare(words[place]) if place is not None else ""
    host = _host_of(address)
    if place is None or not host or len(address) > ADDRESS_MAX:
        raise ValidationError(gettext(
            "«\u00a0%(line)s\u00a0» n’est pas une adresse. Écrivez par exemple\u00a0: "
            "La météo https://meteofrance.com", line=line.strip()[:60]))
    title = " ".join(words[:place]).rstrip(":").strip()
    why = " ".join(words[place + 1:]).strip(DASHES + " ")
    if len(why) > WHY_MAX:
        raise ValidationError(gettext(
            "Ce qui suit l’adresse «\u00a0%(host)s\u00a0» est trop long (%(most)d lettres au "
            "plus).", host=host[:60], most=WHY_MAX))
    return (title or host)[:LINK_TITLE_MAX], address, why


def typed(links: Sequence[InstructionLink]) -> str:
    """The same lines again, for the form of a change."""
    return "\n".join(
        f"{link.title} {link.address}" + (f" — {link.why}" if link.why else "") for link in links
    )


def _bare(word: str) -> str:
    """An address without the brackets that a text puts around it."""
    word = word.strip("<>")
    return word[1:].removesuffix(")") if word.startswith("(") else word


def _host_of(address: str) -> str:
    """Who an http(s) address leads to; nothing when it is not one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") else ""
