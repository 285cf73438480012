"""Real files of each kind, made at test time; nothing here is hostile."""

import subprocess
import zipfile
from pathlib import Path

import imageio_ffmpeg
import pikepdf
from PIL import Image

PICTURE = "-f lavfi -i testsrc=s=160x120:r=10:d=2"
TONE = "-f lavfi -i sine=440:d=2"
H264 = "-c:v libx264 -pix_fmt yuv420p"
HEVC = "-c:v libx265 -pix_fmt yuv420p -tag:v hvc1 -x265-params log-level=none"
RECIPES = {
    "film.mp4": f"{PICTURE} {TONE} {H264} -c:a aac -movflags +faststart",
    "mute.mp4": f"{PICTURE} {H264}",
    "pieces.mp4": f"{PICTURE} {TONE} {H264} -c:a aac -movflags +frag_keyframe+empty_moov",
    "voice.m4a": f"{TONE} -c:a aac",
    "voice.mp3": f"{TONE} -c:a libmp3lame",
    "voice.ogg": f"{TONE} -c:a libopus",
    "voice.webm": f"{TONE} -c:a libopus",
    "film.webm": f"{PICTURE} {TONE} -c:v libvpx -c:a libopus",
    "recorded.webm": f"{TONE} -c:a libopus -live 1",
    "recorded.mp4": f"{TONE} -c:a aac -movflags +frag_keyframe+empty_moov+default_base_moof",
    "iphone.mov": f"{PICTURE} {HEVC}",
    "h264.mov": f"{PICTURE} {H264}",
    "hevc.mp4": f"{PICTURE} {HEVC}",
    "old.mp4": f"{PICTURE} -c:v mpeg4",
    "ten-bits.mp4": f"{PICTURE} -c:v libx264 -pix_fmt yuv444p",
    "film.mkv": f"{PICTURE} {H264}",
    "voice.wav": TONE,
    "voice.flac": TONE,
    "voice.aac": f"{TONE} -c:a aac",
    "film.avi": f"{PICTURE} -c:v mpeg4",
    "film.flv": f"{PICTURE} -c:v flv1",
    "film.wmv": f"{PICTURE} -c:v wmv2",
    "voice.aiff": TONE,
    "voice.amr": f"{TONE} -ar 8000 -ac 1 -c:a libopencore_amrnb",
    "old.3gp": "-f lavfi -i testsrc=s=176x144:r=10:d=2 -c:v h263",
    "alac.mov": f"{PICTURE} {TONE} {H264} -c:a alac",
    "pcm.mov": f"{PICTURE} {TONE} {H264} -c:a pcm_s16le",
    "alac.m4a": f"{TONE} -c:a alac",
    "pcm-only.mov": f"{TONE} -c:a pcm_s16le",
    "photo.avif": "-f lavfi -i testsrc=s=64x64:d=1 -frames:v 1 -c:v libaom-av1 -cpu-used 8",
}


def film(path: Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error"]
    subprocess.run([*command, *RECIPES[path.name].split(), str(path)], check=True)


def photo(path: Path, size: tuple[int, int] = (1800, 1200)) -> None:
    """A photo held upright by a phone: lying on the disk, red at the left, taken in Rennes."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone de Lea"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 6.0, 40.0), 3: "W", 4: (1.0, 40.0, 30.0)})
    image.save(path, "JPEG", exif=exif, comment=b"chez Lea", icc_profile=b"profile of a phone")


def iphone_photo(path: Path, size: tuple[int, int] = (400, 300)) -> None:
    """The same photo as an iPhone writes it: its turn said twice, by the format and by EXIF."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    photo(path.with_suffix(".tmp"), size)
    with Image.open(path.with_suffix(".tmp")) as image:
        image.save(path, "HEIF", exif=image.getexif().tobytes(), quality=80)
    path.with_suffix(".tmp").unlink()


def drawing(path: Path) -> None:
    image = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    image.paste((200, 30, 30, 255), (50, 50, 200, 200))
    image.save(path)


def pdf(path: Path, pages: int = 2) -> None:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    # What many word processors write: open at the first page. No programme in it.
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.docinfo["/Title"] = "Le son /JS dans « jus », et /Launch"
    document.save(path)


def office(path: Path, **changes: bytes | None) -> None:
    """An office document; `changes` add, replace or (None) leave out parts."""
    parts = office_parts(path.suffix) | changes
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)


def office_parts(suffix: str) -> dict[str, bytes | None]:
    odf = {".odt": "text", ".ods": "spreadsheet", ".odp": "presentation"}
    if suffix in odf:
        mime = f"application/vnd.oasis.opendocument.{odf[suffix]}"
        return {"mimetype": mime.encode(), "content.xml": b"<a/>", "META-INF/manifest.xml": b"<m/>"}
    kind, part = {
        ".docx": ("wordprocessingml.document", "word/document.xml"),
        ".xlsx": ("spreadsheetml.sheet", "xl/workbook.xml"),
        ".pptx": ("presentationml.presentation", "ppt/presentation.xml"),
    }[suffix]
    main = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    types = f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>'
    return {"[Content_Types].xml": types.encode(), "_rels/.rels": b"<r/>", part: b"<w/>"}


def make(path: Path) -> None:
    """The sample of this name."""
    if path.name in RECIPES:
        film(path)
    elif path.suffix in (".png", ".webp"):
        drawing(path)
    elif path.suffix == ".heic":
        iphone_photo(path)
    elif path.suffix == ".jpg":
        photo(path)
    elif path.suffix == ".pdf":
        pdf(path)
    else:
        office(path)
