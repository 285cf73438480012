"""Bytes of every origin become text, or a sentence that says what to do."""

import io
import zipfile

import pytest
from onde_world import E22, LINA, plan, pupils_file, sample

from ecole.roster.onde.decoding import MAX_BYTES, decode
from ecole.roster.onde.reading import read_file
from ecole.roster.onde.refusals import Refused

ADVICE = (
    "Dans ONDE, choisissez «\u00a0Extraction format CSV\u00a0» et envoyez le fichier sans l’ouvrir."
)
TEXT = E22 + "\r\n" + LINA + "\r\n"


def archive(name: str, content: str = "") -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as written:
        written.writestr(name, content)
    return box.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_file(content)
    return refused.value.message


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("cp1252"),
        TEXT.encode("latin-1"),
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
)
def test_it_reads_every_encoding(content: bytes) -> None:
    file = read_file(content)
    assert file.pupils == read_file(pupils_file(LINA)).pupils
    assert file.remarks == ()


def test_it_falls_back_on_latin_1_for_the_bytes_cp1252_does_not_know() -> None:
    text, remarks = decode("Élève".encode("latin-1") + b"\x81")
    assert text.startswith("Élève")
    assert remarks == []


def test_it_warns_about_damaged_accents_and_still_knows_the_pupil() -> None:
    damaged = TEXT.replace("Lina", "Zoé").encode().decode("cp1252").encode()
    file = read_file(damaged)
    assert [remark.message for remark in file.remarks] == [
        "Le fichier a été ouvert et réenregistré\u00a0: des accents sont abîmés "
        "(«\u00a0Ã©\u00a0»). Exportez-le de nouveau depuis ONDE."
    ]
    assert file.pupils[0].first_name == "Zoé"


def test_it_warns_about_accents_that_cannot_be_repaired() -> None:
    file = read_file(pupils_file(LINA.replace("Lina", "ThÃ©o")))
    assert "accents sont abîmés" in file.remarks[0].message
    assert file.pupils[0].first_name == "ThÃ©o"


def test_it_refuses_an_excel_file() -> None:
    sentence = f"Ce fichier est un classeur Excel (.xlsx). {ADVICE}"
    assert refusal(archive("[Content_Types].xml")) == sentence
    assert "(.xls)" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (archive("CSVExtraction.csv", "Nom"), "archive compressée (.zip)"),
        (archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "(.ods)"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "PDF"),
        (b"", "vide"),
        (b"\xef\xbb\xbf \r\n\t\r\n", "vide"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "n’est pas un fichier CSV"),
        (TEXT.encode("utf-16-le"), "n’est pas un fichier CSV"),
        (bytes(range(1, 32)) * 10, "n’est pas un fichier CSV"),
    ],
)
def test_it_refuses_what_is_not_a_csv_file(content: bytes, word: str) -> None:
    assert word in refusal(content)
    assert refusal(content).endswith(ADVICE)


def test_it_refuses_a_file_over_five_megabytes() -> None:
    content = TEXT.encode() + (b" " * 1023 + b"\n") * (MAX_BYTES // 1024)
    assert len(read_file(content[:MAX_BYTES]).pupils) == 1
    assert "5 Mo" in refusal(content[: MAX_BYTES + 1])


def test_it_refuses_a_file_over_five_thousand_rows() -> None:
    read = read_file(pupils_file(*[LINA] * 5000))
    assert len(read.pupils) == 5000
    assert "5\u00a0000 lignes" in refusal(pupils_file(*[LINA] * 5001))


@pytest.mark.parametrize("school", ["ecole-du-bourg", "classe-unique"])
@pytest.mark.parametrize("kind", ["eleves", "responsables"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_it_gives_the_same_rows_for_a_copy_saved_again(
    school: str, kind: str, encoding: str, separator: str
) -> None:
    content = sample(school, kind)
    text = content.decode("cp1252").replace('"', "").replace("\r\n", "\n")
    cells = [['"' + cell + '"' for cell in line.split(";")] for line in text.splitlines()]
    copy = "\n".join(separator.join(line) for line in cells).encode(encoding)
    original, again = read_file(content), read_file(copy)
    assert (again.pupils, again.guardians) == (original.pupils, original.guardians)
    assert again.ignored_columns == original.ignored_columns


def test_it_reads_the_same_plan_with_old_line_ends() -> None:
    content = sample("ecole-voisine", "eleves")
    assert plan(content.replace(b"\r\n", b"\r")) == plan(content.replace(b"\r\n", b"\n"))
