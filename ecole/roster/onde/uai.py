"""The UAI of a school: seven digits and a check letter, typed once by the head."""

import re

from ecole.web.languages import gettext

# I, O and Q are left out of the alphabet.
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def check_uai(text: str, *, any_letter: bool = False) -> str:
    """Return the UAI without spaces, in capitals; raise `ValueError` with a sentence.

    `any_letter` lets an administrator keep a code whose letter does not follow the rule.
    """
    uai = re.sub(r"[\s.\-]", "", text).upper()
    if not re.fullmatch(r"[0-9]{7}[A-Z]", uai):
        raise ValueError(
            gettext("Un UAI a sept chiffres puis une lettre, par exemple 0750655E. Vérifiez-le.")
        )
    if not any_letter and uai[-1] != _LETTERS[int(uai[:7]) % 23]:
        raise ValueError(
            gettext(
                "La lettre de l’UAI «\u00a0%(uai)s\u00a0» ne va pas avec ses chiffres. "
                "Vérifiez-le sur un document de l’école et tapez-le de nouveau.",
                uai=uai,
            )
        )
    return uai
