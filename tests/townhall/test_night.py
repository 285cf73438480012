"""What the night did is kept for the page, and its slow checks are run once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ecole.townhall import night
from ecole.townhall.checks import Diagnosis
from ecole.townhall.night import last_night, note_night


@pytest.fixture
def here(app, context, tmp_path, monkeypatch):
    """The application, with a data folder that has seen no night."""
    monkeypatch.setattr(night, "_path", lambda app: tmp_path / "night.json")
    return app


def test_it_works(here, page_text):
    assert last_night(here) is None
    assert "pas encore\u00a0: il vient" in page_text() or "pas encore" in page_text()
    note_night(here, {"instructions": 3, "files": 2})
    kept = last_night(here)
    assert kept.erased == {"instructions": 3, "files": 2}
    assert any("Fichiers" in diagnosis.sentence for diagnosis in kept.diagnoses)
    assert "La base et les fichiers sont vérifiés une fois par jour." in page_text()


def test_the_slow_checks_come_once_a_day(here, monkeypatch):
    done = []
    monkeypatch.setattr(night, "slow_checks", lambda app: done.append(1) or [])
    note_night(here, {})
    note_night(here, {})
    assert len(done) == 1
    monkeypatch.setattr(night, "CHECKS_KEPT", timedelta(0))
    note_night(here, {})
    assert len(done) == 2


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"tidied_at": 3}', "\x00"])
def test_a_file_that_lies_is_no_night(here, tmp_path, text):
    (tmp_path / "night.json").write_text(text)
    assert last_night(here) is None
    note_night(here, {})
    assert last_night(here) is not None


def test_a_bad_finding_is_said_with_its_remedy(here, page_text, monkeypatch):
    bad = Diagnosis(False, "Fichiers\u00a0: %(total)d vérifiés, %(missing)d absents ou abîmés.",
                  "Restaurez le dossier.", {"total": 4, "missing": 1})
    monkeypatch.setattr(night, "slow_checks", lambda app: [bad])
    note_night(here, {})
    page = page_text()
    assert "4 vérifiés, 1 absents ou abîmés." in page
    assert "Restaurez le dossier." in page
