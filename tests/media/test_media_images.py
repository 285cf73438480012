"""A picture comes out small, upright, and without the place where it was taken."""

import io
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from media_samples import drawing, photo
from PIL import Image

from ecole.media import images
from ecole.media.refusals import RefusedFile


def opened(clean: images.CleanImage) -> Image.Image:
    return Image.open(io.BytesIO(clean.content))


def test_it_turns_the_picture_upright_and_small(tmp_path):
    photo(tmp_path / "a.jpg", (3200, 2400))
    clean = images.clean_image(tmp_path / "a.jpg")
    picture = opened(clean)
    assert (clean.width, clean.height) == picture.size == (1200, 1600)
    # Orientation 6: what lies at the left on the disk is at the top for the eye.
    assert picture.getpixel((600, 50))[1] < 60
    assert picture.getpixel((600, 1500))[1] > 200


def test_it_forgets_where_and_with_what(tmp_path):
    photo(tmp_path / "a.jpg")
    with Image.open(tmp_path / "a.jpg") as given:
        assert given.getexif().get_ifd(0x8825)[1] == "N"
    clean = images.clean_image(tmp_path / "a.jpg")
    picture = opened(clean)
    assert not picture.getexif()
    assert {"exif", "icc_profile", "comment"}.isdisjoint(picture.info)
    for trace in (b"Exif", b"Telephone", b"Lea", b"profile of", b"http"):
        assert trace not in clean.content


def test_it_keeps_a_small_picture_at_its_size(tmp_path):
    Image.new("L", (300, 40)).save(tmp_path / "a.png")
    clean = images.clean_image(tmp_path / "a.png")
    assert (clean.mime, clean.width, clean.height) == ("image/jpeg", 300, 40)
    assert opened(clean).info["progressive"]


@pytest.mark.parametrize("name", ["a.png", "a.webp"])
def test_it_keeps_what_one_sees_through(tmp_path, name):
    drawing(tmp_path / name)
    clean = images.clean_image(tmp_path / name)
    assert (clean.mime, clean.extension) == ("image/png", ".png")
    assert opened(clean).getpixel((5, 5))[3] == 0


def test_it_forgets_the_texts_of_a_drawing(tmp_path):
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Author", "Lea")
    Image.new("RGBA", (9, 9)).save(
        tmp_path / "a.png", pnginfo=texts, exif=b"Exif\0\0MM\0*\0\0\0\x08"
    )
    assert b"Lea" not in images.clean_image(tmp_path / "a.png").content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_it_takes_every_way_of_colouring(tmp_path, mode):
    path = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    Image.new(mode, (20, 10)).save(path)
    assert images.clean_image(path).width == 20


def test_it_neutralises_what_is_glued_behind(tmp_path):
    photo(tmp_path / "a.jpg", (64, 64))
    with (tmp_path / "a.jpg").open("ab") as file:
        file.write(b"<script>alert(1)</script>PK\3\4")
    assert images.examine(tmp_path / "a.jpg")["mime"] == "image/jpeg"
    clean = images.clean_image(tmp_path / "a.jpg").content
    assert b"<script" not in clean
    assert b"PK\3\4" not in clean


def test_it_refuses_a_cut_picture(tmp_path):
    photo(tmp_path / "a.jpg")
    content = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(content[: len(content) // 2])
    with pytest.raises(RefusedFile) as refused:
        images.clean_image(tmp_path / "a.jpg", "a.jpg")
    assert refused.value.code == "damaged"


def test_it_redraws_one_at_a_time(tmp_path, monkeypatch):
    photo(tmp_path / "a.jpg", (64, 64))
    redrawn, now, most = images._redrawn, [], []

    def watched(path):
        now.append(path)
        most.append(len(now))
        time.sleep(0.02)
        now.pop()
        return redrawn(path)

    monkeypatch.setattr(images, "_redrawn", watched)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(images.clean_image, [tmp_path / "a.jpg"] * 4))
    assert most == [1, 1, 1, 1]


def test_it_measures_before_it_decodes(tmp_path, monkeypatch):
    from media_hostile import png_header

    def decode(*_):
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    (tmp_path / "a.png").write_bytes(png_header(6_400, 6_300))
    assert images.examine(tmp_path / "a.png") == {"refused": "pixels", "limit": 40}
    (tmp_path / "a.png").write_bytes(png_header(6_400, 6_200))
    assert images.examine(tmp_path / "a.png")["width"] == 6_400
