"""What the first bytes of a file say it is; its name is never asked."""

import re

HEAD = 4096
FAMILIES = ("image", "heic", "pdf", "av", "office")

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "office"),
    (b"OggS", "av"),
    (b"\x1aE\xdf\xa3", "av"),
    (b"ID3", "av"),
    (b"GIF8", "gif"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"8BPS", "picture"),
    (b"\0\0\1\0", "picture"),
    (b"fLaC", "av"),
    (b"#!AMR", "av"),
    (b"FORM", "audio_format"),
    (b"MThd", "audio_format"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video_format"),
    (b"FLV\1", "video_format"),
    (b"\0\0\1\xba", "video_format"),
    (b"\0\0\1\xb3", "video_format"),
    (b"\xd0\xcf\x11\xe0", "office_old"),
    (b"{\\rtf", "office_old"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\0asm", "program"),
    (b"PK\x05\x06", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
)
RIFF = {b"WEBP": "image", b"WAVE": "av", b"AVI ": "video_format"}
STILLS = {b"hei": "heic", b"hev": "heic", b"mif": "heic", b"msf": "heic", b"avi": "picture"}
QUICKTIME = (b"moov", b"mdat", b"wide", b"skip", b"pnot")
# Layer III only: FF FE is the byte order mark of UTF-16, and looks like another layer.
MP3 = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
ADTS = re.compile(rb"\xff[\xf0\xf1\xf8\xf9]")


def sniff(head: bytes) -> str:
    """A family of FAMILIES, or the code of a refusal."""
    for start, verdict in STARTS:
        if head.startswith(start):
            return verdict
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12], "unknown")
    if head[4:8] == b"ftyp":
        return STILLS.get(head[8:11], "av")
    if head[4:8] in QUICKTIME:
        return "av"
    if MP3.match(head) or ADTS.match(head):
        return "av"
    if head[257:262] == b"ustar":
        return "archive"
    return _written(head)


def _written(head: bytes) -> str:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f").lower()
    if text.startswith(b"<"):
        return "svg" if b"<svg" in text else "web"
    # Printers write a few lines of their own before the PDF: fine, but a page of a site is not.
    before, mark, _ = head[:1024].partition(b"%PDF-")
    if mark:
        return "web" if b"<" in before else "pdf"
    if b"<svg" in text or b"<html" in text or b"<script" in text:
        return "svg" if b"<svg" in text else "web"
    return "text" if text and not re.search(rb"[\x00-\x08\x0e-\x1f]", head) else "unknown"
