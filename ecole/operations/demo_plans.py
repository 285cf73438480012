"""What the invented teachers give to do: a believable week for each level."""

from __future__ import annotations

from datetime import date

from ecole.classroom.instructions import Draft

PDF, SOUND, FILM, PICTURE = (
    "fiche-de-lecture.pdf", "la-dictee.m4a", "l-eau-change-d-etat.mp4", "la-feuille.jpg"
)
SITE = ("Lire une page de Vikidia, l’encyclopédie des enfants", "https://fr.vikidia.org/wiki/Eau",
        "Regarde surtout les dessins")
NOTEBOOK = "une photo du cahier"

# title, subject, minutes, what comes back, text, files: the first day has the most to open.
Row = tuple[str, str, int, str, str, tuple[str, ...]]

NURSERY: tuple[tuple[Row, ...], ...] = (
    (
        ("Écouter l’histoire et la raconter", "Langage", 10, "",
         "Écoutez le son **ensemble**, deux fois. Puis votre enfant raconte.\n\n"
         "- Qui est là\u202f?\n- Que se passe-t-il\u202f?", (SOUND,)),
        ("Chercher une feuille et la dessiner", "Le monde", 20, "une photo du dessin",
         "Dehors ou sur la photo\u00a0: regardez la forme, comptez les pointes.", (PICTURE,)),
    ),
    (("Mettre la table et compter", "Nombres", 10, "",
      "Combien d’assiettes\u202f? Combien de verres\u202f? Il en manque\u202f?", ()),),
    (("La comptine des doigts", "Langage", 10, "", "Dites-la lentement, puis plus vite.", ()),
     ("Trier des boutons ou des pâtes", "Le monde", 15, "", "Par couleur, puis par taille.", ())),
    (("Écrire son prénom", "Écriture", 10, "une photo de la feuille",
      "En grandes lettres, avec le modèle. La main gauche tient la feuille.", ()),),
    (("Un parcours dans la maison", "Bouger", 15, "",
      "Passer **sous** la table, **sur** le coussin, **entre** deux chaises.", ()),),
)
FIRST_YEARS: tuple[tuple[Row, ...], ...] = (
    (
        ("Lire le texte et répondre", "Français", 20, NOTEBOOK,
         "Lis le texte **à voix haute** à quelqu’un. Puis réponds aux trois questions.", (PDF,)),
        ("La dictée de la semaine", "Français", 15, "",
         "Écoute, arrête le son quand tu veux, écris dans le cahier du jour.", (SOUND,)),
        ("Compter de 5 en 5", "Mathématiques", 15, "",
         "De 0 à 100, à voix haute, puis à l’envers.", ()),
    ),
    (("Corriger la dictée", "Français", 10, "", "Relis avec un adulte, en vert.", ()),
     ("Les doubles", "Mathématiques", 15, NOTEBOOK, "Écris les doubles de 1 à 10.", ())),
    (("Relire le texte", "Français", 15, "", "Deux fois, en mettant le ton.", ()),
     ("La feuille et l’arbre", "Sciences", 20, "", "Dessine la feuille et ses nervures.",
      (PICTURE,))),
    (("Écrire trois phrases", "Français", 20, NOTEBOOK,
      "Sur ce que tu vois par la fenêtre. Une majuscule, un point.", ()),
     ("Payer dix euros", "Mathématiques", 15, "", "Trouve cinq façons, avec des pièces.", ())),
    (("Lire un livre au choix", "Lecture", 20, "", "Raconte la fin à quelqu’un.", ()),),
)
OLDER: tuple[tuple[Row, ...], ...] = (
    (
        ("Lire le texte et répondre", "Français", 30, NOTEBOOK,
         "Lis le texte deux fois.\n\n1. Réponds aux questions par des **phrases**.\n"
         "2. Souligne les verbes.", (PDF,)),
        ("La dictée de la semaine", "Français", 15, "",
         "Écoute la dictée. Tu peux l’arrêter. La correction sera donnée demain.", (SOUND,)),
        ("L’eau change d’état", "Sciences", 20, "",
         "Regarde le film. Écris ce qui arrive à la glace, puis à l’eau.", (FILM,)),
        ("Calcul posé", "Mathématiques", 20, NOTEBOOK,
         "Pose et calcule\u00a0: 348 + 275, 602 − 187, 46 × 7.", ()),
    ),
    (("Corriger la dictée", "Français", 15, "", "Copie trois fois les mots à revoir.", ()),
     ("Les fractions d’une tarte", "Mathématiques", 25, NOTEBOOK,
      "Dessine une demie, un quart, trois quarts.", ()),
     ("Lire vingt minutes", "Lecture", 20, "", "Le livre que tu veux.", ())),
    (("Écrire une carte postale", "Français", 25, "une photo de la carte",
      "À quelqu’un que tu n’as pas vu depuis longtemps.", ()),
     ("Les tables de 6, 7 et 8", "Mathématiques", 15, "", "Dans l’ordre, puis au hasard.", ())),
    (("La glace dans un verre", "Sciences", 20, "une photo de ton dessin",
      "Le niveau de l’eau monte-t-il quand la glace fond\u202f? Dessine avant et après.", ()),
     ("Le futur de dix verbes", "Français", 20, NOTEBOOK, "Avec *je*, *tu* et *nous*.", ())),
    (("Problème des deux trains", "Mathématiques", 25, NOTEBOOK,
      "Un train part à 8 h 15 et roule 2 h 40. À quelle heure arrive-t-il\u202f?", ()),
     ("Lire vingt minutes", "Lecture", 20, "", "Le livre que tu veux.", ())),
)
WEEKS = {"Mme LEROY": NURSERY, "Mme DUPONT": FIRST_YEARS}


def drafts_for(teacher: str, place: int, day: date) -> list[tuple[Draft, tuple[str, ...]]]:
    """(words, files) of each thing to do that day, the `place`-th of the week."""
    week = WEEKS.get(teacher, OLDER)
    return [
        (Draft(title, day, subject, minutes, returns, body, (SITE,) if FILM in files else ()),
         files)
        for title, subject, minutes, returns, body, files in week[place % len(week)]
    ]
