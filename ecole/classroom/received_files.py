"""Files of a form: received one by one, refused with a reason, kept while the form is mended."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from ecole.media.names import safe_name
from ecole.media.reception import Received, receive
from ecole.media.refusals import RefusedFile
from ecole.media.space import no_room, room_here
from ecole.models.attachment import FILES_MAX
from ecole.models.signed_in import SignedIn
from ecole.storage.blobs import NoSpace, StoreUnavailable
from ecole.uploads.finished import find_uploads, offer_no_more
from ecole.web.languages import N_, gettext

FULL = N_(
    "«\u00a0%(name)s\u00a0» n’a pas pu être gardé\u00a0: le disque de l’école est plein. "
    "Prévenez la mairie."
)
AWAY = N_(
    "«\u00a0%(name)s\u00a0» n’a pas pu être gardé\u00a0: l’endroit où vivent les fichiers ne "
    "répond pas. Réessayez dans quelques minutes."
)
TOO_MANY = N_(
    "«\u00a0%(name)s\u00a0» n’est pas gardé\u00a0: une consigne a au plus %(most)d fichiers."
)
UNFINISHED = N_(
    "«\u00a0%(name)s\u00a0» n’est pas arrivé en entier. Attendez la fin de l’envoi, ou retirez-le."
)
LOST = N_("Les fichiers déjà reçus ne sont plus là. Choisissez-les de nouveau.")
# The nightly tidying leaves a file that no instruction names for twice as long.
SECONDS_KEPT = 86_400


@dataclass(frozen=True)
class Kept(Received):
    """A file received while something else in the form was wrong."""

    received_at: float = field(default_factory=lambda: time.time())
    upload_id: int = 0  # when it came in pieces (ecole/uploads)


def receive_all(
    files: Iterable[FileStorage], classroom_id: int | None = None
) -> tuple[list[Received], list[str]]:
    """Those that were kept, and a sentence for each that was not."""
    received: list[Received] = []
    refused: list[str] = []
    files = list(files)
    left = room_here(classroom_id) if files else 0
    for file in files:
        name = file.filename or ""
        if size_of(file) > left:
            refused.append(no_room(classroom_id, left))
            continue
        left -= size_of(file)
        try:
            received.append(receive(file.stream, name, current_app.config["BLOBS"]))
        except RefusedFile as refusal:
            refused.append(str(refusal))
        except NoSpace:
            refused.append(gettext(FULL, name=safe_name(name)))
        except StoreUnavailable:
            refused.append(gettext(AWAY, name=safe_name(name)))
    return received, list(dict.fromkeys(refused))


def size_of(file: FileStorage) -> int:
    """How heavy it is, before it is read."""
    size = file.stream.seek(0, os.SEEK_END)
    file.stream.seek(0)
    return size


def within(room: int, files: Sequence[Received]) -> tuple[list[Received], list[str]]:
    """The first files, as many as there is room for, and a sentence for each of the others."""
    room = max(room, 0)
    return list(files[:room]), [
        gettext(TOO_MANY, name=file.name, most=FILES_MAX) for file in files[room:]
    ]


def sign_kept(who: SignedIn, files: Iterable[Received]) -> str:
    """Received files as a hidden field that only this account can send back."""
    kept = [file if isinstance(file, Kept) else Kept(**asdict(file)) for file in files]
    if came_in_pieces := [file.upload_id for file in kept if file.upload_id]:
        offer_no_more(came_in_pieces)
    return _signer(who).dumps([asdict(file) for file in kept])


def read_kept(who: SignedIn, text: str | None) -> tuple[list[Received], list[str]]:
    """The files of a form that are here already, from its hidden field and from its finished
    uploads; and a sentence for what is not to be had."""
    kept, lost = _read_signed(who, text)
    already = {file.upload_id for file in kept}
    found = find_uploads(who, request.form.getlist("uploads"))
    kept += [Kept(**asdict(file), upload_id=upload_id)
             for upload_id, file in found.files.items() if upload_id not in already]
    wrong = [gettext(UNFINISHED, name=safe_name(name)) for name in found.unfinished]
    return list(kept), ([gettext(LOST)] if lost or found.are_lost else []) + wrong


def _read_signed(who: SignedIn, text: str | None) -> tuple[list[Kept], bool]:
    """The files of a hidden field, and whether some are not to be had any more."""
    if not text:
        return [], False
    try:
        kept = [Kept(**file) for file in _signer(who).loads(text)]
    except (BadData, TypeError):
        return [], True
    fresh = [file for file in kept if file.received_at > time.time() - SECONDS_KEPT]
    return fresh, len(fresh) < len(kept)


def _signer(who: SignedIn) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"kept files {who.account_id}")
