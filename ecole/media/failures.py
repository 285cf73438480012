"""Why a rendition could not be made, in plain words for the person who sent the file."""

from ecole.web.languages import N_

# The codes that a rendition keeps; most of the time the file itself stays and can be fetched.
FAILURES = {
    "damaged": N_("ce fichier n’a pas pu être lu jusqu’au bout. Vérifiez qu’il s’ouvre chez vous, "
        "puis envoyez-le à nouveau."),
    "too_big": N_("ce fichier demande trop de mémoire pour être préparé. Envoyez-en une version "
        "plus petite."),
    "too_long": N_("ce fichier est trop long à préparer. Partagez-le en plusieurs fichiers."),
    "no_tool": N_("il manque un outil pour préparer ce fichier. Prévenez la personne qui "
        "s’occupe de l’application."),
    "interrupted": N_("la préparation de ce fichier s’est interrompue plusieurs fois."),
    "full": N_("le disque de l’école est plein. Prévenez la mairie."),
    "no_sound": N_("il n’y a pas de son dans ce film."),
    "no_gain": N_("la version légère serait aussi lourde que l’original."),
}
# Not worth a word to anybody: there is nothing to mend, and nothing is missing.
QUIET = {"no_sound", "no_gain"}
