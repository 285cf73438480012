"""A joined file as a page shows it: what opens or plays on any phone, and what is said before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from ecole.classroom.file_states import (
    failure_of,
    lighter,
    main_of,
    preparation_of,
    state_of,
    state_words,
)
from ecole.media.labels import kind_label, length, weight
from ecole.models.attachment import Attachment
from ecole.models.rendition import Profile, Rendition
from ecole.web.languages import N_, gettext, ngettext

__all__ = ["File", "Way", "failure_of", "file_of", "length_of", "preparation_of"]
CHOICES = {
    "video": ((Profile.VIDEO_480, N_("Version légère (%(weight)s)")),
              (Profile.VIDEO_240, N_("Version très légère (%(weight)s)")),
              (Profile.SOUND, N_("Son seul (%(weight)s)"))),
    "audio": ((Profile.OPUS, N_("Version légère (%(weight)s)")),),
}


@dataclass(frozen=True)
class Way:
    """Another way to play the same film or sound; `is_played`: the one the player begins with."""

    label: str
    url: str
    mime: str
    is_played: bool


@dataclass(frozen=True)
class File:
    """A file with all that is said of it before it is opened.

    `weight` is of what opens or plays, `original_weight` of what was sent. `play_url` is what the
    player begins with, "" when nothing plays yet; `state`: "", "waiting" or "failed", said to
    families by `state_words`, to the school and the sender by `failure` too.
    """

    id: int
    name: str
    url: str
    download_url: str
    kind: str
    kind_label: str
    weight: str
    length: str
    mime: str
    poster: str
    small_url: str = ""  # of a picture: its small form, once it is drawn
    rotation: int = 0
    caption: str = ""
    plays: bool = True
    play_url: str = ""
    original_weight: str = ""
    state: str = ""
    state_words: str = ""
    failure: str = ""
    light_url: str = ""
    light_weight: str = ""
    sound_url: str = ""
    sound_weight: str = ""
    choices: tuple[Way, ...] = ()
    captions_url: str = ""
    transcript: str = ""
    words_url: str = ""  # where the school writes both
    reader_url: str = ""  # of a PDF, page by page


def file_of(attachment: Attachment, uai: str) -> File:
    """Everything from the row and its renditions, which came with it: no query."""
    def address(endpoint: str, **more: Any) -> str:
        return url_for(endpoint, uai=uai, attachment_id=attachment.id, **more)

    def made_url(made: Rendition | None) -> str:
        return address("files.rendition", profile=made.profile) if made else ""

    is_played = attachment.kind in ("audio", "video")
    is_hidden = attachment.kind == "image" and not attachment.plays
    url = "" if is_hidden else address("files.show", name=attachment.name)
    main = main_of(attachment)
    light, sound = light_of(attachment), attachment.rendition(Profile.SOUND)
    state = state_of(attachment)
    has_pages = attachment.kind == "pdf" and bool(attachment.pages) and not state
    return File(
        id=attachment.id,
        name=attachment.name,
        url=url,
        download_url=f"{url}?telecharger=1" if url else "",
        kind=attachment.kind,
        kind_label=kind_label(attachment.kind, attachment.mime),
        weight=weight(main.size if main else attachment.size),
        length=length_of(attachment),
        mime=attachment.mime,
        poster=made_url(attachment.rendition(Profile.POSTER)),
        small_url=made_url(attachment.rendition(Profile.SMALL)),
        rotation=attachment.rotation,
        caption=attachment.caption,
        plays=attachment.plays,
        play_url=(made_url(main) or (url if attachment.plays else "")) if is_played else "",
        original_weight=weight(attachment.size),
        state=state,
        state_words=state_words(attachment, state),
        failure=failure_of(attachment) if state == "failed" else "",
        light_url=made_url(light),
        light_weight=weight(light.size) if light else "",
        sound_url=made_url(sound),
        sound_weight=weight(sound.size) if sound else "",
        choices=choices_of(attachment, url, made_url),
        captions_url=address("subtitles.show") if attachment.captions_key else "",
        transcript=attachment.transcript,
        words_url=address("subtitles.edit") if is_played else "",
        reader_url=address("reader.show") if has_pages else "",
    )


def light_of(attachment: Attachment) -> Rendition | None:
    """The one to offer to a slow line: what is played already, of a film."""
    if attachment.kind == "video":
        return main_of(attachment) or lighter(attachment, Profile.VIDEO_240)
    return lighter(attachment, Profile.OPUS) if attachment.kind == "audio" else None


def choices_of(
    attachment: Attachment, url: str, url_of: Callable[[Rendition], str]
) -> tuple[Way, ...]:
    """What the player may be switched to, the one it begins with among them."""
    main = main_of(attachment)
    made = [(words, one) for profile, words in CHOICES.get(attachment.kind, ())
            if (one := lighter(attachment, profile)) is not None]
    versions = [Way(gettext(words, weight=weight(one.size)), url_of(one), one.mime, one is main)
                for words, one in made]
    if not versions or any(one is main for _, one in made):
        return tuple(versions)
    if main is None and not attachment.plays:
        return tuple(versions)
    size, mime = (main.size, main.mime) if main else (attachment.size, attachment.mime)
    return (Way(gettext("Version normale (%(weight)s)", weight=weight(size)),
                    url_of(main) if main else url, mime, is_played=True), *versions)


def length_of(attachment: Attachment) -> str:
    """« 2 min 05 » of sound, « 3 pages » of a PDF, else nothing."""
    if attachment.duration_seconds:
        return length(attachment.duration_seconds)
    if attachment.pages:
        return ngettext("%(num)d\u00a0page", "%(num)d\u00a0pages", attachment.pages)
    return ""
