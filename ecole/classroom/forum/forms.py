"""The forms of the forum."""

from __future__ import annotations

from datetime import time
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, ValidationError

from ecole.classroom.fields import Hour
from ecole.classroom.forms import is_unseen
from ecole.classroom.forum.rules import Rules, hour_of
from ecole.classroom.hand_ins.forms import WorkForm
from ecole.models.message import MESSAGE_MAX, REASON_MAX
from ecole.models.topic import TOPIC_TITLE_MAX
from ecole.web.forms import PageForm
from ecole.web.languages import gettext, lazy_gettext

FILES_MAX = 4  # of one message
SLOW_MAX = 24 * 60
TITLE_RULES = [
    DataRequired(lazy_gettext("Donnez un titre.")),
    Length(max=TOPIC_TITLE_MAX,
           message=lazy_gettext("Le titre est trop long (%(max)d lettres au plus).")),
]


def refuse_unseen(form: Any, field: StringField) -> None:
    if is_unseen(field.data or ""):
        raise ValidationError(gettext("Donnez un titre."))


class MessageForm(WorkForm):
    """Words, photos, a voice: one of them at least (`Filling`)."""

    text = TextAreaField(lazy_gettext("Votre message"), filters=[
        lambda text: text.replace("\r\n", "\n") if text else text])

    def validate_text(self, field: TextAreaField) -> None:
        if len(field.data or "") > MESSAGE_MAX:
            raise ValidationError(gettext(
                "C’est trop long\u00a0: %(most)d signes au plus. Le texte est gardé ci-dessous.",
                most=MESSAGE_MAX))

    def validate_files(self, field: Any) -> None:
        if len(self.chosen) > FILES_MAX:
            raise ValidationError(gettext(
                "%(most)d photos ou sons au plus dans un message.", most=FILES_MAX))


class TopicForm(MessageForm):
    title = StringField(lazy_gettext("Titre"), [*TITLE_RULES, refuse_unseen])
    is_pinned = BooleanField(lazy_gettext("Épingler en haut du forum"))
    pupils_may_write = BooleanField(lazy_gettext("Les élèves peuvent écrire dans ce sujet"))


class TopicEditForm(PageForm):
    title = StringField(lazy_gettext("Titre"), [*TITLE_RULES, refuse_unseen])
    is_pinned = BooleanField(lazy_gettext("Épingler en haut du forum"))
    pupils_may_write = BooleanField(lazy_gettext("Les élèves peuvent écrire dans ce sujet"))
    seen = HiddenField()


class ReportForm(PageForm):
    reason = TextAreaField(lazy_gettext("Ce qui ne va pas"), [
        Length(max=REASON_MAX, message=lazy_gettext("%(max)d lettres au plus.")),
    ])


class SettingsForm(PageForm):
    families_may_open = BooleanField(lazy_gettext("Les familles peuvent ouvrir un sujet"))
    approves_families = BooleanField(
        lazy_gettext("Je relis les messages des familles avant qu’ils paraissent"))
    approves_pupils = BooleanField(
        lazy_gettext("Je relis les messages des élèves avant qu’ils paraissent"))
    slow_minutes = IntegerField(lazy_gettext("Minutes à attendre entre deux messages"), [
        NumberRange(0, SLOW_MAX, lazy_gettext("Entre 0 et %(max)d minutes."))])
    opens = Hour(lazy_gettext("On peut écrire à partir de"))
    closes = Hour(lazy_gettext("On ne peut plus écrire à partir de"))

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if (self.opens.data is None) != (self.closes.data is None):
            empty = self.opens if self.opens.data is None else self.closes
            empty.errors = [gettext("Donnez les deux heures, ou aucune.")]
            return False
        if self.opens.data is not None and self.opens.data == self.closes.data:
            self.closes.errors = [gettext("Donnez deux heures différentes.")]
            return False
        return True

    @staticmethod
    def source(rules: Rules) -> dict[str, Any]:
        """What the form shows at first."""
        return {
            "families_may_open": rules.families_may_open,
            "approves_families": rules.approves_families,
            "approves_pupils": rules.approves_pupils,
            "slow_minutes": rules.slow_minutes,
            "opens": None if rules.opens_minute is None else hour_of(rules.opens_minute),
            "closes": None if rules.closes_minute is None else hour_of(rules.closes_minute),
        }

    def rules(self) -> Rules:
        return Rules(
            self.families_may_open.data, self.approves_families.data, self.approves_pupils.data,
            self.slow_minutes.data or 0, _minute(self.opens.data), _minute(self.closes.data),
        )


def _minute(hour: time | None) -> int | None:
    return None if hour is None else hour.hour * 60 + hour.minute
