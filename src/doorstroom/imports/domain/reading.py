"""From the bytes of a partner's file to sheets of rows.

Only what the bytes say counts, never the file name: partners send workbooks called .csv and the other way
round. Every limit and every kind of file that cannot be read has a message of its own.
"""

from __future__ import annotations

from doorstroom.imports.domain.delimited import read_delimited
from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.sheets import Document, Limits
from doorstroom.imports.domain.workbook import read_workbook

DEFAULT_LIMITS = Limits()
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_HEADER = b"PK\x03\x04"
DOCUMENT_HEADERS = (b"%pdf", b"{\\rtf", b"<html", b"<!doctype", b"<?xml")


def read_document(content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Recognise and read a workbook or a delimited text. Raises FileError with a code to act on."""
    if not content.strip():
        raise FileError("file_empty")
    if len(content) > limits.file_bytes:
        raise FileError("file_too_large", megabytes=limits.file_bytes // 1_000_000)
    if content.startswith(OLE_HEADER):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise FileError("file_has_password" if encrypted else "file_is_old_excel")
    if content.startswith(ZIP_HEADER):
        return read_workbook(content, limits=limits)
    if content.lstrip()[:9].lower().startswith(DOCUMENT_HEADERS):
        raise FileError("file_is_document")
    return read_delimited(content, limits=limits)
