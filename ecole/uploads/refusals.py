"""Why an upload does not go on: a status of the protocol, and a sentence when somebody reads it."""

from __future__ import annotations

from ecole.web.languages import N_

TOO_HEAVY = N_(
    "«\u00a0%(name)s\u00a0» est trop lourd, %(limit)d\u00a0Mo au plus. Réduisez-le ou partagez-le "
    "en plusieurs fichiers."
)
DISK_FULL = N_(
    "«\u00a0%(name)s\u00a0» n’a pas pu être gardé\u00a0: le disque de l’école est plein. "
    "Prévenez la mairie."
)
STORE_AWAY = N_(
    "«\u00a0%(name)s\u00a0» n’a pas pu être gardé\u00a0: l’endroit où vivent les fichiers ne "
    "répond pas. Réessayez dans quelques minutes."
)
TOO_MANY = N_(
    "Vous avez déjà beaucoup d’envois qui ne sont pas finis. Terminez-les ou annulez-les, puis "
    "recommencez."
)
TOO_OFTEN = N_(
    "Vous avez commencé beaucoup d’envois d’un coup. Attendez quelques minutes, puis recommencez."
)
BUSY = N_("Le site reçoit beaucoup de fichiers en ce moment. Réessayez dans un instant.")


class Refused(Exception):
    """`status` is the answer's; `message` is for the person, empty when only a programme reads."""

    def __init__(self, status: int, message: str = "", **headers: str) -> None:
        self.status, self.message = status, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(message or str(status))
