"""A file of a form that the disk has no room for: only it is lost, and whoever reads it is told."""

import os
from io import BytesIO

import pytest

from ecole.storage.blobs import NoSpace
from ecole.web import form_files
from ecole.web.form_files import FormFile
from tests.world import BOURG


@pytest.fixture
def full(monkeypatch):
    """A device that is always full, where big files of forms would wait."""

    class Full(form_files.SpooledTemporaryFile):
        def rollover(self):
            super().rollover()
            device = os.open("/dev/full", os.O_RDWR)
            os.dup2(device, self._file.fileno())
            os.close(device)

    monkeypatch.setattr(form_files, "SpooledTemporaryFile", Full)


def test_it_works():
    file = FormFile()
    for _ in range(10):
        assert file.write(b"x" * 100_000) == 100_000
    file.seek(0)
    assert file.read() == b"x" * 1_000_000
    assert file.tell() == 1_000_000
    file.seek(5)
    assert len(b"".join(file)) == 999_995
    file.close()


def test_a_full_disk_is_told_to_the_reader(full):
    file = FormFile()
    for _ in range(10):
        assert file.write(b"x" * 100_000) == 100_000
    file.seek(0)
    assert file.is_cut
    with pytest.raises(NoSpace):
        file.read()
    file.close()


def test_the_last_bytes_count_too(full):
    """They wait in a buffer, and find the disk full when the file is read."""
    file = FormFile()
    file.write(b"x" * (form_files.IN_MEMORY + 1))
    file.write(b"y")
    file.seek(0)
    with pytest.raises(NoSpace):
        file.read(1)
    file.close()


def test_a_page_that_reads_it_says_so(sign_in, monkeypatch):
    """Whatever the form: a sentence, not a crash."""
    monkeypatch.setattr(FormFile, "_try", lambda self, *act: setattr(self, "is_cut", True))
    answer = sign_in("rossi").send(f"/e/{BOURG}/liste/import", files=(BytesIO(b"x"), "a.csv"))
    assert answer.status_code == 507
    assert "Le disque de l’école est plein" in answer.text
