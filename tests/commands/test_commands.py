"""The `ecole` command, run as a technician runs it: a real process, its output and exit codes."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONDE = ROOT / "tests" / "fixtures" / "onde"
UAI = "0870011P"
pytestmark = pytest.mark.slow


class Instance:
    """An instance in a folder of its own, driven through the command only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ecole(self, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ECOLE_")}
        return subprocess.run(
            [sys.executable, "-m", "ecole", *words], cwd=ROOT, capture_output=True, text=True,
            env={**kept, "ECOLE_DATA": str(self.folder)}, timeout=120, check=False,
        )

    def roster(self, folder: str, *names: str, apply: bool = True) -> tuple[int, dict]:
        files = [str(ONDE / folder / f"{name}.csv") for name in names]
        words = ["import", "--school", UAI, "--json", *(["--apply"] if apply else []), *files]
        done = self.ecole(*words)
        return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    made = Instance(tmp_path_factory.mktemp("commune"))
    added = made.ecole("school", "add", "École du Bourg", "--uai", UAI.lower())
    assert added.returncode == 0, added.stderr
    return made


def test_the_help_is_in_french() -> None:
    done = Instance(Path("unused")).ecole("import", "--help")
    assert "Sans --apply, rien n’est écrit" in " ".join(done.stdout.split())


def test_a_roster_goes_in_and_is_found_again(instance: Instance) -> None:
    """One test, in order: the preview writes nothing, then the truth, then no change at all."""
    truth = json.loads((ONDE / "ecole-du-bourg" / "truth.json").read_text())
    for applied in (False, False, True):
        code, found = instance.roster("ecole-du-bourg", "eleves", "responsables", apply=applied)
        assert code == 0
        assert found["applied"] is applied
        assert found["pupils"]["new"] == found["pupils"]["read"] == truth["first"]["pupils"]
    _, again = instance.roster("ecole-du-bourg", "responsables", "eleves")
    assert again["pupils"]["unchanged"] == 168
    assert again["links"] == {"new": 0, "total": 325, "removed": 0}
    _, november = instance.roster("ecole-du-bourg", "eleves-novembre", "responsables-novembre")
    assert november["changes"] == truth["changes"]
    assert {"line", "message"} <= set(november["warnings"][0])
    undone = instance.ecole("import", "--school", UAI, "--undo")
    assert undone.returncode == 0
    assert instance.ecole("import", "--school", UAI, "--undo").returncode == 1


def test_a_refused_file_exits_1(instance: Instance, tmp_path: Path) -> None:
    wrong = tmp_path / "classeur.csv"
    wrong.write_bytes(b"PK\x03\x04[Content_Types].xml")
    done = instance.ecole("import", "--school", UAI, "--json", str(wrong))
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["applied"] is False
    assert "Excel" in found["errors"][0]["message"]


@pytest.mark.parametrize(
    "words",
    [
        ["import", "--school", UAI],
        ["import", "--school", "0000000X", "tests/fixtures/onde/classe-unique/eleves.csv"],
        ["import", "--school", UAI, "nulle-part.csv"],
        ["import", "--school", UAI, "--answer", "oui", "pyproject.toml"],
        ["school", "add", "École", "--uai", "1234"],
        ["staff", "add", "Mme X", "--school", UAI, "--email", "pas une adresse"],
        ["inconnu"],
    ],
)
def test_a_wrong_call_exits_2(instance: Instance, words: list[str]) -> None:
    done = instance.ecole(*words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_bad_setting_stops_with_its_name(instance: Instance) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecole", "doctor"], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "ECOLE_DATA": str(instance.folder), "ECOLE_PORT": "huit mille"},
        check=False,
    )
    assert done.returncode == 1
    assert "ECOLE_PORT" in done.stderr


def test_secrets_are_private(instance: Instance) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (instance.folder / "secrets").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((instance.folder / "secrets").stat().st_mode) == 0o700


def test_cards_are_printed_once(instance: Instance, tmp_path: Path) -> None:
    instance.roster("classe-unique", "eleves", "responsables")
    out = tmp_path / "cartes.pdf"
    school = ("cards", "--school", UAI, "--out", str(out))
    instance.ecole("import", "--school", UAI, "--apply", "--answer", "right_school=yes",
                   *[str(ONDE / "classe-unique" / f"{n}.csv") for n in ("eleves", "responsables")])
    done = instance.ecole(*school)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    again = instance.ecole(*school)
    assert again.returncode == 1
    assert "--renew" in again.stderr


def test_staff_are_added_with_a_link(instance: Instance) -> None:
    words = ("staff", "add", "Mme Rossi", "--school", UAI, "--role", "head", "--email")
    done = instance.ecole(*words, "Rossi@Example.org")
    assert done.returncode == 0, done.stderr
    assert "/equipe/mot-de-passe/" in done.stdout
    lost = instance.ecole("staff", "link", "--email", "ROSSI@example.org")
    assert lost.returncode == 0, lost.stderr
    assert "/equipe/mot-de-passe/" in lost.stdout
    assert instance.ecole("staff", "link", "--email", "x@example.org").returncode == 2


def test_unknown_columns_are_explained(instance: Instance, tmp_path: Path) -> None:
    odd = tmp_path / "liste.csv"
    odd.write_text("Patronyme;Petit nom;Né le jour;Salle\nBERNARD;Léo;2018-02-03;CP A\n")
    words = ("import", "--school", UAI, str(odd), "--answer", "right_school=yes")
    refused = instance.ecole(*words)
    assert refused.returncode == 1
    assert '--column "TITRE=pupil.last_name"' in refused.stderr
    columns = ("--column", "Patronyme=pupil.last_name", "--column", "Petit nom=pupil.first_name",
               "--column", "Né le jour=pupil.birth_on", "--column", "Salle=classroom.label")
    done = instance.ecole(*words, *columns)
    assert done.returncode == 0, done.stderr
    assert "1 élève lu" in done.stdout.replace("\u00a0", " ")


def test_doctor_is_satisfied(instance: Instance) -> None:
    done = instance.ecole("doctor")
    assert done.returncode == 0, done.stdout
    assert "NON" not in done.stdout


def test_the_town_hall_is_opened_and_closed(instance: Instance) -> None:
    """One test, in order: nobody, somebody, told, closed."""
    assert "Personne" in instance.ecole("town-hall", "list").stdout
    done = instance.ecole("town-hall", "add", "M. Martin", "--email", "Martin@Ville.fr")
    assert done.returncode == 0, done.stderr
    assert "/equipe/mot-de-passe/" in done.stdout
    listed = instance.ecole("town-hall", "list").stdout
    assert "martin@ville.fr   M. Martin   (mot de passe pas encore choisi)" in listed
    assert instance.ecole("town-hall", "remove", "--email", "martin@ville.fr").returncode == 0
    again = instance.ecole("town-hall", "remove", "--email", "martin@ville.fr")
    assert again.returncode == 2
    assert again.stderr.strip()
