"""What a file is, by its bytes, and what of it is kept. Anything that is not certain is refused with a repair.

Refused: what browsers run (HTML, SVG), programs, archives, office files with macros or embedded objects, PDF with
scripts, started programs or files inside, and archives that claim to unfold to more than a hundred times their size.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from doorstroom.documents.domain.errors import DocumentError
from doorstroom.documents.domain.names import safe_name
from doorstroom.documents.domain.pictures import JPEG, PNG, clean_jpeg, clean_png

MOST_BYTES = 10 * 1024 * 1024
MOST_UNFOLDED, MOST_RATIO, MOST_PARTS = 100 * 1024 * 1024, 100, 2000
_ARCHIVE_END, _TAIL = b"PK\x05\x06", 66_000
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])")
_ACTIVE_PART = re.compile(
    r"(?i)vbaproject|(^|/)(macros|basic|scripts|embeddings|activex|object \d+)/|\.(bin|exe|js|vbs|zip)$"
)
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MIME = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@dataclass(frozen=True)
class Received:
    """A file as it is kept: `kind` is a key of MIME."""

    kind: str
    name: str
    content: bytes


def receive(name: str, content: bytes) -> Received:
    """The file without what may do harm. Raises DocumentError with what is wrong."""
    if not content:
        raise DocumentError("file_empty")
    if len(content) > MOST_BYTES:
        raise DocumentError("file_too_large", most=MOST_BYTES // 1024 // 1024)
    for start, clean in _KINDS:
        if content.startswith(start):
            kind, kept = clean(content)
            return Received(kind, safe_name(name, kind), kept)
    raise DocumentError("type_not_kept")


def _jpeg(content: bytes) -> tuple[str, bytes]:
    return "jpg", clean_jpeg(content)


def _png(content: bytes) -> tuple[str, bytes]:
    return "png", clean_png(content)


def _pdf(content: bytes) -> tuple[str, bytes]:
    end = content.rfind(b"%%EOF")
    if end < 0 or not re.match(rb"%PDF-[12]\.\d", content):
        raise DocumentError("file_broken")
    kept = content[: end + len(b"%%EOF")] + b"\n"
    if _ACTIVE_PDF.search(_plain_names(kept)) or _ARCHIVE_END in kept[-_TAIL:]:
        raise DocumentError("file_has_programs")
    return "pdf", kept


def _plain_names(content: bytes) -> bytes:
    """Names in a PDF may write a letter as #4A; here as themselves."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)


def _office(content: bytes) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts, len(content))
            names = {part.filename for part in parts}
            if "mimetype" in names:
                with archive.open("mimetype") as said:
                    kind = _OPEN.get(said.read(100).strip())
            else:
                kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError) as error:
        raise DocumentError("file_broken") from error
    if kind is None:
        raise DocumentError("type_not_kept")
    return kind, content


def _check_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = [part.filename for part in parts]
    unfolded = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unfolded > min(MOST_UNFOLDED, size * MOST_RATIO):
        raise DocumentError("file_unfolds")
    if any(part.flag_bits & 1 for part in parts) or any(_ACTIVE_PART.search(name) for name in names):
        raise DocumentError("file_has_programs")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise DocumentError("file_broken")
    if len(set(names)) != len(names):
        raise DocumentError("file_broken")


_KINDS: tuple[tuple[bytes, Callable[[bytes], tuple[str, bytes]]], ...] = (
    (b"%PDF-", _pdf),
    (JPEG, _jpeg),
    (PNG, _png),
    (b"PK\x03\x04", _office),
)
