"""Groups of pupils: their teachers' own."""

from __future__ import annotations

from ecole.models.permissions.school import teaches
from ecole.models.pupil_group import PupilGroup
from ecole.models.signed_in import SignedIn


def may_edit_group(who: SignedIn, group: PupilGroup) -> bool:
    return teaches(who, group.classroom_id, group.school_id)
