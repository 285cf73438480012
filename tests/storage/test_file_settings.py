"""ECOLE_FILES and its friends: a good value chooses, a bad one stops the start in French."""

import pytest

from ecole.config import BadSetting, Settings
from ecole.storage.blobs import FolderBlobs, open_store
from ecole.storage.blobs.homes import try_store
from tests.homes import new_place

GOOD = {"ECOLE_FILES": "s3://ecole-bourg/fichiers", "ECOLE_S3_ENDPOINT": "https://s3.example.org",
        "ECOLE_S3_REGION": "fr-par", "ECOLE_S3_KEY": "cle", "ECOLE_S3_SECRET": "secret"}


@pytest.fixture
def read(tmp_path):
    return lambda **changed: Settings.from_environment(
        {"ECOLE_DATA": str(tmp_path), **GOOD, **changed})


def test_empty_is_the_folder_of_the_data(read, tmp_path):
    settings = read(ECOLE_FILES="")
    assert settings.s3 is None
    blobs = open_store(settings)
    assert isinstance(blobs, FolderBlobs)
    assert blobs.root == tmp_path / "files"


def test_it_reads_a_place(read):
    place = read().s3
    assert (place.bucket, place.prefix, place.region) == ("ecole-bourg", "fichiers", "fr-par")
    assert place.name == "s3://ecole-bourg/fichiers"
    assert "secret" not in repr(place)
    assert read(ECOLE_FILES="s3://ecole-bourg").s3.prefix == ""
    assert not isinstance(open_store(read()), FolderBlobs)


def test_keys_may_be_in_files(read, tmp_path):
    (tmp_path / "secrets").mkdir(mode=0o700)
    for name, text in (("s3.key", "une cle\n"), ("s3.secret", "un secret\n")):
        (tmp_path / "secrets" / name).write_text(text)
    place = read(ECOLE_S3_KEY="", ECOLE_S3_SECRET="").s3
    assert (place.key, place.secret) == ("une cle", "un secret")


@pytest.mark.parametrize(("name", "value"), [
    ("ECOLE_FILES", "ecole-bourg"), ("ECOLE_FILES", "s3://"), ("ECOLE_FILES", "s3://A B"),
    ("ECOLE_FILES", "s3://bourg/../x"), ("ECOLE_FILES", "file:///tmp"), ("ECOLE_S3_KEY", ""),
    ("ECOLE_S3_SECRET", ""), ("ECOLE_S3_ENDPOINT", "s3.example.org"),
    ("ECOLE_CACHE_MB", "beaucoup"),
])
def test_a_bad_value_stops_the_start(read, name, value):
    with pytest.raises(BadSetting, match=name):
        read(**{name: value})


def test_a_service_needs_an_address_or_a_region(read):
    with pytest.raises(BadSetting, match="ECOLE_S3_ENDPOINT"):
        read(ECOLE_S3_ENDPOINT="", ECOLE_S3_REGION="")
    assert read(ECOLE_S3_ENDPOINT="").s3.endpoint == ""


@pytest.mark.slow
def test_the_site_does_not_open_on_a_bucket_that_is_not_there(read, tmp_path):
    place = new_place()
    settings = read(ECOLE_FILES=place.name, ECOLE_S3_ENDPOINT=place.endpoint)
    try_store(open_store(settings), settings)
    other = read(ECOLE_FILES="s3://ecole-nulle-part", ECOLE_S3_ENDPOINT=place.endpoint)
    with pytest.raises(BadSetting, match="bucket"):
        try_store(open_store(other), other)


def test_it_opens_while_the_service_is_away(read):
    settings = read(ECOLE_S3_ENDPOINT="http://127.0.0.1:9")
    try_store(open_store(settings), settings)


