"""Files made here, harmless and hostile; nothing of it was ever a real document."""

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes, width: int = 1, height: int = 1) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def exif(side: int, order: str = ">") -> bytes:
    """Which side is up, and the place where the photo was taken, as a camera writes it."""
    mark = b"MM" if order == ">" else b"II"
    head = struct.pack(order + "2sHI", mark, 42, 8)
    entries = struct.pack(order + "H", 2)
    entries += struct.pack(order + "HHIHH", 0x0112, 3, 1, side, 0) + struct.pack(order + "HHII", 0x8825, 4, 1, 26)
    return segment(0xE1, b"Exif\0\0" + head + entries + b"\0" * 4 + b"GPS 51.44 5.47")


def jpeg(*extra: bytes, width: int = 1, height: int = 1) -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + b"".join(extra) + frame + scan + b"\xff\xd9"


def office(**parts: bytes) -> bytes:
    """An archive with these parts; `__` stands for a slash and `_dot_` for a point in a name."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return kept.getvalue()


def word(**more: bytes) -> bytes:
    return office(word__document_dot_xml=b"<w:document/>", **more)


def archive(name: str, content: bytes = b"x") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("word/document.xml", "<w/>")
        made.writestr(name, content)
    return kept.getvalue()


def bomb() -> bytes:
    """Sixty megabytes of nothing in sixty kilobytes."""
    return word(word__media__x_dot_xml=b"\0" * (60 * 1024 * 1024))


def crowd() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("word/document.xml", "<w/>")
        for number in range(2100):
            made.writestr(f"word/{number}", "")
    return kept.getvalue()


SCRIPT = b"<script>alert(1)</script>"

HOSTILE = {
    "html": (b"<!doctype html><script>alert(1)</script>", "type_not_kept"),
    "html that calls itself pdf": (b"\n<html>%PDF-1.4", "type_not_kept"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "type_not_kept"),
    "program": (b"MZ\x90\0" + b"\0" * 100, "type_not_kept"),
    "elf": (b"\x7fELF" + b"\0" * 100, "type_not_kept"),
    "gif with script": (b"GIF89a/*" + SCRIPT, "type_not_kept"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 20, "type_not_kept"),
    "plain archive": (office(readme_dot_txt=b"x"), "type_not_kept"),
    "jar": (office(META__MANIFEST_dot_MF=b"Main-Class: x"), "type_not_kept"),
    "empty": (b"", "file_empty"),
    "too large": (b"%PDF-1.4" + b"\0" * (10 * 1024 * 1024), "file_too_large"),
    "pdf with script": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
                        "file_has_programs"),
    "pdf with hidden script": (PDF.replace(b"/Catalog", b"/Catalog/AA<</S/J#61vaScript>>"), "file_has_programs"),
    "pdf that starts a program": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch/F(cmd)>>"),
                                  "file_has_programs"),
    "pdf with a file inside": (PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFiles 3 0 R>>"),
                               "file_has_programs"),
    "pdf that is an archive": (b"%PDF-1.4\n" + office(x_dot_html=SCRIPT) + b"%%EOF\n", "file_has_programs"),
    "pdf without end": (b"%PDF-1.4\n1 0 obj", "file_broken"),
    "pdf of no version": (b"%PDF-x\n%%EOF", "file_broken"),
    "word with macro": (word(word__vbaProject_dot_bin=b"x"), "file_has_programs"),
    "word with embedded object": (word(word__embeddings__oleObject1_dot_xml=b"x"), "file_has_programs"),
    "open document with macro": (office(mimetype=b"application/vnd.oasis.opendocument.text",
                                        Basic__Standard__Module1_dot_xml=b"x"), "file_has_programs"),
    "archive in word": (word(more_dot_zip=b"x"), "file_has_programs"),
    "path out of the folder": (archive("../../etc/passwd"), "file_broken"),
    "absolute path": (archive("/etc/passwd"), "file_broken"),
    "bomb": (bomb(), "file_unfolds"),
    "crowd": (crowd(), "file_unfolds"),
    "archive cut off": (word()[:60], "file_broken"),
    "png cut off": (png()[:40], "file_broken"),
    "png with wrong sum": (png()[:-3] + b"abc", "file_broken"),
    "png of a thousand million points": (png(width=40_000, height=40_000), "picture_too_large"),
    "png of no points": (png(width=0), "picture_too_large"),
    "jpeg cut off": (jpeg()[:30], "file_broken"),
    "jpeg that is html": (b"\xff\xd8\xff" + SCRIPT, "file_broken"),
    "jpeg of a thousand million points": (jpeg(width=65_000, height=65_000), "picture_too_large"),
}  # fmt: skip

KEPT = {
    "brief.pdf": ("pdf", PDF), "foto.jpg": ("jpg", jpeg()), "scan.png": ("png", png()), "cv.docx": ("docx", word()),
    "lijst.xlsx": ("xlsx", office(xl__workbook_dot_xml=b"<x/>")),
    "brief.odt": ("odt", office(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<x/>")),
}  # fmt: skip
