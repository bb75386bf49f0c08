"""Five hundred files that mean harm, made here: what runs, put into, before or behind what looks harmless."""

import io
import zipfile
from collections.abc import Iterator
from itertools import cycle, product

from factories.files import HOSTILE, PDF, chunk, jpeg, office, png, segment, word

PAYLOADS = {
    "script": b"<script>alert('payload')</script>",
    "handler": b"<img src=x onerror=alert('payload')>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(\'payload\')"/>',
    "frame": b"<iframe srcdoc='payload'></iframe>",
    "entity": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/payload">]><r>&x;</r>',
    "laughs": b'<!DOCTYPE l [<!ENTITY a "payload"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;&b;&b;</l>',
    "windows program": b"MZ\x90\0\3\0\0\0payload",
    "linux program": b"\x7fELF\2\1\1payload",
    "shell": b"#!/bin/sh\ncurl http://127.0.0.1/payload | sh\n",
    "php": b"<?php system('payload'); ?>",
    "template": b"{{ payload }}{% load payload %}",
    "shortcut": b"L\0\0\0\1\x14\2\0payload",
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34payload",
    "phar": b"<?php __HALT_COMPILER(); ?>payload",
    "rich text": b"{\\rtf1{\\object\\objocx payload}}",
    "postscript": b"%!PS\n(payload) run\n",
    "formula": b"=cmd|'/c payload'!A1",
    "link": b"[InternetShortcut]\nURL=file:///payload\n",
}
NAMES = (
    "cv.pdf", "../../../etc/passwd", "..\\..\\windows\\system32\\a.dll", "/etc/cron.d/x", "C:\\x\\cv.docx",
    "cv.pdf.exe", "cv.php\0.jpg", "cv\u202efdp.exe", "con.pdf", "nul", ".htaccess", "", " ", "a" * 400 + ".png",
    "cv.pdf\r\nX: y", "<script>alert(1)</script>.png", "%2e%2e%2fcv.pdf", "cv;rm -rf ~.pdf", "$(id).png", "`id`.jpg",
    "=1+1.pdf", "cv.svg", "cv.html", "üñï\u0301.pdf", "\u200b\u200b.pdf", "aux.jpg", "cv?.pdf", "cv|x.pdf", "~/cv.pdf",
    "file:///x.pdf",
)  # fmt: skip
CARRIERS = {
    "bare": lambda bad: bad,
    "behind a pdf": lambda bad: PDF + bad,
    "before a pdf": lambda bad: bad + PDF,
    "behind a mark of a pdf": lambda bad: b"%PDF-1.4\n" + bad,
    "comment in a pdf": lambda bad: PDF.replace(b"trailer", b"%" + bad.replace(b"\n", b" ") + b"\ntrailer"),
    "script of a pdf": lambda bad: PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(" + bad + b")>>"),
    "hidden script of a pdf": lambda bad: PDF.replace(
        b"/Catalog", b"/Catalog/AA<</S/#4aavaScript/#4AS(" + bad + b")>>"
    ),
    "started by a pdf": lambda bad: PDF.replace(b"/Catalog", b"/Catalog/AA<</S/La#75nch/F(" + bad + b")>>"),
    "inside a pdf": lambda bad: PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFiles " + bad + b">>"),
    "behind a png": lambda bad: png() + bad,
    "text of a png": lambda bad: png(chunk(b"tEXt", b"Comment\0" + bad)),
    "profile of a png": lambda bad: png(chunk(b"iCCP", bad)),
    "own part of a png": lambda bad: png(chunk(b"evIL", bad)),
    "mark of a png": lambda bad: b"\x89PNG\r\n\x1a\n" + bad,
    "behind a jpeg": lambda bad: jpeg() + bad,
    "comment of a jpeg": lambda bad: jpeg(segment(0xFE, bad)),
    "place of a jpeg": lambda bad: jpeg(segment(0xE1, b"Exif\0\0" + bad)),
    "own part of a jpeg": lambda bad: jpeg(segment(0xEB, bad)),
    "mark of a jpeg": lambda bad: b"\xff\xd8\xff" + bad,
    "gif": lambda bad: b"GIF89a" + bad,
    "macro": lambda bad: word(word__vbaProject_dot_bin=bad),
    "embedded": lambda bad: word(word__embeddings__oleObject1_dot_bin=bad),
    "control": lambda bad: word(word__activeX__activeX1_dot_xml=bad),
    "script in an archive": lambda bad: word(word__x_dot_js=bad),
    "plain archive": lambda bad: office(readme_dot_txt=bad),
    "archive behind a pdf": lambda bad: b"%PDF-1.4\n" + office(x_dot_html=bad) + b"\n%%EOF\n",
    "outside the folder": lambda bad: _at("../../" + "x.xml", bad),
    "absolute": lambda bad: _at("/etc/x.xml", bad),
    "twice the same name": lambda bad: _at("word/document.xml", bad),
}


def _at(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("word/document.xml", "<w/>")
        made.writestr(zipfile.ZipInfo(name), content)
    return kept.getvalue()


def corpus() -> Iterator[tuple[str, str, bytes]]:
    """What it is, under which name it is sent, and its bytes."""
    names = cycle(NAMES)
    for (how, carrier), (what, payload) in product(CARRIERS.items(), PAYLOADS.items()):
        yield f"{what}, {how}", next(names), carrier(payload)
    for what, (content, _code) in HOSTILE.items():
        yield what, next(names), content
