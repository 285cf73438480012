"""What is worth making of a file, most useful first."""

from ecole.models.rendition import Profile

# Bits a second under which a film or a sound is light already.
LIGHT_480, LIGHT_240, LIGHT_SOUND = 1_100_000, 350_000, 40_000
SIDE_480, SIDE_240 = 480, 240
# From there on the weight of speech matters more than its quality.
LONG_SECONDS = 300
EVERYWHERE = ("audio/mp4", "audio/mpeg")


def wanted(
    kind: str, mime: str, *, plays: bool, width: int | None, height: int | None,
    duration_seconds: float | None, size: int,
) -> list[Profile]:
    """The profiles to make of such a file; nothing for what is light and read everywhere."""
    seconds = duration_seconds or 0.0
    rate = size * 8 / seconds if seconds else float("inf")
    if kind == "image":
        # One that browsers do not show is first replaced by a JPEG, which is asked about again.
        return [Profile.SMALL, Profile.SMALL_JPEG, Profile.LARGE] if plays else [Profile.LARGE]
    if kind == "video":
        side = min(width or 0, height or 0) or SIDE_480 + 1
        return _of_a_film(side, rate, plays=plays)
    if kind == "audio":
        return _of_a_sound(mime, seconds, rate, plays=plays)
    return [Profile.POSTER] if kind == "pdf" else []


def _of_a_film(side: int, rate: float, *, plays: bool) -> list[Profile]:
    profiles = [Profile.POSTER]
    if not plays or side > SIDE_480 or rate > LIGHT_480:
        profiles.append(Profile.VIDEO_480)
    profiles.append(Profile.SOUND)
    if side > SIDE_240 and rate > LIGHT_240:
        profiles.append(Profile.VIDEO_240)
    return profiles


def _of_a_sound(mime: str, seconds: float, rate: float, *, plays: bool) -> list[Profile]:
    profiles = [] if plays and mime in EVERYWHERE else [Profile.AAC]
    if seconds > LONG_SECONDS and rate > LIGHT_SOUND:
        profiles.append(Profile.OPUS)
    return profiles
