"""Files of a form: received one by one, refused with a reason, kept while the form is mended."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from ecole.media.names import safe_name
from ecole.media.reception import Received, receive
from ecole.media.refusals import RefusedFile
from ecole.models.attachment import FILES_MAX
from ecole.models.signed_in import SignedIn
from ecole.storage.blobs import NoSpace
from ecole.web.languages import N_, gettext

FULL = N_(
    "«\u00a0%(name)s\u00a0» n’a pas pu être gardé\u00a0: le disque de l’école est plein. "
    "Prévenez la mairie."
)
TOO_MANY = N_(
    "«\u00a0%(name)s\u00a0» n’est pas gardé\u00a0: une consigne a au plus %(most)d fichiers."
)
LOST = N_("Les fichiers déjà reçus ne sont plus là. Choisissez-les de nouveau.")
# The nightly tidying leaves a file that no instruction names for twice as long.
SECONDS_KEPT = 86_400


@dataclass(frozen=True)
class Kept(Received):
    """A file received while something else in the form was wrong."""

    received_at: float = field(default_factory=lambda: time.time())


def receive_all(files: Iterable[FileStorage]) -> tuple[list[Received], list[str]]:
    """Those that were kept, and a sentence for each that was not."""
    received: list[Received] = []
    refused: list[str] = []
    for file in files:
        name = file.filename or ""
        try:
            received.append(receive(file.stream, name, current_app.config["BLOBS"]))
        except RefusedFile as refusal:
            refused.append(str(refusal))
        except NoSpace:
            refused.append(gettext(FULL, name=safe_name(name)))
    return received, refused


def within(room: int, files: Sequence[Received]) -> tuple[list[Received], list[str]]:
    """The first files, as many as there is room for, and a sentence for each of the others."""
    room = max(room, 0)
    return list(files[:room]), [
        gettext(TOO_MANY, name=file.name, most=FILES_MAX) for file in files[room:]
    ]


def sign_kept(who: SignedIn, files: Iterable[Received]) -> str:
    """Received files as a hidden field that only this account can send back."""
    kept = [file if isinstance(file, Kept) else Kept(**asdict(file)) for file in files]
    return _signer(who).dumps([asdict(file) for file in kept])


def read_kept(who: SignedIn, text: str | None) -> tuple[list[Received], list[str]]:
    """The files of a hidden field, and a sentence when they are not to be had any more."""
    if not text:
        return [], []
    try:
        kept = [Kept(**file) for file in _signer(who).loads(text)]
    except (BadData, TypeError):
        return [], [gettext(LOST)]
    fresh: list[Received] = [f for f in kept if f.received_at > time.time() - SECONDS_KEPT]
    return fresh, [gettext(LOST)] if len(fresh) < len(kept) else []


def _signer(who: SignedIn) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"kept files {who.account_id}")
