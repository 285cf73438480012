"""`ecole files`, as a technician runs it: verified, moved to a service and back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.homes import new_place

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "instance"
    assert ecole(folder, "demo").returncode == 0
    return folder


@pytest.fixture
def folder(demo, tmp_path):
    return Path(shutil.copytree(demo, tmp_path / "instance"))


def ecole(folder, *words, **settings):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ECOLE_")}
    return subprocess.run(
        [sys.executable, "-m", "ecole", *words], cwd=ROOT, capture_output=True, text=True,
        env={**kept, "ECOLE_DATA": str(folder), **settings}, timeout=120, check=False,
    )


def blobs_of(folder):
    return sorted((folder / "files").glob("??/??/*"))


def test_check(folder):
    done = ecole(folder, "files", "check")
    assert done.returncode == 0, done.stderr
    assert "Aucun n’est absent ni abîmé" in done.stdout
    lost, cut = blobs_of(folder)[:2]
    lost.unlink()
    cut.write_bytes(cut.read_bytes()[:-1])
    done = ecole(folder, "files", "check")
    assert done.returncode == 1
    assert f"absent  {lost.name}" in done.stdout
    assert f"abîmé   {cut.name}" in done.stdout
    doctor = ecole(folder, "doctor")
    assert "2 absents ou abîmés" in doctor.stdout


def test_move_there_and_back(folder):
    place = new_place()
    service = {"ECOLE_S3_ENDPOINT": place.endpoint, "ECOLE_S3_KEY": "a", "ECOLE_S3_SECRET": "b"}
    count = len(blobs_of(folder))
    done = ecole(folder, "files", "move", "--to", place.name, **service)
    assert done.returncode == 0, done.stderr
    assert f"relus : {count} (copiés cette fois : {count})" in done.stdout
    assert f"ECOLE_FILES={place.name}" in done.stdout
    shutil.rmtree(folder / "files")
    there = {**service, "ECOLE_FILES": place.name}
    assert ecole(folder, "files", "check", **there).returncode == 0
    assert ecole(folder, "doctor", **there).returncode == 0
    again = ecole(folder, "files", "move", "--to", place.name, **there)
    assert again.returncode == 2
    assert "déjà là" in again.stderr
    back = ecole(folder, "files", "move", "--to", "folder", **there)
    assert back.returncode == 0, back.stderr
    assert len(blobs_of(folder)) == count
    assert ecole(folder, "files", "check").returncode == 0


def test_move_refuses_what_is_damaged(folder):
    place = new_place()
    cut = blobs_of(folder)[0]
    cut.write_bytes(b"x")
    done = ecole(folder, "files", "move", "--to", place.name, ECOLE_S3_ENDPOINT=place.endpoint,
                 ECOLE_S3_KEY="a", ECOLE_S3_SECRET="b")
    assert done.returncode == 1
    assert cut.name in done.stdout
    assert "Ne changez pas encore ECOLE_FILES" in done.stderr


@pytest.mark.parametrize(("to", "said"), [
    ("folder", "déjà là"), ("ailleurs", "s3://bucket/dossier"), ("s3://bourg", "ECOLE_S3_ENDPOINT"),
])
def test_move_refuses_a_bad_place(folder, to, said):
    done = ecole(folder, "files", "move", "--to", to)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_service_that_is_not_there(folder):
    done = ecole(folder, "files", "move", "--to", "s3://bourg", ECOLE_S3_KEY="a",
                 ECOLE_S3_ENDPOINT="http://127.0.0.1:9", ECOLE_S3_SECRET="b")
    assert done.returncode == 1
    assert "relancez la commande" in done.stderr
