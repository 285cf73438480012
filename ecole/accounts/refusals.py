"""What is said when somebody cannot come in: the form comes back filled, with one sentence."""

from __future__ import annotations

import logging
from typing import Any

from flask import g, render_template
from flask_wtf import FlaskForm
from wtforms import Field

from ecole.accounts.codes import Mistyped
from ecole.accounts.limits import TooMany
from ecole.accounts.other_cards import NotAnotherCard
from ecole.accounts.secrets import TooBusy
from ecole.accounts.sign_in import WrongSecret
from ecole.web.languages import gettext, ngettext

log = logging.getLogger("ecole.accounts")
EXPECTED = (Mistyped, TooMany, TooBusy, WrongSecret, NotAnotherCard)


def show(
    refusal: Exception, form: FlaskForm, field: Field, page: str, **context: Any
) -> tuple[str, int, dict[str, str]]:
    """The form again, with why; 429 and 503 also say when to come back."""
    status, headers = 200, {}
    if isinstance(refusal, TooMany):
        status, headers = 429, {"Retry-After": str(refusal.retry_after)}
    elif isinstance(refusal, TooBusy):
        status, headers = 503, {"Retry-After": str(refusal.retry_after)}
    # One word for the log: what was typed never goes there.
    log.info("refused", extra={"fields": {"why": type(refusal).__name__,
                                          "request": g.get("request_id")}})
    field.errors = [sentence(refusal, is_code=field.name == "code")]
    return render_template(page, form=form, **context), status, headers


def sentence(refusal: Exception, *, is_code: bool) -> str:
    if isinstance(refusal, TooMany):
        minutes = max(1, -(-refusal.retry_after // 60))
        if is_code:
            return ngettext(
                "Trop d’essais. Attendez %(num)d\u00a0minute, ou scannez le carré de votre "
                "carte\u00a0: il marche tout de suite.",
                "Trop d’essais. Attendez %(num)d\u00a0minutes, ou scannez le carré de votre "
                "carte\u00a0: il marche tout de suite.", minutes)
        return ngettext("Trop d’essais. Attendez %(num)d\u00a0minute, puis essayez de nouveau.",
                        "Trop d’essais. Attendez %(num)d\u00a0minutes, puis essayez de nouveau.",
                        minutes)
    if isinstance(refusal, TooBusy):
        return gettext(
            "Beaucoup de familles entrent en ce moment. Appuyez encore dans 5 secondes.")
    if isinstance(refusal, WrongSecret):
        if not is_code:
            return gettext("Le courriel ou le mot de passe n’est pas le bon.")
        return gettext(
            "Ce code n’est pas connu. Vérifiez les lettres. Si la carte a été remplacée, prenez "
            "la plus récente, ou demandez une nouvelle carte à l’école.")
    return str(refusal)
