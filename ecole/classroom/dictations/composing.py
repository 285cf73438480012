"""A dictation being made: its form, the phrases on their way, and what is wrong with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import request, url_for

from ecole.classroom.dictations.forms import PHRASES_MAX, DictationForm
from ecole.classroom.dictations.recording import Change, mark_of
from ecole.classroom.items import file_of
from ecole.classroom.received_files import read_kept, receive_all, sign_kept
from ecole.media.reception import Received
from ecole.models.dictation import Dictation
from ecole.models.instruction import Instruction
from ecole.models.signed_in import SignedIn
from ecole.web.languages import gettext
from ecole.web.words import moment


class Composing:
    """One sending of the form. A phrase is received even when the text is wrong, and kept."""

    def __init__(
        self, who: SignedIn, form: DictationForm, dictation: Dictation | None, classroom_id: int
    ) -> None:
        self.who, self.form, self.classroom_id = who, form, classroom_id
        self.count = len(dictation.attachments) if dictation else 0
        self.other_text: str | None = None
        self.received, self.lost = read_kept(who, form.kept.data)
        self.act, _, acted = request.form.get("action", "").partition("-")
        self.acted = int(acted) if acted.isdecimal() and len(acted) < 20 else 0

    def is_ready(self) -> bool:
        """Whether the form was sent and everything in it is right."""
        if not self.form.is_submitted():
            return False
        good = self.form.validate()
        fresh, refused = receive_all(self.form.chosen, self.classroom_id)
        sounds, others = _sounds(fresh)
        room = max(PHRASES_MAX - self.count, 0)
        excess = [] if len(self.received + sounds) <= room else [
            gettext("Une dictée a au plus %(most)d phrases.", most=PHRASES_MAX)]
        self.received = [*self.received, *sounds][:room]
        self.form.files.errors = [*self.lost, *refused, *others, *excess]
        if self.act == "phrase" and not self.received and not self.form.files.errors:
            self.form.files.errors = [gettext(
                "Il n’y a pas de phrase à garder. Enregistrez-la, ou choisissez un son.")]
        return good and not self.form.files.errors

    def change(self) -> Change:
        instead = self.form.instead.data or ""
        return Change(
            text=self.form.text.data or "", read=self.form.read.data or "",
            phrases=self.received,
            instead=int(instead) if instead.isdecimal() and len(instead) < 20 else 0,
            earlier=self.acted if self.act == "avant" else 0,
            removed=self.acted if self.act == "enlever" else 0,
        )

    @staticmethod
    def source(dictation: Dictation | None) -> SimpleNamespace:
        """What the form shows at first."""
        text = dictation.text if dictation else ""
        return SimpleNamespace(text=text, read=mark_of(text))

    def warn_of_other_edit(self, dictation: Dictation | None) -> None:
        """Show the other text above ours; saving again then keeps ours."""
        self.other_text = dictation.text if dictation else ""
        self.form.read.data = mark_of(self.other_text)
        self.form.text.errors = [gettext(
            "Quelqu’un d’autre a changé ce texte pendant que vous écriviez. Le vôtre est gardé "
            "ci-dessous\u00a0: enregistrez de nouveau pour le garder.")]

    def said(self) -> str:
        if self.act == "enlever":
            return gettext("Phrase enlevée.")
        if self.received:
            return gettext("Phrase gardée.")
        return gettext("Dictée enregistrée.")

    def context(self, instruction: Instruction, dictation: Dictation | None,
                uai: str) -> dict[str, Any]:
        self.form.kept.data = sign_kept(self.who, self.received) if self.received else ""
        correction = instruction.correction
        is_dated = correction is not None and correction.deleted_at is None
        return {
            "form": self.form,
            "instruction": instruction,
            "classroom": instruction.classroom,
            "phrases": [file_of(phrase, uai) for phrase in (dictation.attachments
                                                            if dictation else ())],
            "other_text": self.other_text,
            "kept_count": len(self.received),
            "opens": moment(correction.opens_at) if correction and is_dated else "",
            "is_text_open": bool(correction and correction.is_open),
            "correction_url": url_for("corrections.edit", instruction_id=instruction.id),
        }


def _sounds(files: list[Received]) -> tuple[list[Received], list[str]]:
    """Those that are heard, and a sentence for each of the others."""
    return [file for file in files if file.kind == "audio"], [
        gettext("«\u00a0%(name)s\u00a0» n’est pas un son.", name=file.name)
        for file in files if file.kind != "audio"
    ]
