"""Captions and transcript of a film or a sound: written by the school, read by the players."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, g, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from ecole.classroom.owners import page_above
from ecole.classroom.routes.files import find, give
from ecole.classroom.subtitles import SubtitlesForm, subtitles_page, write_subtitles
from ecole.media.subtitles import CAPTIONS_MIME
from ecole.models.attachment import Attachment
from ecole.models.permissions import may_caption_attachment
from ecole.web.access import GUARDIAN, PUPIL, STAFF, asking, fetch, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once

bp = Blueprint("subtitles", __name__, url_prefix="/e/<uai>/fichiers/<id:attachment_id>")


@bp.get("/sous-titres.vtt")
@open_to(GUARDIAN, PUPIL, *STAFF)
def show(attachment_id: int) -> Response:
    attachment = find(attachment_id)
    if attachment.captions_key is None:
        abort(404)
    return give(attachment.captions_key, CAPTIONS_MIME, "sous-titres.vtt")


@bp.route("/sous-titres", methods=["GET", "POST"])
@open_to(*STAFF)
@once
def edit(attachment_id: int) -> str | AnyResponse:
    attachment = fetch(Attachment, attachment_id, may_caption_attachment)
    form = SubtitlesForm.opened(transcript=attachment.transcript)
    if form.is_submitted() and form.validate():
        back = page_above(attachment, asking())
        write_subtitles(attachment, form.read, form.transcript.data or "",
                        removed=form.is_removed.data)
        flash(gettext("Sous-titres et texte gardés. Les familles les voient."))
        return redirect(back, 303)
    return render_template("classroom/files/subtitles.html",
                           **subtitles_page(asking(), attachment, form, g.uai))
