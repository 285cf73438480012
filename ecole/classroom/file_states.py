"""What became of the lighter forms of a file, and what is said of it, without a query."""

from __future__ import annotations

from ecole.media.failures import FAILURES, QUIET
from ecole.media.labels import weight
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.web.languages import N_, gettext

# What makes a file of this kind play, or open, on any phone; the first that is there.
MAIN = {
    "video": (Profile.VIDEO_480, Profile.VIDEO_240),
    "audio": (Profile.AAC,),
    "image": (Profile.LARGE,),
}
CLOSED = {
    "video": N_("Cette vidéo ne se lit pas ici."),
    "audio": N_("Ce son ne s’écoute pas ici."),
    "image": N_("Cette photo ne s’ouvre pas ici."),
}


def main_of(attachment: Attachment) -> Rendition | None:
    """What is played or opened rather than the original, once it is made."""
    first, *others = MAIN.get(attachment.kind, ("",))
    # A light original is better than the smallest: that one only when nothing else plays.
    profiles = [first] if attachment.plays else [first, *others]
    made = (lighter(attachment, profile) for profile in profiles)
    return next((one for one in made if one is not None), None)


def lighter(attachment: Attachment, profile: str) -> Rendition | None:
    """None when it weighs more than an original that plays: a short film was light already."""
    made = next((r for r in attachment.renditions if r.profile == profile and r.is_ready), None)
    is_worth_it = made and (not attachment.plays or made.size < attachment.size)
    return made if is_worth_it else None


def preparation_of(attachment: Attachment) -> str:
    """"waiting" or "failed" for anything still to come or that will not, else ""."""
    return _state(attachment.renditions)


def state_of(attachment: Attachment) -> str:
    """The same, for a reader: nothing once the file opens well, whatever else is to come."""
    profiles = MAIN.get(attachment.kind, (Profile.POSTER,))
    awaited = [made for made in attachment.renditions if made.profile in profiles]
    if any(made.is_ready for made in awaited):
        return ""
    state = _state(awaited)
    opens_at_once = attachment.plays and attachment.kind != "video"
    return "" if opens_at_once and state == "waiting" else state


def _state(some: list[Rendition]) -> str:
    if any(made.is_waiting for made in some):
        return "waiting"
    return "failed" if any(made.failure not in ("", *QUIET) for made in some) else ""


def failure_of(attachment: Attachment) -> str:
    """The sentence for the sender: why, and what to do."""
    codes = (made.failure for made in attachment.renditions)
    return next((gettext(FAILURES[code]) for code in codes if code not in ("", *QUIET)), "")


def state_words(attachment: Attachment, state: str) -> str:
    """The sentence for the families: why it is not there, or why it is still heavy."""
    if state == "waiting" and attachment.plays:
        return gettext("En préparation\u00a0: une version légère arrive. En attendant, "
                       "l’original pèse %(weight)s.", weight=weight(attachment.size))
    if state == "waiting":
        return gettext("En préparation, revenez dans quelques minutes.")
    if state == "failed" and not attachment.plays:
        return gettext(CLOSED[attachment.kind])
    return ""
