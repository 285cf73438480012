"""The doctor: good on a good instance, and each of its checks seen bad."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections import namedtuple

import pytest

from ecole.models import Attachment
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.townhall import checks
from ecole.townhall.checks import check_all
from tests.world import change

LEGAL = {"publisher": "Mairie du Bourg", "publication_director": "Mme Martin", "hosting": "Mairie",
         "contact": "ecole@example.org", "dpo": "dpo@example.org"}


def bad(app):
    return [finding for finding in check_all(app) if not finding.is_good]


def with_settings(app, **changes):
    app.config["ECOLE"] = dataclasses.replace(app.config["ECOLE"], **changes)


def test_a_good_instance(instance):
    findings = check_all(instance)
    assert [finding.sentence for finding in findings if not finding.is_good] == []
    assert len(findings) == 8
    assert any(re.search(r"[1-9]\d* vérifiés, 0 absents", f.sentence) for f in findings)


def test_a_full_disk(instance, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**10, 10**10, 200_000_000))
    (finding,) = bad(instance)
    assert "200\u00a0Mo" in finding.sentence
    assert "ECOLE_DATA" in finding.remedy


def test_a_secret_left_open(instance):
    (instance.config["ECOLE"].data / "secrets" / "cards.pepper").chmod(0o644)
    (finding,) = bad(instance)
    assert "cards.pepper" in finding.sentence
    assert "chmod 600" in finding.remedy


@pytest.mark.parametrize("harm", ["lost", "cut"])
def test_a_file_lost_or_cut(instance, harm):
    key = first_key()
    path = instance.config["BLOBS"].path(key)
    if harm == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])
    (finding,) = bad(instance)
    assert "1 absents ou abîmés" in finding.sentence
    assert "sauvegarde" in finding.remedy


def first_key():
    with all_schools("tests"):
        return db.session.scalars(db.select(Attachment.blob_key)).first()


def test_a_size_that_lies(instance):
    with all_schools("tests"):
        row_id = db.session.scalars(db.select(Attachment.id)).first()
    change(Attachment, row_id, size=1)
    assert len(bad(instance)) == 1


def test_a_database_of_another_version(instance):
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    (finding,) = bad(instance)
    assert "version" in finding.sentence
    assert finding.remedy == "ecole migrate"


def test_a_damaged_database(instance):
    """A page in the middle overwritten, as a dying SD card does."""
    url = instance.config["ECOLE"].database_url.removeprefix("sqlite:///")
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    with open(url, "r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096 * 40)
    assert any("base" in finding.sentence.lower() for finding in bad(instance))


def test_an_address_without_https(instance):
    with_settings(instance, host="0.0.0.0", public_url="")  # noqa: S104
    (finding,) = bad(instance)
    assert "https" in finding.remedy
    with_settings(instance, public_url="http://ecole.ville.fr")
    assert len(bad(instance)) == 1
    with_settings(instance, public_url="https://ecole.ville.fr", **LEGAL)
    assert bad(instance) == []


def test_legal_pages_to_fill_in(instance):
    """Said at once, and bad from the day families reach the site."""
    (finding,) = [f for f in check_all(instance) if "Pages légales" in f.sentence]
    assert finding.is_good
    assert "ECOLE_PUBLISHER, ECOLE_PUBLICATION_DIRECTOR" in finding.sentence
    with_settings(instance, public_url="https://ecole.ville.fr", **LEGAL | {"dpo": ""})
    (finding,) = bad(instance)
    assert finding.sentence.endswith("il manque ECOLE_DPO.")
    assert "docs/exploitation.md" in finding.remedy


def test_a_clock_without_battery(instance, monkeypatch):
    from datetime import datetime

    class Flat(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1970, 1, 1).astimezone()

    monkeypatch.setattr(checks, "datetime", Flat)
    (finding,) = bad(instance)
    assert "1970" in finding.sentence


def test_a_check_that_breaks_is_a_finding(instance):
    with_settings(instance, data=instance.config["ECOLE"].data / "nowhere")
    sentences = [finding.sentence for finding in bad(instance)]
    assert any("«\u00a0secrets\u00a0» a échoué" in sentence for sentence in sentences)
    assert all(finding.remedy for finding in bad(instance))
