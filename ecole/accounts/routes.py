"""Addresses of the ways in and out."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from ecole.accounts import devices, forms, refusals
from ecole.accounts.browsers import said
from ecole.accounts.cards import note_used
from ecole.accounts.devices import STAFF, STAFF_STAY
from ecole.accounts.entrance import KNOWN, clear_session, come_in, usual_device, wanted_page
from ecole.accounts.greetings import greeting_of
from ecole.accounts.other_cards import add_card, separable_cards, separate_card
from ecole.accounts.passwords import LinkUsed, WeakPassword, open_password_link, set_password
from ecole.accounts.passwords import check_password as check_new_password
from ecole.accounts.sign_in import account_by_card, account_by_code, account_by_password
from ecole.web.access import ANYONE, GUARDIAN, SIGNED_IN, asking, open_to
from ecole.web.languages import gettext
from ecole.web.submissions import once
from ecole.web.words import moment

bp = Blueprint("accounts", __name__)


@bp.route("/entrer", methods=["GET", "POST"])
@open_to(ANYONE)
def sign_in() -> str | Response | tuple[str, int, dict[str, str]]:
    form = forms.CodeForm(device=usual_device())
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, suite=wanted_page())
    try:
        account = account_by_code(form.code.data, request.remote_addr)
    except refusals.EXPECTED as refusal:
        return refusals.show(refusal, form, form.code, "accounts/sign_in.html", suite=wanted_page())
    return come_in(account, form.device.data)


@bp.get("/c")
@open_to(ANYONE)
def scan() -> str:
    return render_template("accounts/scan.html", form=forms.ScanForm(device=usual_device()))


@bp.post("/c/bonjour")
@open_to(ANYONE)
def greet() -> Response:
    """Whose card was scanned, said before anything is opened: first names and classes."""
    found = account_by_card(request.form.get("token", "")[:80])
    if found is None:
        return jsonify(known=False)
    return jsonify(known=True, greeting=greeting_of(found[1]))


@bp.post("/c")
@open_to(ANYONE)
def enter() -> str | Response | tuple[str, int]:
    form = forms.ScanForm(device=usual_device())
    if not form.validate_on_submit():
        abort(400)
    found = account_by_card((form.token.data or "")[:80])
    if found is None:
        return render_template("accounts/scan.html", form=form, unknown=True), 404
    note_used(found[1])
    return come_in(found[0], form.device.data)


@bp.route("/equipe", methods=["GET", "POST"])
@open_to(ANYONE)
def staff_sign_in() -> str | Response | tuple[str, int, dict[str, str]]:
    form = forms.StaffForm()
    page = "accounts/staff_sign_in.html"
    if not form.validate_on_submit():
        return render_template(page, form=form, suite=wanted_page())
    try:
        account = account_by_password(form.email.data, form.password.data, request.remote_addr,
                                      session.get(KNOWN, ()))
    except refusals.EXPECTED as refusal:
        return refusals.show(refusal, form, form.password, page, suite=wanted_page())
    return come_in(account, STAFF_STAY if form.stay.data else STAFF)


@bp.route("/equipe/mot-de-passe/<token>", methods=["GET", "POST"])
@open_to(ANYONE)
@once
def first_password(token: str) -> str | Response:
    link = open_password_link(token[:80])
    if link is None:
        abort(404)
    form = forms.FirstPasswordForm()
    if form.validate_on_submit():
        try:
            check_new_password(form.password.data, link.account)
            account = set_password(link, form.password.data)
        except WeakPassword as weak:
            form.password.errors = [str(weak)]
        except LinkUsed:
            abort(404)
        else:
            flash(gettext("Votre mot de passe est enregistré."))
            return come_in(account, STAFF)
    return render_template("accounts/first_password.html", form=form, account=link.account)


@bp.post("/sortir")
@open_to(ANYONE)
def sign_out() -> Response:
    if current_user.is_authenticated:
        devices.revoke_device(asking().account_id, asking().device_id)
    logout_user()
    clear_session(keep=(KNOWN,))
    if KNOWN in session:
        session.permanent = True
    answer = redirect(url_for(".signed_out"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.get("/au-revoir")
@open_to(ANYONE)
def signed_out() -> str:
    return render_template("accounts/signed_out.html")


@bp.get("/appareils")
@open_to(SIGNED_IN)
def list_devices() -> str:
    who = asking()
    shown = [
        {
            "label": said(device.label),
            "first_seen": moment(device.created_at),
            "last_seen": moment(device.seen_at),
            "is_this": device.id == who.device_id,
            "forget_url": url_for(".forget_device", device_id=device.id),
        }
        for device in devices.devices_of(who.account_id)
    ]
    return render_template("accounts/devices.html", devices=shown,
                           has_newcomer=who.newcomer_at is not None)


@bp.post("/appareils/reconnus")
@open_to(SIGNED_IN)
def know_devices() -> Response:
    devices.know_newcomer(asking().device_id)
    return redirect(url_for("home"), 303)


@bp.post("/appareils/<id:device_id>/oubli")
@open_to(SIGNED_IN)
def forget_device(device_id: int) -> Response:
    if device_id == asking().device_id:
        return sign_out()  # with all that this browser kept
    if not devices.revoke_device(asking().account_id, device_id):
        abort(404)
    flash(gettext("Cet appareil est oublié. Pour y revenir, il faudra la carte."))
    return redirect(url_for(".list_devices"), 303)


@bp.route("/autre-carte", methods=["GET", "POST"])
@open_to(GUARDIAN)
@once
def other_card() -> str | Response | tuple[str, int, dict[str, str]]:
    form = forms.OtherCardForm()
    page, cards = "accounts/other_card.html", separable_cards(asking())
    if not form.validate_on_submit():
        return render_template(page, form=form, cards=cards)
    try:
        children = add_card(asking(), form.code.data, request.remote_addr)
    except refusals.EXPECTED as refusal:
        return refusals.show(refusal, form, form.code, page, cards=cards)
    flash(gettext("C’est fait. Vous voyez maintenant aussi\u00a0: %(children)s.",
                  children=children))
    return redirect(url_for("home"), 303)


@bp.post("/autre-carte/<id:guardian_id>/separation")
@open_to(GUARDIAN)
def separate(guardian_id: int) -> Response:
    if not separate_card(asking(), guardian_id):
        abort(404)
    flash(gettext("C’est séparé. Cette carte ouvre de nouveau son propre espace."))
    return redirect(url_for(".other_card"), 303)
