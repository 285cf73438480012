"""The UAI of a school: seven digits and a check letter, typed once by the head."""

import re

from ecole.roster.onde.wording import say

# I, O and Q are left out of the alphabet.
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def check_uai(text: str, *, any_letter: bool = False) -> str:
    """Return the UAI without spaces, in capitals; raise `ValueError` with a French sentence.

    `any_letter` lets an administrator keep a code whose letter does not follow the rule.
    """
    uai = re.sub(r"[\s.\-]", "", text).upper()
    if not re.fullmatch(r"[0-9]{7}[A-Z]", uai):
        raise ValueError(
            say("Un UAI a sept chiffres puis une lettre, par exemple 0750655E. Vérifiez-le.")
        )
    if not any_letter and uai[-1] != _LETTERS[int(uai[:7]) % 23]:
        raise ValueError(
            say(
                'La lettre de l\'UAI "{uai}" ne va pas avec ses chiffres. '
                "Vérifiez-le sur un document de l'école et tapez-le de nouveau.",
                uai=uai,
            )
        )
    return uai
