"""Files of a form: received one by one, refused with a reason, kept while the form is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from ecole.media.reception import Received, receive
from ecole.media.refusals import RefusedFile
from ecole.models.signed_in import SignedIn
from ecole.storage.blobs import NoSpace

FULL = (
    "«\u00a0{}\u00a0» n’a pas pu être gardé\u00a0: le disque de l’école est plein. "
    "Prévenez la mairie."
)


def receive_all(files: Iterable[FileStorage]) -> tuple[list[Received], list[str]]:
    """Those that were kept, and a sentence for each that was not."""
    received, refused = [], []
    for file in files:
        name = file.filename or ""
        try:
            received.append(receive(file.stream, name, current_app.config["BLOBS"]))
        except RefusedFile as refusal:
            refused.append(str(refusal))
        except NoSpace:
            refused.append(FULL.format(name))
    return received, refused


def sign_kept(who: SignedIn, files: Iterable[Received]) -> str:
    """Received files as a hidden field that only this account can send back."""
    return _signer(who).dumps([asdict(file) for file in files])


def read_kept(who: SignedIn, text: str | None) -> list[Received]:
    if not text:
        return []
    try:
        return [Received(**file) for file in _signer(who).loads(text)]
    except BadData:
        return []


def _signer(who: SignedIn) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"kept files {who.account_id}")
