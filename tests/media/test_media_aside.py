"""A file that breaks its examiner costs one refusal; an examiner that is broken is our fault."""

import os

import pytest

from ecole.media import aside


@pytest.fixture
def examiner(tmp_path, monkeypatch):
    monkeypatch.setattr(aside, "__file__", str(_copy(tmp_path)))

    def ask(body: str) -> dict:
        (tmp_path / "odd.py").write_text(f"def examine(path):\n    {body}\n")
        return aside.examine_aside("odd", tmp_path / "file")

    return ask


def _copy(folder):
    from pathlib import Path

    copy = folder / "aside.py"
    copy.write_text(Path(aside.__file__).read_text())
    return copy


def test_it_answers(examiner):
    assert examiner("return {'pages': 3}") == {"pages": 3}


@pytest.mark.parametrize(
    "body",
    [
        "import os; os.abort()",
        "raise ValueError(path)",
        "return {'a': len(bytes(600_000_000))}",
        "import ctypes; ctypes.string_at(0)",
        "open(path, 'w').write('x' * 100_000)",
    ],
)
def test_it_survives(examiner, body):
    assert examiner(body) == {"refused": "damaged"}


def test_it_stops_an_endless_look(examiner, monkeypatch):
    monkeypatch.setattr(aside, "WAIT_SECONDS", 0.3)
    assert examiner("while True: pass") == {"refused": "damaged"}


def test_it_does_not_hide_our_own_fault(examiner):
    with pytest.raises(RuntimeError, match="not_installed"):
        examiner("import not_installed")


def test_it_shows_no_secret_to_the_child(examiner, monkeypatch):
    monkeypatch.setenv("ECOLE_SECRET", "x")
    assert "ECOLE_SECRET" in os.environ
    assert "ECOLE_SECRET" not in examiner("import os; return dict(os.environ)")
