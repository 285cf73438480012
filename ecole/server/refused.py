"""What waitress refuses before the application is asked, said in plain French.

It leans on `error_task_class` and `channel_class`: `tests/server/test_serving.py` has a test for
each page. No style sheet: its address is the application's business.
"""

from __future__ import annotations

from html import escape
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from ecole.server.full_disk import FullDiskParser

SENTENCES = {
    400: ("Nous n’avons pas compris",
          "La page a reçu quelque chose d’inattendu\u00a0: rien n’a été changé. "
          "Revenez en arrière et recommencez."),
    413: ("C’est trop lourd",
          "Le fichier dépasse de loin ce que le site peut recevoir\u00a0: rien n’a été changé. "
          "Revenez en arrière et choisissez-en un plus petit."),
    431: ("Cette adresse est trop longue",
          "Revenez à l’accueil. Si cela recommence, effacez les cookies de ce site dans votre "
          "navigateur."),
    507: ("Le disque de l’école est plein",
          "Rien n’a été changé. Revenez en arrière, puis recommencez sans fichier, ou prévenez la "
          "mairie."),
    500: ("Quelque chose s’est cassé", "Ce n’est pas votre faute. Réessayez dans un moment."),
}
PAGE = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{sentence}</p>
<p><a href="/">Revenir à l’accueil</a></p>
</main>
</body>
</html>
"""
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
]


class FrenchErrorTask(ErrorTask):
    """An error as a page: one sentence, a way back."""

    def execute(self) -> None:
        error = self.request.error
        body = page_of(error.code)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(HEADERS)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class FrenchChannel(HTTPChannel):
    error_task_class = FrenchErrorTask
    parser_class = FullDiskParser


def page_of(status: int) -> bytes:
    """The page of a status; those without words of their own take the nearest."""
    title, sentence = SENTENCES.get(status) or SENTENCES[400 if status < 500 else 500]
    return PAGE.format(title=escape(title), sentence=escape(sentence)).encode()


def answer_in_french(server: Any) -> Any:
    server.channel_class = FrenchChannel
    return server
