"""A file on its way belongs to whoever sends it, and to the child who had the screen."""

from __future__ import annotations

from ecole.models.signed_in import SignedIn
from ecole.models.upload import Upload


def may_send_upload(who: SignedIn, upload: Upload) -> bool:
    return upload.account_id == who.account_id and upload.pupil_id == sender_child(who)


def sender_child(who: SignedIn) -> int:
    """The child who has the screen, 0 for the adult, as `Upload.pupil_id` has it."""
    return who.pupil.id if who.pupil else 0
