"""Why a file is refused, in plain words: which file, what is wrong, and what to do next."""

from typing import Any

from ecole.media.names import safe_name
from ecole.web.languages import N_, gettext

ADVICE = {
    "empty": N_("il n’y a rien dans ce fichier. Vérifiez qu’il s’ouvre chez vous, puis "
        "renvoyez-le."),
    "damaged": N_("ce fichier est abîmé ou incomplet. Enregistrez-le à nouveau, vérifiez qu’il "
        "s’ouvre chez vous, puis renvoyez-le."),
    "heavy": N_("ce fichier est trop lourd, %(limit)d\u00a0Mo au plus. Réduisez-le ou "
        "partagez-le en plusieurs fichiers."),
    "unknown": N_("ce type de fichier n’est pas accepté. Envoyez une photo, un PDF, un son, une "
        "vidéo ou un document de bureau."),
    "pixels": N_("cette image est trop grande, %(limit)d\u00a0millions de points au plus. "
        "Réduisez-la, puis renvoyez-la."),
    "gif": N_("les images GIF ne sont pas acceptées. Enregistrez-la en PNG ou en JPEG."),
    "picture": N_("ce format d’image ne s’ouvre pas partout. Enregistrez-la en JPEG ou en PNG."),
    "svg": N_("ce type de dessin peut contenir un programme. Enregistrez-le en PNG ou en PDF."),
    "web": N_("une page web peut contenir un programme. Enregistrez-la en PDF."),
    "text": N_("les fichiers de texte brut ne sont pas acceptés. Copiez le texte dans la page, "
        "ou enregistrez-le en PDF."),
    "program": N_("c’est un programme, il pourrait abîmer un ordinateur. Envoyez plutôt un "
        "document, une photo, un son ou une vidéo."),
    "archive": N_("les dossiers compressés ne sont pas acceptés. Envoyez les fichiers un par un."),
    "pdf_password": N_("ce PDF est protégé par un mot de passe. Enregistrez-le sans protection, "
        "puis renvoyez-le."),
    "pdf_program": N_("ce PDF contient un programme. Imprimez-le en PDF, puis envoyez cette "
        "copie."),
    "pdf_attachment": N_("ce PDF cache d’autres fichiers. Imprimez-le en PDF, puis envoyez cette "
        "copie."),
    "pdf_pages": N_("ce PDF a %(pages)d\u00a0pages, %(limit)d au plus. Partagez-le en plusieurs "
        "fichiers."),
    "pdf_tangled": N_("ce PDF est trop compliqué à vérifier. Imprimez-le en PDF, puis envoyez "
        "cette copie."),
    "av_silent": N_("il n’y a ni son ni image dans ce fichier. Écoutez-le chez vous, puis "
        "enregistrez-le à nouveau."),
    "audio_format": N_("ce format de son n’est pas accepté. Enregistrez-le en MP3, en M4A ou en "
        "WAV."),
    "video_format": N_("ce format de vidéo n’est pas accepté. Enregistrez-la en MP4 ou en MOV."),
    "office_old": N_("ce document est dans un ancien format, ou protégé par un mot de passe. "
        "Enregistrez-le en ODT, en DOCX ou en PDF, sans mot de passe."),
    "office_macro": N_("ce document contient un programme (macro). Enregistrez-le sans macro ou "
        "en PDF."),
    "office_bomb": N_("ce document devient démesuré quand on l’ouvre. Enregistrez-le en PDF."),
    "office_names": N_("ce document est mal construit. Ouvrez-le, enregistrez-le à nouveau, puis "
        "renvoyez-le."),
}


class RefusedFile(ValueError):
    """A file that cannot be taken; `reason` is a sentence for the person, `code` for a test."""

    def __init__(self, code: str, filename: str, **figures: Any) -> None:
        self.code = code
        self.reason = gettext("«\u00a0%(name)s\u00a0»\u00a0: %(advice)s", name=safe_name(filename),
                              advice=gettext(ADVICE[code], **figures))
        super().__init__(self.reason)
