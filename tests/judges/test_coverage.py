"""A page that no place leads to is said."""

from __future__ import annotations

from flask import Flask

from judges.coverage import NO_PAGE, endpoint_of, forgotten
from judges.verdicts import Judged


def test_it_works(app: Flask) -> None:
    faults = forgotten(app, [])
    assert "no place leads to accounts.sign_in (/entrer)" in faults
    assert "no place leads head to roster.show (/e/<uai>/liste)" in faults
    assert "no place leads teacher to classes.index (/e/<uai>/classes)" in faults


def test_a_page_seen_is_not_forgotten(app: Flask) -> None:
    pages = [Judged("entree", "nobody", address="http://127.0.0.1:1/entrer"),
             Judged("classes", "teacher", address="http://127.0.0.1:1/e/0870999N/classes")]
    faults = forgotten(app, pages)
    assert not [fault for fault in faults if "accounts.sign_in" in fault]
    of_classes = [fault for fault in faults if "classes.index" in fault]
    assert of_classes == ["no place leads head to classes.index (/e/<uai>/classes)"]


def test_an_address_of_nothing_is_no_page(app: Flask) -> None:
    assert endpoint_of(app, "http://127.0.0.1:1/rien-ici") == ""


def test_what_is_no_page_still_exists(app: Flask) -> None:
    endpoints = {str(rule.endpoint) for rule in app.url_map.iter_rules()}
    assert {name.split()[0] for name in NO_PAGE} <= endpoints
