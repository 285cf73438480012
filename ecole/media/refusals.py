"""Why a file is refused, in plain French: which file, what is wrong, and what to do next."""

import re
from typing import Any

from ecole.media.names import safe_name

ADVICE = {
    "empty": "il n'y a rien dans ce fichier. Vérifiez qu'il s'ouvre chez vous, puis renvoyez-le.",
    "damaged": "ce fichier est abîmé ou incomplet. Enregistrez-le à nouveau, vérifiez qu'il "
    "s'ouvre chez vous, puis renvoyez-le.",
    "heavy": "ce fichier est trop lourd, {limit} Mo au plus. Réduisez-le ou partagez-le en "
    "plusieurs fichiers.",
    "unknown": "ce type de fichier n'est pas accepté. Envoyez une photo, un PDF, un son MP3, une "
    "vidéo MP4 ou un document de bureau.",
    "pixels": "cette image est trop grande, {limit} millions de points au plus. Réduisez-la, puis "
    "renvoyez-la.",
    "heic": "ce format de photo ne s'ouvre pas partout. Envoyez-la en JPEG. Sur iPhone : Réglages, "
    "Appareil photo, Formats, « Le plus compatible ».",
    "gif": "les images GIF ne sont pas acceptées. Enregistrez-la en PNG ou en JPEG.",
    "picture": "ce format d'image ne s'ouvre pas partout. Enregistrez-la en JPEG ou en PNG.",
    "svg": "ce type de dessin peut contenir un programme. Enregistrez-le en PNG ou en PDF.",
    "web": "une page web peut contenir un programme. Enregistrez-la en PDF.",
    "text": "les fichiers de texte brut ne sont pas acceptés. Copiez le texte dans la page, ou "
    "enregistrez-le en PDF.",
    "program": "c'est un programme, il pourrait abîmer un ordinateur. Envoyez plutôt un document, "
    "une photo, un son ou une vidéo.",
    "archive": "les dossiers compressés ne sont pas acceptés. Envoyez les fichiers un par un.",
    "pdf_password": "ce PDF est protégé par un mot de passe. Enregistrez-le sans protection, puis "
    "renvoyez-le.",
    "pdf_program": "ce PDF contient un programme. Imprimez-le en PDF, puis envoyez cette copie.",
    "pdf_attachment": "ce PDF cache d'autres fichiers. Imprimez-le en PDF, puis envoyez cette "
    "copie.",
    "pdf_pages": "ce PDF a {pages} pages, {limit} au plus. Partagez-le en plusieurs fichiers.",
    "pdf_tangled": "ce PDF est trop compliqué à vérifier. Imprimez-le en PDF, puis envoyez cette "
    "copie.",
    "av_silent": "il n'y a ni son ni image dans ce fichier. Écoutez-le chez vous, puis "
    "enregistrez-le à nouveau.",
    "audio_format": "ce format de son ne s'écoute pas partout. Enregistrez-le en MP3 ou en M4A.",
    "video_format": "ce format de vidéo ne se lit pas partout. Enregistrez-la en MP4 (H.264).",
    "video_iphone": "ce format de vidéo (MOV ou HEVC) ne se lit pas partout. Enregistrez-la en MP4 "
    "(H.264). Sur iPhone : Réglages, Appareil photo, Formats, « Le plus compatible ».",
    "office_old": "ce document est dans un ancien format, ou protégé par un mot de passe. "
    "Enregistrez-le en ODT, en DOCX ou en PDF, sans mot de passe.",
    "office_macro": "ce document contient un programme (macro). Enregistrez-le sans macro ou en "
    "PDF.",
    "office_bomb": "ce document devient démesuré quand on l'ouvre. Enregistrez-le en PDF.",
    "office_names": "ce document est mal construit. Ouvrez-le, enregistrez-le à nouveau, puis "
    "renvoyez-le.",
}


class RefusedFile(ValueError):
    """A file that cannot be taken; `reason` is a sentence for the person, `code` for a test."""

    def __init__(self, code: str, filename: str, **figures: Any) -> None:
        self.code = code
        advice = _typeset(ADVICE[code]).format(**figures)
        self.reason = f"«\u00a0{safe_name(filename)}\u00a0»\u00a0: {advice}"
        super().__init__(self.reason)


def _typeset(text: str) -> str:
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
    text = re.sub(r" (?=[?!;])", "\u202f", text)
    return re.sub(r"(?<=\}) (?=Mo|millions|pages)", "\u00a0", text).replace("'", "’")
