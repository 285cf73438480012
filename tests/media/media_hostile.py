"""Files that somebody would send to harm: each is built here, named by what it tries."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf

from tests.media.media_samples import office_parts

SCRIPT = b"<script>document.title = 'PWNED'</script>"


def png_header(width: int, height: int) -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    nothing = b"IDAT"
    return b"\x89PNG\r\n\x1a\n" + checked + struct.pack(">I", 0) + nothing + b"\x35\xaf\x06\x1e"


def document(dress: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    dress(pdf)
    written = io.BytesIO()
    pdf.save(written, **how)
    return written.getvalue()


def script_action(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def opens_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(script_action(pdf))


def hides_a_script_in_a_stream(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=action)


def names_a_script(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.Dictionary(Names=pikepdf.Array(["a", script_action(pdf)]))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def launches(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    pdf.pages[0].obj.Annots = pikepdf.Array([link])


def plays_a_script(pdf: pikepdf.Pdf) -> None:
    name = pikepdf.Name.Rendition
    pdf.Root.OpenAction = pikepdf.Dictionary(S=name, JS=pikepdf.String("app.alert(1)"))


def dresses_a_stream(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Odd = pdf.make_stream(b"", A=script_action(pdf))


def has_a_living_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<xdp/>"))


def attaches(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ"


def deep_in_arrays(pdf: pikepdf.Pdf) -> None:
    nested = pikepdf.Array([script_action(pdf)])
    for _ in range(60):
        nested = pikepdf.Array([nested])
    pdf.Root.Deep = nested


def pdf_bomb(unfolded: int = 70_000_000) -> bytes:
    """2 KB that unfold twice into hundreds of megabytes, where the script would be."""
    packed = zlib.compress(zlib.compress(b"10 0 " + b" " * unfolded, 9), 9)
    out, rows = bytearray(b"%PDF-1.5\n"), {10: struct.pack(">BIH", 2, 4, 0)}
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R/Names 10 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
        4: b"<</Type/ObjStm/N 1/First 5/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\n"
        b"endstream" % (len(packed), packed),
    }
    for number, body in parts.items():
        rows[number] = struct.pack(">BIH", 1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows[5] = struct.pack(">BIH", 1, start, 0)
    table = b"".join(rows.get(n, bytes(7)) for n in range(11))
    out += b"5 0 obj\n<</Type/XRef/Size 11/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return bytes(out) + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def pageless(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def zipped(parts: dict[str, bytes | None]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content or b"")
    return written.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(office_parts(".docx") | more)


def odt(**more: bytes) -> bytes:
    return zipped(office_parts(".odt") | more)


def locked_docx() -> bytes:
    content = bytearray(docx())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying_docx() -> bytes:
    """The sizes in its directory say ten bytes; it unfolds into far more."""
    content = bytearray(docx(**{"word/media/a.xml": b"x" * 300_000}))
    for signature, field in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rfind(b"word/media/a.xml")
        at = content.rfind(
            signature, 0, at if signature == b"PK\x01\x02" else content.find(b"PK\1")
        )
        content[at + field : at + field + 4] = struct.pack("<I", 10)
    return bytes(content)


MACRO_TYPES, SPELT = (
    b'<Types><Override ContentType="application/vnd.ms-word.document.%s.main+xml"/></Types>' % word
    for word in (b"macroEnabled", b"macro&#69;nabled")
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
