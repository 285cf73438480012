"""What the invented teachers give to do: a believable day for each level."""

from __future__ import annotations

from datetime import date

from ecole.classroom.instructions import Draft

PDF, SOUND, FILM, PICTURE = (
    "fiche-de-lecture.pdf", "la-dictee.m4a", "l-eau-change-d-etat.mp4", "la-feuille.jpg"
)
SITE = ("Lire une page de Vikidia, l’encyclopédie des enfants", "https://fr.vikidia.org/wiki/Eau")


def drafts_for(teacher: str, day: date) -> list[tuple[Draft, tuple[str, ...]]]:
    """(words, files) of each thing to do that day; the first day has the most to open."""
    plans = {"Mme LEROY": _nursery, "Mme DUPONT": _first_years}
    return plans.get(teacher, _older)(day)


def _nursery(day: date) -> list[tuple[Draft, tuple[str, ...]]]:
    return [
        (Draft("Écouter l’histoire et la raconter", day, "Langage", 10,
               body="Écoutez le son **ensemble**, deux fois. Puis votre enfant raconte.\n\n"
                    "- Qui est là ?\n- Que se passe-t-il ?"), (SOUND,)),
        (Draft("Chercher une feuille et la dessiner", day, "Le monde", 20,
               returns="une photo du dessin",
               body="Dehors ou sur la photo : regardez la forme, comptez les pointes."),
         (PICTURE,)),
    ]


def _first_years(day: date) -> list[tuple[Draft, tuple[str, ...]]]:
    return [
        (Draft("Lire le texte et répondre", day, "Français", 20, "une photo du cahier",
               "Lis le texte **à voix haute** à quelqu’un. Puis réponds aux trois questions."),
         (PDF,)),
        (Draft("La dictée de la semaine", day, "Français", 15, "",
               "Écoute, arrête le son quand tu veux, écris dans le cahier du jour."), (SOUND,)),
        (Draft("Compter de 5 en 5", day, "Mathématiques", 15, "",
               "De 0 à 100, à voix haute, puis à l’envers."), ()),
    ]


def _older(day: date) -> list[tuple[Draft, tuple[str, ...]]]:
    return [
        (Draft("Lire le texte et répondre", day, "Français", 30, "une photo du cahier",
               "Lis le texte deux fois.\n\n1. Réponds aux questions par des **phrases**.\n"
               "2. Souligne les verbes."), (PDF,)),
        (Draft("La dictée de la semaine", day, "Français", 15, "",
               "Écoute la dictée. Tu peux l’arrêter. La correction sera donnée demain."), (SOUND,)),
        (Draft("L’eau change d’état", day, "Sciences", 20, "",
               "Regarde le film. Écris ce qui arrive à la glace, puis à l’eau.",
               (SITE,)), (FILM,)),
        (Draft("Calcul posé", day, "Mathématiques", 20, "une photo du cahier",
               "Pose et calcule : 348 + 275, 602 − 187, 46 × 7."), ()),
    ]
